import { nodeName } from '../engine/document/schema'
import type { Language } from '../shared/language'
import { html, verbatim } from './html'
import type { ReportData } from './report-data'
import { configurationSection } from './sections/configuration'
import { curvesSection } from './sections/curves'
import { evaluationSection } from './sections/evaluation'
import { findingsSection } from './sections/findings'
import { gradientsSection, tensorsSection } from './sections/gradients'
import { networkSection } from './sections/graph'
import { summarySection } from './sections/summary'
import { speechIn } from './speech'
import { styleSheet } from './style'

/**
 * A whole run as one HTML page that needs nothing beside it: no script, no network, no font file. The
 * window and the command line both call this, so that the same data give the same page.
 */
export function renderReport(data: ReportData, language: Language): string {
  const speech = speechIn(language)
  const { t } = speech
  const { document, history } = data
  const names = new Map(document.nodes.map(node => [node.id, nodeName(node)]))
  const nodeLabel = (id: string) => names.get(id) ?? id
  const hasSteps = history.count > 0
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Gradscope">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${t('report.of', { name: document.name })}</title>
<style>${verbatim(styleSheet())}</style>
</head>
<body>
<header><p>${t('report.title')}</p><h1>${document.name}</h1></header>
<main>
${summarySection(data, speech)}
${networkSection(document, speech)}
${hasSteps ? curvesSection(data, speech) : html`<p>${t('report.noSteps')}</p>`}
${findingsSection(data, speech, nodeLabel)}
${hasSteps ? gradientsSection(data, speech, nodeLabel) : null}
${evaluationSection(data, speech)}
${hasSteps ? tensorsSection(data, speech) : null}
${configurationSection(document.training, speech)}
</main>
</body>
</html>
`
  return page.text
}
