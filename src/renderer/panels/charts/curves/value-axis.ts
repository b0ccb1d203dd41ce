import { scaleLinear } from 'd3'
import { formatValue, powerOfTen } from '../format'
import { type CurvesData, type CurvesOptions, drawableOn, slotsInSight } from './view'

/** Range of the vertical axis; null when there is nothing that can be drawn. */
export function valueRange(data: CurvesData, options: CurvesOptions): [number, number] | null {
  const drawable = drawableOn(options.log)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  function include(value: number): void {
    if (!drawable(value)) return
    if (value < low) low = value
    if (value > high) high = value
  }
  const [first, end] = slotsInSight(data, options.window)
  for (let i = first; i < end; i++) {
    include(data.line.min[i]!)
    include(data.line.max[i]!)
  }
  const { from, to } = options.window ?? { from: -Infinity, to: Infinity }
  for (const { points } of data.pointLines) {
    for (const { step, value } of points) if (step >= from && step <= to) include(value)
  }
  if (low > high) return null
  if (options.percent) return [low < 0.5 ? 0 : 0.5, 1]
  if (options.log) {
    // At least half a decade, so that a flat line does not fill the height with noise.
    const grow = Math.max(1.05, 10 ** (0.25 - Math.log10(high / low) / 2))
    return [low / grow, high * grow]
  }
  const ends = low >= 0 ? [0, high || 1] : [low, high > low ? high : low + 1]
  const [bottom, top] = scaleLinear(ends, [0, 1]).nice(5).domain()
  return [bottom!, top!]
}

export interface AxisTick {
  readonly value: number
  readonly label: string
}

/** Marks of the vertical axis, at most one in 34 pixels. */
export function axisTicks(
  domain: readonly [number, number],
  height: number,
  { log, percent }: Pick<CurvesOptions, 'log' | 'percent'>,
): AxisTick[] {
  const most = Math.max(2, Math.floor(height / 34))
  const [low, high] = domain
  if (!log) {
    const scale = scaleLinear().domain(domain)
    return scale.ticks(most).map(value => ({
      value,
      label: percent ? `${Math.round(value * 100)} %` : formatValue(Number(value.toPrecision(6))),
    }))
  }
  const first = Math.ceil(Math.log10(low))
  const last = Math.floor(Math.log10(high))
  if (last - first >= 1) {
    const every = Math.ceil((last - first + 1) / most)
    const ticks: AxisTick[] = []
    for (let exponent = last; exponent >= first; exponent -= every) {
      ticks.unshift({ value: 10 ** exponent, label: powerOfTen(exponent) })
    }
    return ticks
  }
  // Within about a decade: 1, 2 and 5 of each power.
  const exponent = Math.floor(Math.log10(low))
  const ticks = [exponent, exponent + 1].flatMap(e =>
    [1, 2, 3, 5].map(mantissa => Number(`${mantissa}e${e}`)),
  )
  const within = ticks.filter(value => value >= low && value <= high)
  return within.slice(-most).map(value => ({ value, label: formatValue(value) }))
}
