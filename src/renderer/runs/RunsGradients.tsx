import { useMemo, useRef } from 'react'
import { nodeName } from '../../engine/document/schema'
import type { RunRecord } from '../../shared/runs/record'
import { useT } from '../i18n/index'
import { drawHeatmap } from '../panels/charts/heatmap/heatmap'
import type { HeatmapData } from '../panels/charts/heatmap/view'
import type { NodePanelProps } from '../panels/node-panel'
import { useDrawing } from '../panels/use-drawing'
import { graphOf } from './actions'
import { ChooseRuns } from './ChooseRuns'
import { gradientDifference } from './gradient-difference'
import { usePair } from './use-chosen'

/** How the gradients of two runs differ, by layer and step. */
export function RunsGradients({ selectedNodeId, onSelectNode }: NodePanelProps) {
  const t = useT()
  const pair = usePair()
  if (!pair) return <ChooseRuns text={t('runs.choose.two')} />
  const [a, b] = pair.map(({ run }) => run) as [RunRecord, RunRecord]
  return (
    <div className="runs-overlay">
      <p className="runs-quiet">{t('runs.gradients.summary', { first: a.name, second: b.name })}</p>
      <Difference {...{ a, b, selectedNodeId, onSelectNode }} />
    </div>
  )
}

interface DifferenceProps extends Pick<NodePanelProps, 'selectedNodeId' | 'onSelectNode'> {
  readonly a: RunRecord
  readonly b: RunRecord
}

const nothing: HeatmapData = {
  rows: [],
  count: 0,
  stride: 1,
  steps: 0,
  step: { min: new Float64Array(), max: new Float64Array() },
  epoch: { min: new Float64Array(), max: new Float64Array() },
}

function Difference({ a, b, selectedNodeId, onSelectNode }: DifferenceProps) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const data = useMemo(() => {
    const names = new Map(graphOf(b)?.nodes.map(node => [node.id, nodeName(node)]))
    const label = (id: string) => names.get(id) ?? id
    return a.gradients && b.gradients
      ? (gradientDifference(a.gradients, b.gradients, label) ?? nothing)
      : nothing
  }, [a, b])
  useDrawing(ref, ({ container, size, theme, pixelRatio }) => {
    drawHeatmap(container, data, size, {
      theme,
      pixelRatio,
      scale: 'diverging',
      mayBeUndefined: false,
      range: 'all',
      selectedNodeId,
      onSelectNode,
      window: null,
      onWindow: () => {},
      scrub: { hover: () => {}, pin: () => {}, release: () => {} },
      marks: [],
      text: {
        title: t('runs.gradients.title'),
        measure: t('runs.gradients.measure'),
        role: t('panels.heatmap.role'),
        step: t('panels.heatmap.step'),
        epoch: t('panels.heatmap.epoch'),
        zero: t('panels.heatmap.zero'),
        undefined: t('panels.heatmap.undefined'),
        largest: t('panels.heatmap.largest'),
        mean: t('panels.heatmap.mean'),
        smallest: t('panels.heatmap.smallest'),
        empty: t('runs.gradients.none'),
        binned: count => t('runs.gradients.binned', { count }),
        summary: () => '',
        description: (first, firstValue, last, lastValue) =>
          `${first} ${firstValue}, ${last} ${lastValue}`,
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="runs-gradients" />
}
