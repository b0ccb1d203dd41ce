import { useRef } from 'react'
import type { ClassificationDetail } from '../../engine/diagnosis/evaluation/detail'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { drawConfusion } from '../panels/charts/confusion/confusion'
import { useChart } from '../panels/use-chart'
import { type JudgedPart, useEvaluation } from '../stores/evaluation'
import { classNamesOf } from './figures'

interface ConfusionChartProps {
  readonly detail: ClassificationDetail
  readonly judged: JudgedPart
}

/** The confusion matrix; a click on a cell shows its examples. */
export function ConfusionChart({ detail, judged }: ConfusionChartProps) {
  const t = useT()
  const { part, figure, cell } = useEvaluation()
  const ref = useRef<HTMLDivElement>(null)
  useChart(ref, ({ container, size, theme }) => {
    const data = {
      classes: classNamesOf(detail),
      matrix: detail.matrix,
      unclassified: detail.unclassified,
    }
    drawConfusion(container, data, size, {
      theme,
      figure,
      selected: cell,
      onSelect: chosen => useEvaluation.setState({ cell: chosen }),
      text: {
        title: t('evaluation.matrix'),
        note: `${t(`evaluation.part.${part}`)} · ${weightsOf(judged, t)}`,
        truth: t('evaluation.matrix.true'),
        predicted: t('evaluation.matrix.predicted'),
        share: t('evaluation.matrix.share'),
        count: t('evaluation.matrix.count'),
        full: t('evaluation.matrix.full'),
        none: t('evaluation.matrix.none'),
        empty: t('evaluation.empty'),
        role: t('evaluation.matrix.role'),
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="confusion" />
}

/** Which weights were measured. */
export function weightsOf({ step, epoch }: JudgedPart, t: ReturnType<typeof useT>): string {
  return t('evaluation.weightsOf', { step: formatCount(step), epoch: formatCount(epoch) })
}
