import { exp4 } from './math'
import { high2, join4, loadUpTo4, low2, splat, storeUpTo4, sumLanes } from './simd'
import { rowEnd, rowStart, shareEnd, shareStart, turn } from './threads'

/** Layer norm and softmax: every row by itself, so threads share rows. */

/** Features that one thread takes at least where columns are shared: a cache line of every row. */
const GRAIN: i32 = 16

/** Mean and 1/√(σ²+ε) of one row. */
let rowMean: f64 = 0
let rowInverse: f64 = 0

// @ts-expect-error: decorator
@inline
function sum2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

/** Sums are float64: a row far from 0, or one of few features, costs no digits. */
function measureRow(row: usize, d: i32, epsilon: f64): void {
  let sum0 = f64x2.splat(0)
  let sum1 = f64x2.splat(0)
  for (let j = 0; j < d; j += 4) {
    // What lies beyond the row loads as 0.
    const value = loadUpTo4(row + (<usize>j << 2), d - j)
    sum0 = f64x2.add(sum0, low2(value))
    sum1 = f64x2.add(sum1, high2(value))
  }
  const mu = sum2(f64x2.add(sum0, sum1)) / <f64>d
  let squares: f64 = 0
  const center = f64x2.splat(mu)
  let squares0 = f64x2.splat(0)
  let squares1 = f64x2.splat(0)
  let j = 0
  for (; j + 4 <= d; j += 4) {
    const value = v128.load(row + (<usize>j << 2))
    const centred0 = f64x2.sub(low2(value), center)
    const centred1 = f64x2.sub(high2(value), center)
    squares0 = f64x2.add(squares0, f64x2.mul(centred0, centred0))
    squares1 = f64x2.add(squares1, f64x2.mul(centred1, centred1))
  }
  squares = sum2(f64x2.add(squares0, squares1))
  for (; j < d; j++) {
    const centred = <f64>f32.load(row + (<usize>j << 2)) - mu
    squares += centred * centred
  }
  rowMean = mu
  rowInverse = 1 / Math.sqrt(squares / <f64>d + epsilon)
}

/** See the reference kernel; `mean` and `inverseStd` are 0 in evaluation. */
export function layerNormForward(
  rows: i32,
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  mean: usize,
  inverseStd: usize,
  d: i32,
  epsilon: f32,
): void {
  const firstRow = rowStart(rows)
  const count = rowEnd(rows) - firstRow
  for (let piece = 0; piece < count; piece++) {
    const i = firstRow + turn(piece, count)
    const row = (<usize>(i * d)) << 2
    measureRow(x + row, d, <f64>epsilon)
    const mu = f64x2.splat(rowMean)
    const inverse = f64x2.splat(rowInverse)
    if (mean != 0) f32.store(mean + (<usize>i << 2), <f32>rowMean)
    if (inverseStd != 0) f32.store(inverseStd + (<usize>i << 2), <f32>rowInverse)
    for (let j = 0; j < d; j += 4) {
      const at = <usize>j << 2
      const left = d - j
      const value = loadUpTo4(x + row + at, left)
      const normalized = join4(
        f64x2.mul(f64x2.sub(low2(value), mu), inverse),
        f64x2.mul(f64x2.sub(high2(value), mu), inverse),
      )
      const scaled = f32x4.mul(loadUpTo4(gamma + at, left), normalized)
      storeUpTo4(y + row + at, f32x4.add(scaled, loadUpTo4(beta + at, left)), left)
    }
  }
}

/**
 * dγ and dβ by columns from the residuals; dx by rows. In a row of few features the terms of dx
 * nearly cancel, so mean and variance are taken again in float64.
 */
export function layerNormBackward(
  rows: i32,
  x: usize,
  gamma: usize,
  mean: usize,
  inverseStd: usize,
  dy: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  d: i32,
  acc: bool,
  epsilon: f32,
): void {
  const stride = (<usize>d) << 2
  for (let j = shareStart(d, GRAIN), end = shareEnd(d, GRAIN); j < end; j += 4) {
    const at = <usize>j << 2
    const left = end - j
    let sum0 = f64x2.splat(0)
    let sum1 = f64x2.splat(0)
    let product0 = f64x2.splat(0)
    let product1 = f64x2.splat(0)
    for (let i = 0; i < rows; i++) {
      const row = at + <usize>i * stride
      const mu = f64x2.splat(<f64>f32.load(mean + (<usize>i << 2)))
      const inverse = f64x2.splat(<f64>f32.load(inverseStd + (<usize>i << 2)))
      const value = loadUpTo4(x + row, left)
      const g = loadUpTo4(dy + row, left)
      const g0 = low2(g)
      const g1 = high2(g)
      sum0 = f64x2.add(sum0, g0)
      sum1 = f64x2.add(sum1, g1)
      product0 = f64x2.add(
        product0,
        f64x2.mul(g0, f64x2.mul(f64x2.sub(low2(value), mu), inverse)),
      )
      product1 = f64x2.add(
        product1,
        f64x2.mul(g1, f64x2.mul(f64x2.sub(high2(value), mu), inverse)),
      )
    }
    storeUpTo4(dGamma + at, join4(product0, product1), left)
    if (dBeta != 0) storeUpTo4(dBeta + at, join4(sum0, sum1), left)
  }
  if (dx == 0) return
  const firstRow = rowStart(rows)
  const count = rowEnd(rows) - firstRow
  for (let piece = 0; piece < count; piece++) {
    const i = firstRow + turn(piece, count)
    const row = <usize>i * stride
    measureRow(x + row, d, <f64>epsilon)
    const mu = f64x2.splat(rowMean)
    const inverse = f64x2.splat(rowInverse)
    let sum0 = f64x2.splat(0)
    let sum1 = f64x2.splat(0)
    let product0 = f64x2.splat(0)
    let product1 = f64x2.splat(0)
    for (let j = 0; j < d; j += 4) {
      const at = <usize>j << 2
      const left = d - j
      const value = loadUpTo4(x + row + at, left)
      const slope = loadUpTo4(dy + row + at, left)
      const scale = loadUpTo4(gamma + at, left)
      const g0 = f64x2.mul(low2(scale), low2(slope))
      const g1 = f64x2.mul(high2(scale), high2(slope))
      sum0 = f64x2.add(sum0, g0)
      sum1 = f64x2.add(sum1, g1)
      product0 = f64x2.add(product0, f64x2.mul(g0, f64x2.sub(low2(value), mu)))
      product1 = f64x2.add(product1, f64x2.mul(g1, f64x2.sub(high2(value), mu)))
    }
    const meanG = f64x2.splat(sum2(f64x2.add(sum0, sum1)) / <f64>d)
    // x̂·mean(g·x̂) = (x − μ) · (inverse² · mean(g·(x − μ)))
    const product = sum2(f64x2.add(product0, product1)) / <f64>d
    const share = f64x2.splat(rowInverse * rowInverse * product)
    for (let j = 0; j < d; j += 4) {
      const at = <usize>j << 2
      const left = d - j
      const value = loadUpTo4(x + row + at, left)
      const slope = loadUpTo4(dy + row + at, left)
      const scale = loadUpTo4(gamma + at, left)
      const centred0 = f64x2.sub(
        f64x2.sub(f64x2.mul(low2(scale), low2(slope)), meanG),
        f64x2.mul(f64x2.sub(low2(value), mu), share),
      )
      const centred1 = f64x2.sub(
        f64x2.sub(f64x2.mul(high2(scale), high2(slope)), meanG),
        f64x2.mul(f64x2.sub(high2(value), mu), share),
      )
      let result = join4(f64x2.mul(inverse, centred0), f64x2.mul(inverse, centred1))
      if (acc) result = f32x4.add(loadUpTo4(dx + row + at, left), result)
      storeUpTo4(dx + row + at, result, left)
    }
  }
}

/** y = softmax(x) over the features of every row. */
export function softmaxForward(rows: i32, x: usize, y: usize, d: i32): void {
  const firstRow = rowStart(rows)
  const count = rowEnd(rows) - firstRow
  for (let piece = 0; piece < count; piece++) {
    const i = firstRow + turn(piece, count)
    const row = (<usize>(i * d)) << 2
    let largest = f32.load(x + row)
    for (let j = 1; j < d; j++) largest = max(largest, f32.load(x + row + (<usize>j << 2)))
    const shift = splat(largest)
    let sum: f32 = 0
    for (let j = 0; j < d; j += 4) {
      const at = row + (<usize>j << 2)
      const left = d - j
      const e = exp4(f32x4.sub(loadUpTo4(x + at, left), shift))
      storeUpTo4(y + at, e, left)
      if (left >= 4) sum += sumLanes(e)
      else {
        for (let q = 0; q < left; q++) sum += f32.load(y + at + (<usize>q << 2))
      }
    }
    const scale = splat(1 / sum)
    for (let j = 0; j < d; j += 4) {
      const at = y + row + (<usize>j << 2)
      const left = d - j
      storeUpTo4(at, f32x4.mul(loadUpTo4(at, left), scale), left)
    }
  }
}

/** dx = y·(dy − Σ dy·y). The sum is float64: where dy is nearly constant the difference cancels. */
export function softmaxBackward(
  rows: i32,
  y: usize,
  dy: usize,
  dx: usize,
  d: i32,
  acc: bool,
): void {
  const firstRow = rowStart(rows)
  const count = rowEnd(rows) - firstRow
  for (let piece = 0; piece < count; piece++) {
    const i = firstRow + turn(piece, count)
    const row = (<usize>(i * d)) << 2
    let sum: f64 = 0
    let weight: f64 = 0
    for (let j = 0; j < d; j++) {
      const at = row + (<usize>j << 2)
      const probability = <f64>f32.load(y + at)
      weight += probability
      sum += probability * <f64>f32.load(dy + at)
    }
    // y sums to 1 but for its rounding to float32, which is divided out.
    const mean = f64x2.splat(sum / weight)
    for (let j = 0; j < d; j += 4) {
      const at = row + (<usize>j << 2)
      const left = d - j
      const slope = loadUpTo4(dy + at, left)
      const centred = join4(f64x2.sub(low2(slope), mean), f64x2.sub(high2(slope), mean))
      let result = f32x4.mul(loadUpTo4(y + at, left), centred)
      if (acc) result = f32x4.add(loadUpTo4(dx + at, left), result)
      storeUpTo4(dx + at, result, left)
    }
  }
}
