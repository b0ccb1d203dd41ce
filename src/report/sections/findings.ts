import { formatStep } from '../../shared/number-format'
import { html, type Markup } from '../html'
import type { ReportData } from '../report-data'
import type { Speech } from '../speech'

/** What was wrong with the run: evidence, cause, lesson and cures. */
export function findingsSection(
  { findings }: ReportData,
  { t, finding: describe, fix }: Speech,
  nodeLabel: (id: string) => string,
): Markup {
  const items = findings.map(finding => {
    const { title, evidence, cause, root, lesson } = describe(finding)
    const first = formatStep(finding.firstStep)
    const when = finding.over
      ? t('report.over', { first, last: formatStep(finding.step) })
      : t('report.since', { first })
    const names = finding.nodeIds.map(nodeLabel)
    return html`<article class="finding is-${finding.severity}"><h3>${title} <span>${t(`report.severity.${finding.severity}`)} · ${when}</span></h3><p>${evidence}${cause ? ` ${cause}` : ''}</p>${root ? html`<p class="note">${t('report.root', { title: root })}</p>` : null}${names.length > 0 ? html`<p class="note">${names.join(', ')}</p>` : null}<p class="note">${lesson}</p>${finding.fixes.length > 0 ? html`<p>${t('report.remedies')}: ${finding.fixes.map(({ id }) => fix(id)).join(' · ')}</p>` : null}</article>`
  })
  return html`<section><h2>${t('report.findings')}</h2>${items.length > 0 ? items : html`<p>${t('report.none')}</p>`}</section>`
}
