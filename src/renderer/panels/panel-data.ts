import {
  type FrameHeaderField,
  frameHeader,
  type Quantity,
  rowValue,
  type TelemetryRow,
} from '../../engine/telemetry/layout'
import type { TelemetryState } from '../stores/telemetry'
import type { HistoryColumn } from '../stores/telemetry-history'
import type { CurvesData, PointLine, Tone } from './charts/curves/view'
import type { HeatmapData } from './charts/heatmap/view'

/** What the heatmap can show, and of which rows. */
export const heatmapQuantities = ['rms', 'meanAbs', 'maxAbs', 'zeroFraction', 'ratio'] as const
export type HeatmapQuantity = (typeof heatmapQuantities)[number]
export const heatmapSources = ['param', 'output'] as const
export type HeatmapSource = (typeof heatmapSources)[number]

export function quantityColumn(quantity: HeatmapQuantity): Quantity {
  return quantity === 'ratio' ? 'update.ratio' : `gradient.${quantity}`
}

/** Only parameters are updated, so that ratio has no other source. */
export function sourceOf(quantity: HeatmapQuantity, source: HeatmapSource): HeatmapSource {
  return quantity === 'ratio' ? 'param' : source
}

/** Fractions run linearly from 0 to 1; the rest spans decades. */
export function isLogQuantity(quantity: HeatmapQuantity): boolean {
  return quantity !== 'zeroFraction'
}

const nothing = new Float64Array(0)
const noColumn: HistoryColumn = { min: nothing, max: nothing, sum: nothing }

/**
 * Rows of the heatmap in the graph's order: one for each layer with parameters (its weights, not
 * its bias) or one for each node output, where they have the quantity.
 */
export function heatmapRows(
  rows: readonly TelemetryRow[],
  quantity: Quantity,
  source: HeatmapSource,
): TelemetryRow[] {
  const having = rows.filter(row => row.kind === source && row.columns[quantity] !== undefined)
  if (source === 'output') return having
  // A layer's weights are its first parameter tensor: W before b, gamma before beta.
  const seen = new Set<string>()
  return having.filter(row => !seen.has(row.nodeId) && seen.add(row.nodeId))
}

export function heatmapData(
  state: TelemetryState,
  quantity: HeatmapQuantity,
  source: HeatmapSource,
  nodeLabel: (nodeId: string) => string,
): HeatmapData {
  const { layout, history } = state
  const name = quantityColumn(quantity)
  const rows = heatmapRows(layout?.rows ?? [], name, sourceOf(quantity, source))
  return {
    rows: rows.map(row => {
      const { min, max } = history?.columns[row.columns[name]!] ?? noColumn
      const latest = history ? rowValue(history.latest, row, name) : Number.NaN
      return { name: row.name, label: nodeLabel(row.nodeId), nodeId: row.nodeId, latest, min, max }
    }),
    count: history?.count ?? 0,
    stride: history?.stride ?? 1,
    steps: history?.frames ?? 0,
    step: header(state, 'step'),
    epoch: header(state, 'epoch'),
  }
}

function header({ history }: TelemetryState, field: FrameHeaderField): HistoryColumn {
  return history?.columns[frameHeader.indexOf(field)] ?? noColumn
}

export const curveNames = ['loss', 'accuracy', 'gradientNorm'] as const
export type CurveName = (typeof curveNames)[number]

const curveFields = {
  // Without the penalty, as the validation loss is: the two must be comparable.
  loss: 'dataLoss',
  accuracy: 'accuracy',
  gradientNorm: 'gradientNorm',
} as const satisfies Record<CurveName, FrameHeaderField>

const partTones = { train: 'train', validation: 'validation', test: 'test' } as const

export function curvesData(
  state: TelemetryState,
  name: CurveName,
  label: (key: 'train' | 'trainSet' | 'validation' | 'test' | 'norm') => string,
): CurvesData {
  const { history, evaluations } = state
  const pointLines: PointLine[] = []
  if (name !== 'gradientNorm') {
    for (const part of ['train', 'validation', 'test'] as const) {
      const points = evaluations
        .filter(evaluation => evaluation.part === part)
        .map(evaluation => ({ step: evaluation.step, value: evaluation[name] ?? Number.NaN }))
      const tone: Tone = partTones[part]
      if (points.length === 0) continue
      pointLines.push({ label: label(part === 'train' ? 'trainSet' : part), tone, points })
    }
  }
  return {
    step: header(state, 'step'),
    epoch: header(state, 'epoch'),
    count: history?.count ?? 0,
    stride: history?.stride ?? 1,
    line: {
      ...header(state, curveFields[name]),
      label: label(name === 'gradientNorm' ? 'norm' : 'train'),
      tone: 'train',
    },
    pointLines,
  }
}

/** Whether the run tells an accuracy at all: regression does not. */
export function hasAccuracy({ history, evaluations }: TelemetryState): boolean {
  if (!history || history.count === 0) return true
  if (evaluations.some(evaluation => evaluation.accuracy !== null)) return true
  const { min } = history.columns[frameHeader.indexOf('accuracy')] ?? noColumn
  for (let i = history.count - 1; i >= 0; i--) if (!Number.isNaN(min[i]!)) return true
  return false
}
