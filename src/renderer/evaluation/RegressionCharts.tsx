import { useRef } from 'react'
import type { RegressionDetail } from '../../engine/diagnosis/evaluation/detail'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { drawResiduals } from '../panels/charts/residuals/residuals'
import { drawScatter } from '../panels/charts/scatter/scatter'
import { useChart } from '../panels/use-chart'
import { type JudgedPart, useEvaluation } from '../stores/evaluation'
import { weightsOf } from './ConfusionChart'

interface RegressionChartsProps {
  readonly detail: RegressionDetail
  readonly judged: JudgedPart
}

/** Predicted against true values, and how far they are apart. */
export function RegressionCharts({ detail, judged }: RegressionChartsProps) {
  const t = useT()
  const part = useEvaluation(state => state.part)
  const scatter = useRef<HTMLDivElement>(null)
  const residuals = useRef<HTMLDivElement>(null)
  const note = `${t(`evaluation.part.${part}`)} · ${weightsOf(judged, t)}`
  const shown = detail.pairs.length / 2
  const all = detail.count * detail.targets
  useChart(scatter, ({ container, size }) => {
    const some =
      shown < all
        ? ` · ${t('evaluation.scatter.some', { shown: formatCount(shown), count: formatCount(all) })}`
        : ''
    drawScatter(container, detail, size, {
      title: t('evaluation.scatter'),
      note: note + some,
      truth: t('evaluation.scatter.true'),
      predicted: t('evaluation.scatter.predicted'),
      perfect: t('evaluation.scatter.perfect'),
      empty: t('evaluation.empty'),
      role: t('evaluation.scatter.role'),
    })
  })
  useChart(residuals, ({ container, size }) => {
    drawResiduals(container, detail.residuals, size, {
      title: t('evaluation.residuals'),
      note,
      axis: t('evaluation.residuals.axis'),
      count: t('evaluation.residuals.count'),
      empty: t('evaluation.empty'),
      role: t('evaluation.residuals.role'),
    })
  })
  return (
    <>
      <div ref={scatter} className="dock-chart" data-testid="scatter" />
      <div ref={residuals} className="dock-chart" data-testid="residuals" />
    </>
  )
}
