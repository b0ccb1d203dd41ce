import { input, type Kernel, output } from './kernel'

/**
 * Mean |g|, RMS, max |g|, share of exact zeros, and counts of NaN and ±Inf, in the order of
 * `gradientStatistics`. Means are over finite entries, so that one NaN does not hide the rest.
 */
const gradient: Kernel = (call, { rows }) => {
  const g = input(call, 0)
  const length = call.attrs.batched === true ? rows * g.width : g.width
  let sum = 0
  let squares = 0
  let max = 0
  let zeros = 0
  let nans = 0
  let infinities = 0
  for (let i = 0; i < length; i++) {
    const value = Math.abs(g.data[i]!)
    if (Number.isNaN(value)) nans++
    else if (value === Number.POSITIVE_INFINITY) infinities++
    else {
      sum += value
      squares += value * value
      if (value > max) max = value
      if (value === 0) zeros++
    }
  }
  const finite = length - nans - infinities
  const out = output(call, 0).data
  out[0] = sum / finite
  out[1] = Math.sqrt(squares / finite)
  out[2] = finite > 0 ? max : Number.NaN
  out[3] = zeros / length
  out[4] = nans
  out[5] = infinities
}

/** Mean and standard deviation (biased) over batch and features, in two passes. */
const activation: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const length = rows * y.width
  let sum = 0
  for (let i = 0; i < length; i++) sum += y.data[i]!
  const mean = sum / length
  let squares = 0
  for (let i = 0; i < length; i++) squares += (y.data[i]! - mean) ** 2
  const out = output(call, 0).data
  out[0] = mean
  out[1] = Math.sqrt(squares / length)
}

export const statisticsKernels = {
  'statistics.gradient': gradient,
  'statistics.activation': activation,
}
