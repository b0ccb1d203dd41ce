import { useRef } from 'react'
import { runGraph } from '../stores/run-graph'
import { scrubber } from '../stores/scrubber'
import { telemetryStore } from '../stores/telemetry'
import { attenuationData } from './attenuation-data'
import { drawAttenuation } from './charts/attenuation/attenuation'
import type { NodePanelProps } from './node-panel'
import { useChart } from './use-chart'
import { usePanelText } from './use-panel-text'

/** RMS gradient against depth at the shown step, and what weights and activations do to it. */
export function AttenuationPanel({ selectedNodeId, onSelectNode, nodeLabel }: NodePanelProps) {
  const t = usePanelText()
  const ref = useRef<HTMLDivElement>(null)

  useChart(ref, ({ container, size, theme, shown }) => {
    const { layout } = telemetryStore.getState()
    const data = attenuationData(runGraph(), layout, shown, nodeLabel)
    drawAttenuation(container, data, size, {
      theme,
      selectedNodeId,
      onSelectNode,
      onMoveStep: scrubber.move,
      onRelease: scrubber.release,
      text: {
        title: t('panels.attenuation.title'),
        perLayer: factor => t('panels.attenuation.perLayer', { factor }),
        bound: (name, slope) => t('panels.attenuation.bound', { name, slope }),
        axis: t('panels.attenuation.axis'),
        depth: t('panels.attenuation.depth'),
        step: t('panels.heatmap.step'),
        blameTitle: t('panels.attenuation.blame'),
        blameAxis: t('panels.attenuation.blameAxis'),
        share: {
          weights: t('panels.attenuation.weights'),
          activation: t('panels.attenuation.activation'),
          other: t('panels.attenuation.other'),
        },
        shareHelp: {
          weights: t('panels.attenuation.weights.help'),
          activation: t('panels.attenuation.activation.help'),
          other: t('panels.attenuation.other.help'),
        },
        total: factor => t('panels.attenuation.total', { factor }),
        layer: t('panels.layer'),
        empty: t('panels.attenuation.empty'),
        flat: t('panels.attenuation.flat'),
        role: t('panels.attenuation.role'),
      },
    })
  })

  return <div ref={ref} className="dock-chart" data-testid="attenuation" />
}
