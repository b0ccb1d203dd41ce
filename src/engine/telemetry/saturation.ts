/** A slope smaller than this lets (nearly) no gradient through. */
export const saturatedSlope = 0.05

/** Inputs x with |φ′(x)| < 0.05: x ≤ below, x ≥ above, or within the band; NaN where there are none. */
export interface SaturatedInputs {
  readonly below: number
  readonly bandStart: number
  readonly bandEnd: number
  readonly above: number
}

/** Slopes of all activation functions hardly change beyond. */
const reach = 64
const stride = 1 / 32

/**
 * Where an activation function is saturated, found by bisection of its slope; for GELU and SiLU that
 * includes a band about their minimum. Backends that would rather compare x than compute slopes use it.
 */
export function saturatedInputs(slope: (x: number) => number): SaturatedInputs {
  const isSaturated = (x: number) => Math.abs(slope(x)) < saturatedSlope
  const intervals: { start: number; end: number }[] = []
  let start = isSaturated(-reach) ? Number.NEGATIVE_INFINITY : null
  for (let x = -reach; x < reach; x += stride) {
    const next = x + stride
    if (isSaturated(x) === isSaturated(next)) continue
    const edge = bisect(x, next, isSaturated)
    if (start === null) start = edge
    else {
      intervals.push({ start, end: edge })
      start = null
    }
  }
  if (start !== null) intervals.push({ start, end: Number.POSITIVE_INFINITY })

  const band = intervals.find(({ start, end }) => Number.isFinite(start) && Number.isFinite(end))
  return {
    below:
      intervals.find(interval => interval.start === Number.NEGATIVE_INFINITY)?.end ?? Number.NaN,
    bandStart: band?.start ?? Number.NaN,
    bandEnd: band?.end ?? Number.NaN,
    above:
      intervals.find(interval => interval.end === Number.POSITIVE_INFINITY)?.start ?? Number.NaN,
  }
}

/** The saturated one of two neighbouring numbers between which saturation begins or ends. */
function bisect(from: number, to: number, isSaturated: (x: number) => boolean): number {
  const first = isSaturated(from)
  let low = from
  let high = to
  for (let i = 0; i < 1100; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (isSaturated(middle) === first) low = middle
    else high = middle
  }
  return first ? low : high
}
