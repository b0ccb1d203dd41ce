import { frameHeader, type TelemetryLayout } from '../../engine/telemetry/layout'
import { recordLimits, type StoredCurves, type StoredGradients } from '../../shared/runs/record'
import { heatmapRows } from '../panels/heatmap-data'
import type { Evaluation } from '../stores/telemetry'
import type { History, HistoryColumn } from '../stores/telemetry-history'

const columnOf = (history: History, field: (typeof frameHeader)[number]) =>
  history.columns[frameHeader.indexOf(field)]!

/** Neighbouring slots of a history, taken together so that there are at most `most` of them. */
export function bins({ count }: History, most: number): { from: number; to: number }[] {
  const each = Math.max(1, Math.ceil(count / most))
  return Array.from({ length: Math.ceil(count / each) }, (_, i) => ({
    from: i * each,
    to: Math.min(count, (i + 1) * each),
  }))
}

function framesIn({ count, stride, filled }: History, from: number, to: number): number {
  return (to - from) * stride - (to === count ? stride - filled : 0)
}

function meanOf(history: History, column: HistoryColumn, from: number, to: number): number {
  let sum = 0
  for (let slot = from; slot < to; slot++) sum += column.sum[slot]!
  return sum / framesIn(history, from, to)
}

/** Loss and accuracy of a run in at most 500 points each. */
export function curvesOf(history: History, evaluations: readonly Evaluation[]): StoredCurves {
  const step = columnOf(history, 'step')
  const places = bins(history, recordLimits.points)
  const means = (field: 'dataLoss' | 'accuracy') =>
    places.map(({ from, to }) => meanOf(history, columnOf(history, field), from, to))
  return {
    steps: places.map(({ to }) => step.max[to - 1]!),
    loss: means('dataLoss'),
    accuracy: means('accuracy'),
    evaluations: (['train', 'validation', 'test'] as const).flatMap(part =>
      thinned(evaluations.filter(each => each.part === part)).map(
        ({ loss, accuracy, ...each }) => ({
          part,
          step: each.step,
          loss,
          accuracy,
        }),
      ),
    ),
  }
}

/** At most 500, evenly spread, with the first and the last. */
function thinned<T>(list: readonly T[], most: number = recordLimits.points): readonly T[] {
  if (list.length <= most) return list
  const spacing = (list.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => list[Math.round(i * spacing)]!)
}

/**
 * RMS gradients of the weights, a row for each layer, in at most 200 columns: mean, smallest and
 * largest of each, so that a spike of one step is still there. Null where there are no weights.
 */
export function gradientsOf(layout: TelemetryLayout, history: History): StoredGradients | null {
  const rows = thinned(heatmapRows(layout.rows, 'gradient.rms', 'param'), recordLimits.rows)
  if (rows.length === 0) return null
  const places = bins(history, recordLimits.bins)
  const step = columnOf(history, 'step')
  const values = new Float32Array(3 * rows.length * places.length)
  rows.forEach((row, r) => {
    const column = history.columns[row.columns['gradient.rms']!]!
    places.forEach(({ from, to }, bin) => {
      const cell = (part: number) => part * rows.length * places.length + r * places.length + bin
      values[cell(0)] = meanOf(history, column, from, to)
      values[cell(1)] = extreme(column.min, from, to, (a, b) => b < a || Number.isNaN(a))
      values[cell(2)] = extreme(column.max, from, to, (a, b) => b > a || Number.isNaN(b))
    })
  })
  return {
    rows: rows.map(({ name, nodeId }) => ({ name, nodeId })),
    first: places.map(({ from }) => step.min[from]!),
    last: places.map(({ to }) => step.max[to - 1]!),
    values,
  }
}

/** As the history does it: NaN is the largest of all, and never the smallest where there is a number. */
function extreme(
  values: Float64Array,
  from: number,
  to: number,
  isBetter: (found: number, value: number) => boolean,
): number {
  let found = values[from]!
  for (let slot = from + 1; slot < to; slot++) {
    if (isBetter(found, values[slot]!)) found = values[slot]!
  }
  return found
}

/** Mean RMS gradient of a row of what is kept, one value for each column. */
export function rowMeans(
  { rows, first, values }: StoredGradients,
  name: string,
): Float32Array | null {
  const row = rows.findIndex(each => each.name === name)
  return row < 0 ? null : values.subarray(row * first.length, (row + 1) * first.length)
}
