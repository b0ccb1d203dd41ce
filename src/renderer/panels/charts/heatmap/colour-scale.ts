import { infCell, nanCell, type ScaleKind, scaleColours, undefinedCell, zeroCell } from '../palette'
import type { Slots } from './slots'

export type RangeMode = 'step' | 'recent' | 'all' | 'locked'
export type Domain = readonly [number, number]

/** Steps that the range “recent” looks back. */
export const recentSteps = 200

/**
 * Smallest and largest value the colours span: of one slot, of the last 200 steps or of the run.
 * Logarithmic ranges leave zeros out; null when there is nothing to span.
 * @param shown the slot of this step, the newest unless given
 */
export function valueDomain(
  slots: Slots,
  mode: Exclude<RangeMode, 'locked'>,
  log: boolean,
  shown = slots.count - 1,
): Domain | null {
  const { stride } = slots
  const lookBack = mode === 'all' ? slots.count : Math.ceil(recentSteps / stride)
  const count = mode === 'step' ? shown + 1 : slots.count
  const from = Math.max(0, mode === 'step' ? shown : count - lookBack)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const floor = log ? 0 : Number.NEGATIVE_INFINITY
  for (const { min, max } of slots.rows) {
    for (let i = from; i < count; i++) {
      const lower = min[i]!
      const upper = max[i]!
      // Comparisons with NaN are false. Both ends count for both extremes: the maximum of a slot
      // is NaN or Inf as soon as one of its steps is, and its minimum may be a zero.
      if (lower > floor && lower < Number.POSITIVE_INFINITY) {
        if (lower < low) low = lower
        if (lower > high) high = lower
      }
      if (upper > floor && upper < Number.POSITIVE_INFINITY) {
        if (upper < low) low = upper
        if (upper > high) high = upper
      }
    }
  }
  return low <= high ? [low, high] : null
}

/** Widens a logarithmic range to at least one decade, so that noise is not painted as a trend. */
export function widenLogDomain([low, high]: Domain): Domain {
  const missing = 1 - Math.log10(high / low)
  if (missing <= 0) return [low, high]
  const factor = 10 ** (missing / 2)
  return [Math.max(Number.MIN_VALUE, low / factor), Math.min(Number.MAX_VALUE, high * factor)]
}

export interface ColourScale {
  readonly kind: ScaleKind
  /** Of a symlog or a diverging scale `[-m, m]`. */
  readonly domain: Domain
}

/** A symlog scale is linear up to this share of its largest value, and logarithmic beyond. */
const linearShare = 1e-3

/** Place of a value on the scale: 0 and 1 at the ends of its domain. */
export function scalePlace({ kind, domain }: ColourScale): (value: number) => number {
  const [low, high] = domain
  if (kind === 'linear' || kind === 'diverging') return value => (value - low) / (high - low)
  if (kind === 'log') {
    const start = Math.log10(low)
    const length = Math.log10(high) - start
    return value => (Math.log10(Math.abs(value)) - start) / length
  }
  const linear = high * linearShare
  const decades = Math.log1p(1 / linearShare)
  return value => 0.5 + (Math.sign(value) * Math.log1p(Math.abs(value) / linear)) / (2 * decades)
}

/** Stands for a value that a quantity does not have there. */
export const noValue = -Number.MAX_VALUE

/** Codes of values: 0 … 255 on the scale (clamped to its ends), or a kind of cell of its own. */
export function cellCoder(scale: ColourScale): (value: number) => number {
  const code = measuredCoder(scale)
  return scale.kind === 'log' ? value => code(Math.log10(Math.abs(value))) : code
}

/** Codes of values that are logarithms already where the scale is logarithmic. */
export function measuredCoder(scale: ColourScale): (value: number) => number {
  const log = scale.kind === 'log'
  const start = Math.log10(scale.domain[0])
  const length = Math.log10(scale.domain[1]) - start
  const place = log ? (value: number) => (value - start) / length : scalePlace(scale)
  return value => {
    if (Number.isNaN(value)) return nanCell
    if (!Number.isFinite(value)) return log && value < 0 ? zeroCell : infCell
    if (value === noValue) return undefinedCell
    return Math.min(scaleColours - 1, Math.max(0, Math.floor(place(value) * scaleColours)))
  }
}
