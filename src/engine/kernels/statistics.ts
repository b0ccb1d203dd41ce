import { histogramBins } from '../telemetry/layout'
import { saturatedSlope } from '../telemetry/saturation'
import { scalarFunction } from './activation'
import { input, type Kernel, numberAttr, output } from './kernel'

/**
 * Mean |g|, RMS, max |g|, share of exact zeros, and counts of NaN and ±Inf, in the order of
 * `gradientStatistics`. Means are over finite entries, so that one NaN does not hide the rest, and
 * are taken of g/max, so that squares neither vanish below 1e-162 nor overflow above 1e154.
 */
const gradient: Kernel = (call, { rows }) => {
  const g = input(call, 0)
  const length = call.attrs.batched === true ? rows * g.width : g.width
  let max = 0
  let zeros = 0
  let nans = 0
  let infinities = 0
  for (let i = 0; i < length; i++) {
    const value = Math.abs(g.data[i]!)
    if (Number.isNaN(value)) nans++
    else if (value === Number.POSITIVE_INFINITY) infinities++
    else if (value > max) max = value
    else if (value === 0) zeros++
  }
  let sum = 0
  let squares = 0
  for (let i = 0; i < length && max > 0; i++) {
    const share = Math.abs(g.data[i]!) / max
    if (share <= 1) {
      sum += share
      squares += share * share
    }
  }
  const finite = length - nans - infinities
  const out = output(call, 0).data
  out[0] = max * (sum / finite)
  out[1] = max * Math.sqrt(squares / finite)
  out[2] = finite > 0 ? max : Number.NaN
  out[3] = zeros / length
  out[4] = nans
  out[5] = infinities
}

/**
 * Mean and standard deviation (biased) over batch and features, in two passes. Sums are of y/max,
 * so that only values that are not finite give a result that is not.
 */
const activation: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const length = rows * y.width
  let max = 0
  for (let i = 0; i < length; i++) max = Math.max(max, Math.abs(y.data[i]!))
  const out = output(call, 0).data
  if (max === 0 || !Number.isFinite(max)) {
    out[0] = max === 0 ? 0 : Number.NaN
    out[1] = out[0]
    return
  }
  let sum = 0
  for (let i = 0; i < length; i++) sum += y.data[i]! / max
  const mean = sum / length
  let squares = 0
  for (let i = 0; i < length; i++) squares += (y.data[i]! / max - mean) ** 2
  out[0] = max * mean
  out[1] = max * Math.sqrt(squares / length)
}

/** Share of entries where the activation function's slope is below 0.05 in size. */
const saturation: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const { value, slope, attr } = scalarFunction(String(call.attrs.function))
  const a = attr === undefined ? 0 : numberAttr(call, attr)
  const length = rows * x.width
  let saturated = 0
  for (let i = 0; i < length; i++) {
    const xAt = x.data[i]!
    if (Math.abs(slope(xAt, value(xAt, a), a)) < saturatedSlope) saturated++
  }
  output(call, 0).data[0] = saturated / length
}

/** Adds to each unit's count of rows in which it is above 0. */
const activity: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const counts = output(call, 0).data
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < y.width; j++) {
      if (y.data[row * y.width + j]! > 0) counts[j]!++
    }
  }
}

/** |g| counted by powers of two; see `histogramBins`. */
const histogram: Kernel = (call, { rows }) => {
  const g = input(call, 0)
  const length = call.attrs.batched === true ? rows * g.width : g.width
  const bins = output(call, 0).data
  bins.fill(0)
  for (let i = 0; i < length; i++) {
    const size = Math.abs(g.data[i]!)
    if (size === 0 || !Number.isFinite(size)) continue
    const bin = exponentOf(size) - histogramBins.first
    bins[Math.max(0, Math.min(histogramBins.count - 1, bin))]!++
  }
}

/** ⌊log₂ x⌋, exactly: logarithms round, powers of two do not. */
function exponentOf(x: number): number {
  const guess = Math.floor(Math.log2(x))
  if (2 ** guess > x) return guess - 1
  return 2 ** (guess + 1) <= x ? guess + 1 : guess
}

export const statisticsKernels = {
  'statistics.gradient': gradient,
  'statistics.activation': activation,
  'statistics.saturation': saturation,
  'statistics.activity': activity,
  'statistics.histogram': histogram,
}
