import { type FrameHeaderField, frameHeader } from '../../engine/telemetry/layout'
import { formatValue } from '../../shared/number-format'
import { lineChart, type PointSeries, type StepSeries } from '../charts/lines'
import { html, type Markup } from '../html'
import { type ReportData, reportedParts } from '../report-data'
import type { Speech } from '../speech'

/** Loss, accuracy, gradient norm and learning rate over the steps. */
export function curvesSection(data: ReportData, { t }: Speech): Markup {
  const shared = { stepTitle: t('report.step'), smoothLabel: t('report.line.smooth') }
  const describe = (title: string, line: StepSeries) =>
    `${title}: ${formatValue(line.max[0] ?? Number.NaN, 4)} → ${formatValue(line.max.at(-1) ?? Number.NaN, 4)}`
  const chart = (
    field: FrameHeaderField,
    more: Pick<Parameters<typeof lineChart>[0], 'title' | 'note' | 'lineLabel' | 'scale'> &
      Partial<Parameters<typeof lineChart>[0]>,
  ) => {
    const line = columnOf(data, field)
    return lineChart({ ...shared, line, description: describe(more.title, line), ...more })
  }
  const pointsOf = (figure: 'loss' | 'accuracy'): PointSeries[] =>
    reportedParts.flatMap(part => {
      const points = data.evaluations.flatMap(each => {
        const value = each[figure]
        return each.part === part && value !== null ? [{ step: each.step, value }] : []
      })
      return points.length > 0 ? [{ tone: part, label: t(`report.line.${part}`), points }] : []
    })
  const accuracy = pointsOf('accuracy')
  return html`<section><h2>${t('report.curves')}</h2><div class="pair">
${chart('dataLoss', { title: t('report.loss.curve'), note: t('report.loss.axis'), lineLabel: t('report.batch'), scale: 'linear', pointSeries: pointsOf('loss') })}
${accuracy.length > 0 ? chart('accuracy', { title: t('report.accuracy.curve'), note: t('report.accuracy.axis'), lineLabel: t('report.batch'), scale: 'percent', pointSeries: accuracy }) : null}
${chart('gradientNorm', { title: t('report.norm.curve'), note: t('report.norm.axis'), lineLabel: t('report.batch'), scale: 'log' })}
${lineChart({ stepTitle: t('report.step'), line: columnOf(data, 'learningRate'), description: t('report.rate.curve'), title: t('report.rate.curve'), note: '', lineLabel: t('report.rate.curve'), scale: 'linear' })}
</div></section>`
}

/** One header field of every slot. */
export function columnOf({ history }: ReportData, field: FrameHeaderField): StepSeries {
  const column = history.columns[frameHeader.indexOf(field)]!
  const step = history.columns[frameHeader.indexOf('step')]!
  const { count } = history
  return {
    step: step.max.subarray(0, count),
    min: column.min.subarray(0, count),
    max: column.max.subarray(0, count),
  }
}
