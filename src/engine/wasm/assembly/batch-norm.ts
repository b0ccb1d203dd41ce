import { high2, join4, loadUpTo4, low2, madd, splat, storeUpTo4 } from './simd'
import { shareEnd, shareStart } from './threads'

/** Features that one thread takes at least: a vector, since even shares gain more than whole lines. */
const GRAIN: i32 = 4

/** Mean, and variance times n, of four features over the batch. */
let mean0: v128 = f64x2.splat(0)
let mean1: v128 = f64x2.splat(0)
let spread0: v128 = f64x2.splat(0)
let spread1: v128 = f64x2.splat(0)

function measure(column: usize, stride: usize, rows: i32, left: i32): void {
  const n = f64x2.splat(<f64>rows)
  let mu0 = f64x2.splat(0)
  let mu1 = f64x2.splat(0)
  for (let i = 0; i < rows; i++) {
    const value = loadUpTo4(column + <usize>i * stride, left)
    mu0 = f64x2.add(mu0, low2(value))
    mu1 = f64x2.add(mu1, high2(value))
  }
  mu0 = f64x2.div(mu0, n)
  mu1 = f64x2.div(mu1, n)
  let squares0 = f64x2.splat(0)
  let squares1 = f64x2.splat(0)
  for (let i = 0; i < rows; i++) {
    const value = loadUpTo4(column + <usize>i * stride, left)
    const centred0 = f64x2.sub(low2(value), mu0)
    const centred1 = f64x2.sub(high2(value), mu1)
    squares0 = f64x2.add(squares0, f64x2.mul(centred0, centred0))
    squares1 = f64x2.add(squares1, f64x2.mul(centred1, centred1))
  }
  mean0 = mu0
  mean1 = mu1
  spread0 = squares0
  spread1 = squares1
}

/**
 * Training mode; see the reference kernel. Sums and differences are float64: values far from 0, or
 * gradients that nearly cancel, cost no digits.
 */
export function batchNormForward(
  rows: i32,
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  mean: usize,
  inverseStd: usize,
  runningMean: usize,
  runningVar: usize,
  d: i32,
  momentum: f32,
  epsilon: f32,
): void {
  const stride = (<usize>d) << 2
  const n = f64x2.splat(<f64>rows)
  const one = f64x2.splat(1)
  const eps = f64x2.splat(<f64>epsilon)
  const unbiased = splat(<f32>max(rows - 1, 1))
  const keep = splat(1 - momentum)
  const take = splat(momentum)
  for (let j = shareStart(d, GRAIN), end = shareEnd(d, GRAIN); j < end; j += 4) {
    const at = (<usize>j) << 2
    const left = end - j
    const column = x + at
    measure(column, stride, rows, left)
    const mu0 = mean0
    const mu1 = mean1
    const squares0 = spread0
    const squares1 = spread1
    const inverse0 = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(squares0, n), eps)))
    const inverse1 = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(squares1, n), eps)))
    const mu = join4(mu0, mu1)
    storeUpTo4(mean + at, mu, left)
    storeUpTo4(inverseStd + at, join4(inverse0, inverse1), left)
    const scale = loadUpTo4(gamma + at, left)
    const scale0 = f64x2.mul(low2(scale), inverse0)
    const scale1 = f64x2.mul(high2(scale), inverse1)
    const shift = loadUpTo4(beta + at, left)
    const shift0 = low2(shift)
    const shift1 = high2(shift)
    for (let i = 0; i < rows; i++) {
      const value = loadUpTo4(column + <usize>i * stride, left)
      const result = join4(
        f64x2.add(f64x2.mul(f64x2.sub(low2(value), mu0), scale0), shift0),
        f64x2.add(f64x2.mul(f64x2.sub(high2(value), mu1), scale1), shift1),
      )
      storeUpTo4(y + at + <usize>i * stride, result, left)
    }
    const oldMean = loadUpTo4(runningMean + at, left)
    const oldVar = loadUpTo4(runningVar + at, left)
    const variance = f32x4.div(join4(squares0, squares1), unbiased)
    storeUpTo4(runningMean + at, madd(take, mu, f32x4.mul(keep, oldMean)), left)
    storeUpTo4(runningVar + at, madd(take, variance, f32x4.mul(keep, oldVar)), left)
  }
}

/** Evaluation mode: normalises with the running mean and variance. */
export function batchNormEvaluate(
  rows: i32,
  x: usize,
  gamma: usize,
  beta: usize,
  runningMean: usize,
  runningVar: usize,
  y: usize,
  d: i32,
  epsilon: f32,
): void {
  const stride = (<usize>d) << 2
  for (let j = shareStart(d, GRAIN), end = shareEnd(d, GRAIN); j < end; j += 4) {
    const at = (<usize>j) << 2
    const left = end - j
    const variance = loadUpTo4(runningVar + at, left)
    const inverse = f32x4.div(splat(1), f32x4.sqrt(f32x4.add(variance, splat(epsilon))))
    const scale = f32x4.mul(loadUpTo4(gamma + at, left), inverse)
    const shift = loadUpTo4(beta + at, left)
    const mu = loadUpTo4(runningMean + at, left)
    for (let i = 0; i < rows; i++) {
      const row = at + <usize>i * stride
      storeUpTo4(y + row, madd(f32x4.sub(loadUpTo4(x + row, left), mu), scale, shift), left)
    }
  }
}

/**
 * dγ = Σ dy·x̂, dβ = Σ dy, dx = γ/√(σ²+ε) · (dy − mean(dy) − x̂·mean(dy·x̂)). In a small batch the
 * terms of dx nearly cancel, so mean and variance are taken again in float64 rather than read back
 * from residuals that are rounded to float32.
 */
export function batchNormBackward(
  rows: i32,
  x: usize,
  gamma: usize,
  dy: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  d: i32,
  accumulateDx: bool,
  epsilon: f32,
): void {
  const stride = (<usize>d) << 2
  const n = f64x2.splat(<f64>rows)
  const one = f64x2.splat(1)
  const eps = f64x2.splat(<f64>epsilon)
  for (let j = shareStart(d, GRAIN), end = shareEnd(d, GRAIN); j < end; j += 4) {
    const at = (<usize>j) << 2
    const left = end - j
    measure(x + at, stride, rows, left)
    const mu0 = mean0
    const mu1 = mean1
    const inverse0 = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(spread0, n), eps)))
    const inverse1 = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(spread1, n), eps)))
    let sum0 = f64x2.splat(0)
    let sum1 = f64x2.splat(0)
    let product0 = f64x2.splat(0)
    let product1 = f64x2.splat(0)
    for (let i = 0; i < rows; i++) {
      const row = at + <usize>i * stride
      const g = loadUpTo4(dy + row, left)
      const value = loadUpTo4(x + row, left)
      const g0 = low2(g)
      const g1 = high2(g)
      sum0 = f64x2.add(sum0, g0)
      sum1 = f64x2.add(sum1, g1)
      product0 = f64x2.add(product0, f64x2.mul(g0, f64x2.sub(low2(value), mu0)))
      product1 = f64x2.add(product1, f64x2.mul(g1, f64x2.sub(high2(value), mu1)))
    }
    product0 = f64x2.mul(product0, inverse0)
    product1 = f64x2.mul(product1, inverse1)
    storeUpTo4(dGamma + at, join4(product0, product1), left)
    if (dBeta != 0) storeUpTo4(dBeta + at, join4(sum0, sum1), left)
    if (dx == 0) continue
    const scale = loadUpTo4(gamma + at, left)
    const scale0 = f64x2.mul(low2(scale), inverse0)
    const scale1 = f64x2.mul(high2(scale), inverse1)
    const meanDy0 = f64x2.div(sum0, n)
    const meanDy1 = f64x2.div(sum1, n)
    // x̂·mean(dy·x̂) = (x − μ) · (inverse · product / n)
    const slope0 = f64x2.mul(inverse0, f64x2.div(product0, n))
    const slope1 = f64x2.mul(inverse1, f64x2.div(product1, n))
    for (let i = 0; i < rows; i++) {
      const row = at + <usize>i * stride
      const g = loadUpTo4(dy + row, left)
      const value = loadUpTo4(x + row, left)
      const centred0 = f64x2.sub(
        f64x2.sub(low2(g), meanDy0),
        f64x2.mul(f64x2.sub(low2(value), mu0), slope0),
      )
      const centred1 = f64x2.sub(
        f64x2.sub(high2(g), meanDy1),
        f64x2.mul(f64x2.sub(high2(value), mu1), slope1),
      )
      let result = join4(f64x2.mul(scale0, centred0), f64x2.mul(scale1, centred1))
      if (accumulateDx) result = f32x4.add(loadUpTo4(dx + row, left), result)
      storeUpTo4(dx + row, result, left)
    }
  }
}
