/**
 * Statistics of a gradient tensor, in the order the `statistics.gradient` kernel writes them. Those
 * of parameters are taken before clipping: they show what backpropagation gave.
 */
export const gradientStatistics = [
  'meanAbs',
  'rms',
  'maxAbs',
  'zeroFraction',
  'nanCount',
  'infCount',
] as const

/** Statistics of a node's output, in the order the `statistics.activation` kernel writes them. */
export const activationStatistics = ['mean', 'std'] as const

/**
 * Of an activation node that works element by element: the share of entries with |φ′| < 0.05, as the
 * `statistics.saturation` kernel writes it.
 */
export const slopeStatistics = ['saturation'] as const

/**
 * Counts of |g| by powers of two, as the `statistics.histogram` kernel writes them: bin i counts
 * 2^(first+i) ≤ |g| < 2^(first+i+1); the outermost bins also take what lies beyond. Zeros and entries
 * that are not finite are in no bin; `zeroFraction`, `nanCount` and `infCount` count them.
 */
export const histogramBins = { first: -48, count: 64 } as const

/** ‖ΔW‖₂ / ‖W‖₂ of one step, from the update itself; NaN while ‖W‖ = 0. */
export const updateStatistics = ['ratio'] as const

export type Quantity =
  | `gradient.${(typeof gradientStatistics)[number]}`
  | `activation.${(typeof activationStatistics)[number] | (typeof slopeStatistics)[number]}`
  | `update.${(typeof updateStatistics)[number]}`

/** What every frame starts with, in this order. The gradient norm is that before clipping. */
export const frameHeader = [
  'step',
  'epoch',
  'loss',
  'dataLoss',
  'accuracy',
  'learningRate',
  'gradientNorm',
] as const
export type FrameHeaderField = (typeof frameHeader)[number]

/** One row of a panel: a parameter tensor or a node's output. */
export interface TelemetryRow {
  /** `dense1.W` for a parameter tensor, `relu1` for a node's output. */
  readonly name: string
  readonly nodeId: string
  readonly kind: 'param' | 'output'
  readonly shape: readonly number[]
  /** Column of each quantity within a frame. */
  readonly columns: Readonly<Partial<Record<Quantity, number>>>
  /** First of the gradient's bins within the histograms of a step; absent where there is no gradient. */
  readonly histogram?: number
}

/**
 * How to read frames. A frame is `width` numbers: the header, then the statistics of every row.
 * Rows are in the graph's order, from input to loss.
 */
export interface TelemetryLayout {
  readonly width: number
  readonly rows: readonly TelemetryRow[]
  /** Numbers that the histograms of one step take: `histogramBins.count` for every gradient. */
  readonly histogramLength: number
}

/** Reads one header field of the frame that starts at `offset`. */
export function headerValue(
  frames: ArrayLike<number>,
  field: FrameHeaderField,
  offset = 0,
): number {
  return frames[offset + frameHeader.indexOf(field)] ?? Number.NaN
}

/** Reads one statistic of the frame that starts at `offset`; NaN where the row has no such quantity. */
export function rowValue(
  frames: ArrayLike<number>,
  row: TelemetryRow,
  quantity: Quantity,
  offset = 0,
): number {
  const column = row.columns[quantity]
  return column === undefined ? Number.NaN : (frames[offset + column] ?? Number.NaN)
}
