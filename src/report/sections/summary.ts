import { datasetInfo } from '../../engine/data/catalog'
import { formatStep, formatValue } from '../../shared/number-format'
import { html, type Markup } from '../html'
import { type ReportData, reportedParts } from '../report-data'
import type { ReportKey, Speech } from '../speech'

/** What was trained, how it went and how it can be repeated. */
export function summarySection(data: ReportData, speech: Speech): Markup {
  const { run, document } = data
  const { t } = speech
  const count = (value: number) => formatStep(value)
  const { earlyStopping, examples } = run
  const steps = t('report.run.steps', {
    step: count(run.step),
    total: count(run.totalSteps),
    epoch: count(run.epoch),
  })
  const best = earlyStopping?.restored
    ? `; ${t('report.best', { epoch: count(earlyStopping.best.epoch) })}`
    : ''
  const node = document.nodes.find(each => each.kind === 'data')
  const info = node && datasetInfo(node.attrs)
  const dataset = node ? speech.attr('data', 'dataset', node.attrs.dataset).value : ''
  const parts = t('report.data.parts', {
    train: count(examples.train),
    validation: count(examples.validation),
    test: count(examples.test),
  })
  const versions = Object.entries(data.versions).map(([name, version]) => `${name} ${version}`)
  const rows: [string, string | Markup][] = [
    [t('report.run'), `${t(`report.state.${run.state}`)}, ${steps}${best}`],
    ...(run.reason ? [[t('report.state.diverged'), run.reason] as [string, string]] : []),
    [t('report.data'), `${info?.source === 'own' ? info.title : dataset}: ${parts}`],
    [t('report.parameters'), count(run.parameterCount)],
    [t('training.seed'), String(document.training.seed)],
    [t('report.engine'), t('report.engine.value', { backend: run.backend, threads: run.threads })],
    [
      t('report.made'),
      `${data.createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${versions.join(', ')}`,
    ],
    [t('report.weightsHash'), html`<code>${run.weightsHash ?? t('report.unknown')}</code>`],
  ]
  return html`<section><h2>${t('report.summary')}</h2>${finalFigures(data, speech)}<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl><p class="note">${t('report.repeat')}</p></section>`
}

/** The newest figures of each part. */
function finalFigures({ evaluations }: ReportData, { t }: Speech): Markup | null {
  const newest = reportedParts.flatMap(
    part => evaluations.findLast(evaluation => evaluation.part === part) ?? [],
  )
  if (newest.length === 0) return null
  const hasAccuracy = newest.some(({ accuracy }) => accuracy !== null)
  const head: ReportKey[] = ['report.part', 'evaluation.loss']
  if (hasAccuracy) head.push('evaluation.accuracy')
  return html`<table class="narrow"><caption>${t('report.figures')}</caption><thead><tr>${head.map(key => html`<th scope="col">${t(key)}</th>`)}</tr></thead><tbody>${newest.map(
    ({ part, loss, accuracy }) =>
      html`<tr><th scope="row">${t(`evaluation.part.${part}`)}</th><td>${formatValue(loss, 4)}</td>${hasAccuracy ? html`<td>${accuracy === null ? '–' : `${(accuracy * 100).toFixed(1)} %`}</td>` : null}</tr>`,
  )}</tbody></table>`
}
