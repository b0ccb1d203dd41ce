import { useRef } from 'react'
import { telemetryStore } from '../stores/telemetry'
import type { Domain, RangeMode } from './charts/heatmap/cells'
import { drawHeatmap } from './charts/heatmap/heatmap'
import {
  type HeatmapQuantity,
  type HeatmapSource,
  heatmapData,
  isLogQuantity,
  sourceOf,
} from './panel-data'
import { useChart } from './use-chart'
import { usePanelText } from './use-panel-text'

export interface HeatmapPanelProps {
  quantity: HeatmapQuantity
  source: HeatmapSource
  range: RangeMode
  selectedNodeId: string | null
  onSelectNode: (id: string) => void
  nodeLabel: (id: string) => string
}

/** Layer × step heatmap of the chosen quantity. */
export function HeatmapPanel(props: HeatmapPanelProps) {
  const t = usePanelText()
  const ref = useRef<HTMLDivElement>(null)
  // What the colours spanned when the range was locked; each quantity has its own.
  const drawn = useRef<Domain | null>(null)
  const locked = useRef(new Map<string, Domain>())

  useChart(ref, ({ container, size, theme, pixelRatio }) => {
    const { quantity, source, range, selectedNodeId, onSelectNode, nodeLabel } = props
    const of = sourceOf(quantity, source)
    const key = `${quantity} ${of}`
    if (range !== 'locked') locked.current.clear()
    else if (locked.current.size === 0 && drawn.current) locked.current.set(key, drawn.current)
    const data = heatmapData(telemetryStore.getState(), quantity, source, nodeLabel)
    const domain = drawHeatmap(container, data, size, {
      theme,
      pixelRatio,
      log: isLogQuantity(quantity),
      range,
      lockedDomain: locked.current.get(key),
      selectedNodeId,
      onSelectNode,
      text: {
        title: t(`panels.heatmap.title.${quantity}`),
        measure: t(`panels.heatmap.measure.${of}.${quantity}`),
        role: t('panels.heatmap.role'),
        step: t('panels.heatmap.step'),
        epoch: t('panels.heatmap.epoch'),
        zero: t('panels.heatmap.zero'),
        largest: t('panels.heatmap.largest'),
        smallest: t('panels.heatmap.smallest'),
        empty: t('panels.heatmap.empty'),
        summary: (first, last, ratio) => t('panels.heatmap.summary', { first, last, ratio }),
        description: (first, firstValue, last, lastValue, ratio) =>
          t('panels.heatmap.description', { first, firstValue, last, lastValue, ratio }),
      },
    })
    drawn.current = domain
    if (range === 'locked' && domain) locked.current.set(key, domain)
  })

  return <div ref={ref} className="dock-chart" data-testid="heatmap" />
}
