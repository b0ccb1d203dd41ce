import { useRef } from 'react'
import { useDockChoices } from '../stores/dock-choices'
import { scrubber } from '../stores/scrubber'
import { telemetryStore } from '../stores/telemetry'
import { drawDistributions } from './charts/distributions/distributions'
import { distributionsData } from './distributions-data'
import type { NodePanelProps } from './node-panel'
import { useChart } from './use-chart'
import { usePanelText } from './use-panel-text'

/** How the sizes of each gradient's entries are spread, layer by layer. */
export function DistributionsPanel({ selectedNodeId, onSelectNode, nodeLabel }: NodePanelProps) {
  const t = usePanelText()
  const source = useDockChoices(choices => choices.source)
  const ref = useRef<HTMLDivElement>(null)

  useChart(ref, ({ container, size, shown }) => {
    const data = distributionsData(telemetryStore.getState(), source, shown, nodeLabel)
    drawDistributions(container, data, size, {
      selectedNodeId,
      onSelectNode,
      onMoveStep: scrubber.move,
      onRelease: scrubber.release,
      text: {
        title: t('panels.distributions.title'),
        axis: source === 'param' ? '|dL/dW|' : '|dL/dy|',
        measure: t('panels.distributions.measure'),
        step: t('panels.heatmap.step'),
        zero: t('panels.heatmap.zero'),
        median: t('panels.distributions.median'),
        layer: t('panels.layer'),
        empty: t('panels.distributions.empty'),
        role: t('panels.distributions.role'),
      },
    })
  })

  return <div ref={ref} className="dock-chart" data-testid="distributions" />
}
