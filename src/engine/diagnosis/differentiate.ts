/** A numeric derivative with an estimate of its error. */
export interface Sample {
  readonly value: number
  readonly error: number
}

const largestStep = 0.1
const smallestStep = 1e-7
const levels = 6

/**
 * Derivative of f at 0 by central differences (f(h) − f(−h)) / 2h, extrapolated to h → 0 from a
 * sequence of halved steps (Richardson; with Ridders' choice of the best order). Larger steps lose
 * less to rounding, so small derivatives of a large objective still come out right.
 *
 * @param f the objective at an offset; NaN where the offset crosses a kink or leaves the domain.
 * @returns null when even the smallest step crosses a kink.
 */
export function differentiate(f: (offset: number) => number): Sample | null {
  for (let h = largestStep; h >= smallestStep; h /= 4) {
    const up = f(h)
    const down = f(-h)
    if (Number.isNaN(up) || Number.isNaN(down)) continue
    return extrapolate(f, h, up, down)
  }
  return null
}

function extrapolate(
  f: (offset: number) => number,
  start: number,
  up: number,
  down: number,
): Sample {
  const magnitude = Math.max(Math.abs(up), Math.abs(down))
  const rounding = (h: number) => (4 * Number.EPSILON * magnitude) / h
  let previous = [(up - down) / (2 * start)]
  let best: Sample = { value: previous[0]!, error: Number.POSITIVE_INFINITY }
  for (let level = 1; level < levels; level++) {
    const h = start / 2 ** level
    const row = [(f(h) - f(-h)) / (2 * h)]
    for (let order = 1; order <= level; order++) {
      const factor = 4 ** order
      const value = (factor * row[order - 1]! - previous[order - 1]!) / (factor - 1)
      row.push(value)
      const error = Math.max(
        Math.abs(value - row[order - 1]!),
        Math.abs(value - previous[order - 1]!),
        rounding(h),
      )
      if (error < best.error) best = { value, error }
    }
    const drift = Math.abs(row[level]! - previous[level - 1]!)
    if (drift > 2 * best.error) break
    previous = row
  }
  return best
}
