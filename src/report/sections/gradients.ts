import { attenuationOf } from '../../engine/diagnosis/attenuation'
import { analyze } from '../../engine/graph/analyze'
import { slotMean } from '../../engine/telemetry/history'
import { histogramBins, rowValue, type TelemetryRow } from '../../engine/telemetry/layout'
import { formatStep, formatValue } from '../../shared/number-format'
import { heatmap } from '../charts/heatmap'
import { profileChart } from '../charts/profile'
import { ridges } from '../charts/ridges'
import { html, type Markup } from '../html'
import type { ReportData } from '../report-data'
import type { Speech } from '../speech'
import { columnOf } from './curves'

type NodeLabel = (id: string) => string

/** Gradients over steps and layers, over depth, and how their entries are spread. */
export function gradientsSection(data: ReportData, speech: Speech, nodeLabel: NodeLabel): Markup {
  const { t } = speech
  const { history, layout } = data
  const rows = weightRows(layout.rows)
  const { step } = columnOf(data, 'step')
  const title = t('report.heatmap')
  const map = heatmap({
    title,
    note: t('report.heatmap.measure'),
    stepTitle: t('report.step'),
    description: `${title}. ${rows.map(row => `${nodeLabel(row.nodeId)} ${formatValue(rowValue(history.latest, row, 'gradient.rms'), 3)}`).join(', ')}`,
    zero: t('report.zero'),
    broken: t('report.broken'),
    step,
    rows: rows.map(row => {
      const column = history.columns[row.columns['gradient.rms']!]!
      const values = Float64Array.from({ length: history.count }, (_, slot) =>
        slotMean(history, column, slot),
      )
      return { label: nodeLabel(row.nodeId), values }
    }),
  })
  return html`<section><h2>${t('report.gradients')}</h2>${map}<div class="pair">${attenuation(data, speech, nodeLabel)}${distributions(data, speech, rows, nodeLabel)}</div></section>`
}

/** A layer's weights are its first parameter tensor: W before b, gamma before beta. */
function weightRows(rows: readonly TelemetryRow[]): TelemetryRow[] {
  const seen = new Set<string>()
  return rows.filter(row => row.kind === 'param' && !seen.has(row.nodeId) && seen.add(row.nodeId))
}

function attenuation(
  { document, history, layout }: ReportData,
  { t }: Speech,
  nodeLabel: NodeLabel,
): Markup | null {
  const { graph } = analyze(document)
  if (!graph) return null
  const found = attenuationOf(history.latest, layout, graph)
  if (found.points.length === 0) return null
  const note = Number.isFinite(found.factorPerLayer)
    ? t('report.attenuation.factor', {
        factor: `×${formatValue(found.factorPerLayer, 3)}`,
        ratio: `×${formatValue(found.firstToLast, 3)}`,
      })
    : t('report.attenuation.axis')
  const title = t('report.attenuation')
  const depthTitle = t('report.attenuation.depth')
  return profileChart({
    title,
    note,
    depthTitle,
    description: `${title}. ${note}`,
    attenuation: found,
    nodeLabel,
  })
}

function distributions(
  { histograms }: ReportData,
  { t }: Speech,
  rows: readonly TelemetryRow[],
  nodeLabel: NodeLabel,
): Markup | null {
  const counted = rows.filter(row => row.histogram !== undefined)
  if (!histograms || counted.length === 0) return null
  const title = t('report.distributions')
  const note = t('report.distributions.step', { step: formatStep(histograms.step) })
  return ridges({
    title,
    note,
    axisTitle: t('report.distributions.axis'),
    description: `${title}. ${note}`,
    first: histogramBins.first,
    rows: counted.map(row => ({
      label: nodeLabel(row.nodeId),
      counts: Array.from(
        { length: histogramBins.count },
        (_, bin) => histograms.counts[row.histogram! + bin]!,
      ),
    })),
  })
}

/** Every tensor at the last step. */
export function tensorsSection({ layout, history }: ReportData, { t }: Speech): Markup {
  const head = [
    'report.tensor',
    'report.tensor.shape',
    'report.tensor.rms',
    'report.tensor.max',
    'report.tensor.zero',
    'report.tensor.ratio',
  ] as const
  const rows = layout.rows.filter(row => row.kind === 'param')
  return html`<section><h2>${t('report.tensors')}</h2><table><thead><tr>${head.map(key => html`<th scope="col">${t(key)}</th>`)}</tr></thead><tbody>${rows.map(
    row => {
      const value = (quantity: Parameters<typeof rowValue>[2]) =>
        rowValue(history.latest, row, quantity)
      const ratio = value('update.ratio')
      return html`<tr><th scope="row">${row.name}</th><td>${row.shape.join('×')}</td><td>${formatValue(value('gradient.rms'), 3)}</td><td>${formatValue(value('gradient.maxAbs'), 3)}</td><td>${(value('gradient.zeroFraction') * 100).toFixed(1)} %</td><td>${Number.isNaN(ratio) ? '–' : formatValue(ratio, 3)}</td></tr>`
    },
  )}</tbody></table></section>`
}
