import { isRegularized, readBalance } from '../../engine/diagnosis/bias-variance'
import { classMetrics, macroMean } from '../../engine/diagnosis/evaluation/class-metrics'
import type {
  ClassificationDetail,
  EvaluationDetail,
  RegressionDetail,
} from '../../engine/diagnosis/evaluation/detail'
import type { DatasetPart } from '../../engine/protocol'
import { formatStep, formatValue } from '../../shared/number-format'
import { levelOf } from '../charts/colours'
import { residualChart, scatterChart } from '../charts/regression'
import { namesOf, percent } from '../figures'
import { html, type Markup } from '../html'
import { type ReportData, reportedParts } from '../report-data'
import type { Speech } from '../speech'
import { worstExamples } from './worst-examples'

/** What the network gets right and wrong: validation first, the test part apart from it. */
export function evaluationSection(data: ReportData, speech: Speech): Markup | null {
  const { t } = speech
  const { validation, test } = data.parts
  const heading = html`<h2>${t('report.evaluation')}</h2>`
  if (data.run.state === 'diverged') {
    return html`<section>${heading}<p>${t('report.notEvaluated')}</p></section>`
  }
  if (reportedParts.every(part => !data.parts[part]?.detail)) return null
  return html`<section>${heading}${balance(data, speech)}${validation?.detail ? part('validation', validation.detail, speech) : null}${test?.detail ? part('test', test.detail, speech) : null}</section>`
}

function balance({ parts, document, findings }: ReportData, { t }: Speech): Markup | null {
  const { train, validation } = parts
  if (!train || !validation) return null
  const { verdict, measure, advice, ...figures } = readBalance({
    epoch: train.epoch,
    train: train.detail,
    validation: validation.detail,
    isRegularized: isRegularized(document),
    findings,
  })
  const told = (missed: number) => percent(measure === 'error' ? 1 - missed : missed)
  const values = { train: told(figures.train), validation: told(figures.validation) }
  return html`<div class="balance is-${verdict}"><h3>${t(`balance.${verdict}`)}</h3>${verdict === 'unknown' ? null : html`<p>${t(`balance.${measure}`, values)}</p>`}<p>${t(`balance.${verdict}.text`)}</p>${advice.length > 0 ? html`<ul>${advice.map(each => html`<li>${t(`balance.advice.${each}`)}</li>`)}</ul>` : null}</div>`
}

function part(name: DatasetPart, detail: EvaluationDetail, speech: Speech): Markup {
  const { t } = speech
  const note = name === 'test' ? t('report.test.apart') : t(`evaluation.part.${name}.note`)
  return html`<article class="part"><h3>${t(`evaluation.part.${name}`)} <span>${t('evaluation.examples')} ${formatStep(detail.count)}</span></h3><p class="note">${note}</p>${detail.task === 'classification' ? classes(detail, speech) : numbers(detail, speech, t(`evaluation.part.${name}`))}${worstExamples(detail, speech)}</article>`
}

function classes(detail: ClassificationDetail, { t }: Speech): Markup {
  const metrics = classMetrics(detail)
  const names = namesOf(detail)
  const columns = ['precision', 'recall', 'f1'] as const
  const total = html`<tr><th scope="row">${t('evaluation.macro')}</th>${columns.map(column => html`<td>${percent(macroMean(metrics, column))}</td>`)}<td>${formatStep(detail.count)}</td></tr>`
  return html`<div class="pair tables">${matrix(detail, names, t)}
<table><caption>${t('evaluation.classes')}</caption><thead><tr><th scope="col">${t('evaluation.class')}</th>${columns.map(column => html`<th scope="col">${t(`evaluation.${column}`)}</th>`)}<th scope="col">${t('evaluation.support')}</th></tr></thead><tbody>${names.map(
    (name, k) =>
      html`<tr><th scope="row">${name}</th>${columns.map(column => html`<td>${percent(metrics[k]![column])}</td>`)}<td>${formatStep(metrics[k]!.support)}</td></tr>`,
  )}</tbody><tfoot>${total}</tfoot></table></div>`
}

/** Rows are true classes; a cell is coloured by its share of the row, and one without examples is bare. */
function matrix(detail: ClassificationDetail, names: readonly string[], t: Speech['t']): Markup {
  const { classes: width, unclassified } = detail
  const hasNone = unclassified.some(count => count > 0)
  const cell = (count: number, of: number, isHit: boolean) => {
    if (count === 0) return html`<td class="bare">·</td>`
    const share = count / of
    const name = `s${levelOf(Math.sqrt(share))}${isHit ? ' hit' : ''}`
    return html`<td class="${name}" title="${percent(share)}">${formatStep(count)}</td>`
  }
  return html`<table class="matrix"><caption>${t('evaluation.matrix')} <span>${t('evaluation.matrix.true')} ↓ · ${t('evaluation.matrix.predicted')} → · ${t('report.matrix.colours')}</span></caption><thead><tr><td></td>${names.map(name => html`<th scope="col">${name}</th>`)}${hasNone ? html`<th scope="col">${t('evaluation.matrix.none')}</th>` : null}</tr></thead><tbody>${names.map(
    (name, k) => {
      const row = [...detail.matrix.subarray(k * width, (k + 1) * width)]
      const of = row.reduce((sum, count) => sum + count, unclassified[k]!)
      return html`<tr><th scope="row">${name}</th>${row.map((count, j) => cell(count, of, j === k))}${hasNone ? cell(unclassified[k]!, of, false) : null}</tr>`
    },
  )}</tbody></table>`
}

function numbers(detail: RegressionDetail, { t }: Speech, note: string): Markup {
  const figures: [string, number][] = [
    [t('evaluation.r2'), detail.r2],
    [t('evaluation.mae'), detail.meanAbsoluteError],
    [t('evaluation.rmse'), detail.rootMeanSquaredError],
    [t('evaluation.loss'), detail.loss],
  ]
  const axis = `${t('evaluation.scatter.true')} → · ${t('evaluation.scatter.predicted')} ↑`
  const scatter = {
    title: t('evaluation.scatter'),
    note,
    axis,
    description: `${t('evaluation.scatter')}. R² ${formatValue(detail.r2, 3)}`,
  }
  const residual = {
    title: t('evaluation.residuals'),
    note,
    axis: t('evaluation.residuals.axis'),
    description: t('evaluation.residuals'),
  }
  return html`<dl>${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${formatValue(value, 4)}</dd></div>`)}</dl><div class="pair">${scatterChart(detail, scatter)}${residualChart(detail, residual)}</div>`
}
