import { useRef } from 'react'
import type { Experiment } from '../../engine/experiments/experiment'
import { type MessageKey, useT } from '../i18n/index'
import { drawOverlay, type OverlayLine } from '../panels/charts/overlay/overlay'
import { useDrawing } from '../panels/use-drawing'
import { colourOf } from '../runs/colours'
import { useExperiments } from './store'
import { isDashed } from './VariantTable'

/** What the experiment is about, of all variants together. */
export function ComparisonChart({ experiment }: { readonly experiment: Experiment }) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const runs = useExperiments(state => state.runs[experiment.id])
  const { chart } = experiment
  const isAccuracy = chart === 'accuracy' || chart === 'validationAccuracy'
  const overSteps = isAccuracy || chart === 'loss'
  useDrawing(ref, ({ container, size }) => {
    const lines = experiment.variants.flatMap(({ id }, place): OverlayLine[] => {
      const points = runs?.[id]?.series.map(({ x, y }) => ({ step: x, value: y })) ?? []
      if (points.length === 0) return []
      const label = t(`variant.${id}` as MessageKey)
      return [{ label, colour: colourOf(place), dashed: isDashed(place), points }]
    })
    drawOverlay(container, lines, size, {
      log: chart === 'gradient' || chart === 'loss',
      percent: isAccuracy,
      text: {
        title: t(`experiments.chart.${chart}`),
        note: t(`experiments.chart.${chart}.measure`),
        step: t(overSteps ? 'experiments.chart.step' : 'experiments.chart.layer'),
        empty: t('experiments.chart.empty'),
        role: t('experiments.chart.role'),
      },
    })
  })
  return <div ref={ref} className="experiment-chart" data-testid="experiment-chart" />
}
