/** One quantity of one row over the run: slot i holds the extremes of `stride` steps. */
export interface CellRow {
  readonly min: Float64Array
  readonly max: Float64Array
  /** Most entries that were NaN or infinite in a step of the slot; `min` and `max` leave them out. */
  readonly nan?: Float64Array | undefined
  readonly inf?: Float64Array | undefined
}

export interface Slots {
  readonly rows: readonly CellRow[]
  /** Slots in use. */
  readonly count: number
  /** Steps per slot. */
  readonly stride: number
  /** Steps in all: the last slot may be part full. */
  readonly steps: number
}

const found = { lower: Number.NaN, upper: Number.NaN }

/**
 * Smallest number and largest value of a column's slots (NaN is the largest of all, as in the
 * history). The answer is one object, overwritten by the next call.
 */
export function extremes(
  min: Float64Array,
  max: Float64Array,
  start: number,
  count: number,
  group: number,
): Readonly<{ lower: number; upper: number }> {
  const end = Math.min(count, start + group)
  let lower = min[start]!
  let upper = max[start]!
  for (let i = start + 1; i < end; i++) {
    const a = min[i]!
    const b = max[i]!
    if (a < lower || Number.isNaN(lower)) lower = a
    if (b > upper || Number.isNaN(b)) upper = b
  }
  found.lower = lower
  found.upper = upper
  return found
}
