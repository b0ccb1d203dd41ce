/** A line over the steps as the history holds it: extremes of slots of `stride` steps. */
export interface Extremes {
  readonly min: Float64Array
  readonly max: Float64Array
}

/** Whether a value can be drawn: a number, and above zero on a logarithmic axis. */
export type Drawable = (value: number) => boolean

/**
 * Exponential moving average over about `window` slots, corrected for its start (as Adam corrects
 * its moments) so that it begins at the first value. A slot that cannot be drawn is a gap (NaN)
 * and the average starts anew after it.
 */
export function smooth(
  line: Extremes,
  count: number,
  window: number,
  drawable: Drawable,
): Float64Array {
  const decay = 1 - 2 / (Math.max(1, window) + 1)
  const smoothed = new Float64Array(count)
  let sum = 0
  let weight = 0
  for (let i = 0; i < count; i++) {
    const low = line.min[i]!
    const high = line.max[i]!
    if (drawable(low) && drawable(high)) {
      sum = decay * sum + (1 - decay) * ((low + high) / 2)
      weight = decay * weight + (1 - decay)
      smoothed[i] = sum / weight
    } else {
      sum = 0
      weight = 0
      smoothed[i] = Number.NaN
    }
  }
  return smoothed
}

/**
 * SVG path of a line, at most two points a pixel column: its smallest and its largest value there,
 * in the order they occur, so that no spike is lost. Values that cannot be drawn break the line.
 * @param x place of slot i  @param y place of a value
 */
export function linePath(
  line: Extremes,
  count: number,
  x: (slot: number) => number,
  y: (value: number) => number,
  drawable: Drawable,
): string {
  let path = ''
  let pen = 'M'
  let i = 0
  while (i < count) {
    const pixel = Math.floor(x(i))
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    let lowAt = -1
    let highAt = -1
    let broken = false
    do {
      const a = line.min[i]!
      const b = line.max[i]!
      if (drawable(a) && a < low) {
        low = a
        lowAt = i
      }
      if (drawable(b) && b > high) {
        high = b
        highAt = i
      }
      if (!drawable(a) || !drawable(b)) broken = true
      i++
    } while (i < count && Math.floor(x(i)) === pixel)
    if (lowAt >= 0 || highAt >= 0) {
      const points: [number, number][] = []
      if (lowAt >= 0) points.push([lowAt, low])
      if (highAt >= 0 && !(highAt === lowAt && high === low)) points.push([highAt, high])
      points.sort((p, q) => p[0] - q[0])
      for (const [slot, value] of points) {
        path += `${pen}${x(slot).toFixed(1)},${y(value).toFixed(1)}`
        pen = 'L'
      }
      // A lone point between gaps still shows, as a dot of the round line cap.
      if (broken && points.length === 1) path += 'h0.01'
    }
    if (broken) pen = 'M'
  }
  return path
}

/** Runs of slots in which some value is NaN or infinite: [first, last]. */
export function brokenRuns(line: Extremes, count: number): [number, number][] {
  const runs: [number, number][] = []
  let open = false
  for (let i = 0; i < count; i++) {
    const broken = !Number.isFinite(line.min[i]!) || !Number.isFinite(line.max[i]!)
    if (broken && open) runs.at(-1)![1] = i
    else if (broken) runs.push([i, i])
    open = broken
  }
  return runs
}

/**
 * Moves labels apart: each as near to its wish as the others and the bounds allow.
 * @param wishes wanted centres  @param height of one label
 * @returns centres in the order of the wishes
 */
export function placeLabels(
  wishes: readonly number[],
  height: number,
  top: number,
  bottom: number,
): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => wishes[a]! - wishes[b]!)
  const places = new Array<number>(wishes.length)
  let free = top + height / 2
  for (const i of order) {
    places[i] = Math.max(free, wishes[i]!)
    free = places[i] + height
  }
  let limit = bottom - height / 2
  for (const i of order.toReversed()) {
    places[i] = Math.min(limit, places[i]!)
    limit = places[i]! - height
  }
  return places
}
