import { useRef } from 'react'
import { useDockChoices } from '../stores/dock-choices'
import { telemetryStore } from '../stores/telemetry'
import type { Domain } from './charts/heatmap/colour-scale'
import { drawHeatmap } from './charts/heatmap/heatmap'
import { heatmapData } from './heatmap-data'
import type { NodePanelProps } from './node-panel'
import { quantityScale, sourceOf } from './quantities'
import { useChart } from './use-chart'
import { usePanelText } from './use-panel-text'

/** Layer × step heatmap of the chosen quantity. */
export function HeatmapPanel({ selectedNodeId, onSelectNode, nodeLabel }: NodePanelProps) {
  const t = usePanelText()
  const { quantity, source, range } = useDockChoices()
  const ref = useRef<HTMLDivElement>(null)
  // What the colours spanned when the range was locked; each quantity has its own.
  const drawn = useRef<Domain | null>(null)
  const locked = useRef(new Map<string, Domain>())

  useChart(ref, ({ container, size, theme, pixelRatio, shown, time }) => {
    const of = sourceOf(quantity, source)
    const key = `${quantity} ${of}`
    if (range !== 'locked') locked.current.clear()
    else if (locked.current.size === 0 && drawn.current) locked.current.set(key, drawn.current)
    const data = heatmapData(telemetryStore.getState(), { quantity, source }, shown, nodeLabel)
    const domain = drawHeatmap(container, data, size, {
      ...time,
      theme,
      pixelRatio,
      scale: quantityScale(quantity),
      mayBeUndefined: quantity === 'ratio',
      range,
      lockedDomain: locked.current.get(key),
      selectedNodeId,
      onSelectNode,
      text: {
        title: t(`panels.heatmap.title.${quantity}`),
        measure: t(`panels.heatmap.measure.${quantity}`, {
          of: of === 'param' ? 'dL/dW' : 'dL/dy',
        }),
        role: t('panels.heatmap.role'),
        step: t('panels.heatmap.step'),
        epoch: t('panels.heatmap.epoch'),
        zero: t('panels.heatmap.zero'),
        undefined: t('panels.heatmap.undefined'),
        largest: t('panels.heatmap.largest'),
        mean: t('panels.heatmap.mean'),
        smallest: t('panels.heatmap.smallest'),
        empty: t('panels.heatmap.empty'),
        binned: count => t('panels.heatmap.binned', { count }),
        summary: (first, last, ratio) => t('panels.heatmap.summary', { first, last, ratio }),
        description: (first, firstValue, last, lastValue, ratio) =>
          t('panels.heatmap.description', {
            step: shown?.last ?? 0,
            first,
            firstValue,
            last,
            lastValue,
            ratio,
          }),
      },
    })
    drawn.current = domain
    if (range === 'locked' && domain) locked.current.set(key, domain)
  })

  return <div ref={ref} className="dock-chart" data-testid="heatmap" />
}
