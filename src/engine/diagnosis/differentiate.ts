/** A numeric derivative with an estimate of its error. */
export interface Sample {
  readonly value: number
  readonly error: number
}

const largestStep = 0.1
/** Halvings of the largest step: down to 1e-7. */
const halvings = 20
const levels = 6
/** Two estimates agree when they are no more than so many times the smaller error apart. */
const agreement = 10
/** Relative error beyond which nothing is gained. */
const goodEnough = 1e-10

/**
 * Derivative of f at 0 by central differences (f(h) − f(−h)) / 2h, extrapolated to h → 0 from a
 * sequence of halved steps (Richardson; with Ridders' choice of the best order). Larger steps lose
 * less to rounding, so small derivatives of a large objective still come out right; but a function
 * that bends within the step can look converged when it is not. So an estimate counts once one
 * from smaller steps confirms it.
 *
 * @param f the objective at an offset; NaN where the offset crosses a kink or leaves the domain.
 * @returns null when even the smallest step crosses a kink.
 */
export function differentiate(f: (offset: number) => number): Sample | null {
  const difference = memoizedDifferences(f)
  let previous: Sample | null = null
  let best: Sample | null = null
  let unconfirmed: Sample | null = null
  for (let start = 0; start <= halvings; start += 2) {
    const current = extrapolate(difference, start)
    if (!current) {
      previous = null
      continue
    }
    if (previous) {
      const gap = Math.abs(current.value - previous.value)
      const better = current.error < previous.error ? current : previous
      if (gap <= agreement * better.error && (!best || better.error < best.error)) best = better
      unconfirmed = { value: current.value, error: Math.max(current.error, gap) }
    } else {
      unconfirmed = {
        value: current.value,
        error: Math.max(current.error, Math.abs(current.value)),
      }
    }
    if (best) {
      const reachable = difference(start)!.rounding
      if (best.error <= goodEnough * Math.abs(best.value) || reachable >= best.error) return best
    }
    previous = current
  }
  return best ?? unconfirmed
}

interface Difference {
  readonly value: number
  /** What rounding of f alone may put on `value`. */
  readonly rounding: number
}

/** Central difference with step 0.1 / 2^level; null where it crosses a kink. */
function memoizedDifferences(f: (offset: number) => number): (level: number) => Difference | null {
  const known: (Difference | null)[] = []
  return level => {
    if (known[level] === undefined) {
      const h = largestStep / 2 ** level
      const up = f(h)
      const down = f(-h)
      const magnitude = Math.max(Math.abs(up), Math.abs(down))
      known[level] = Number.isFinite(up - down)
        ? { value: (up - down) / (2 * h), rounding: (4 * Number.EPSILON * magnitude) / h }
        : null
    }
    return known[level]
  }
}

function extrapolate(
  difference: (level: number) => Difference | null,
  start: number,
): Sample | null {
  const first = difference(start)
  if (!first) return null
  let previous = [first.value]
  let best: Sample = { value: first.value, error: Number.POSITIVE_INFINITY }
  for (let level = 1; level < levels; level++) {
    const next = difference(start + level)
    if (!next) return null
    const row = [next.value]
    for (let order = 1; order <= level; order++) {
      const factor = 4 ** order
      const value = (factor * row[order - 1]! - previous[order - 1]!) / (factor - 1)
      row.push(value)
      const error = Math.max(
        Math.abs(value - row[order - 1]!),
        Math.abs(value - previous[order - 1]!),
        next.rounding,
      )
      if (error < best.error) best = { value, error }
    }
    const drift = Math.abs(row[level]! - previous[level - 1]!)
    if (drift > 2 * best.error) break
    previous = row
  }
  return best
}
