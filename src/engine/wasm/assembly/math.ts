import { madd } from './simd'

/**
 * Constants lie in memory, a table for each function: a broadcast from there is one instruction, a
 * vector constant is built anew by several in every round of a loop.
 */
// @ts-expect-error: decorator
@inline
function at(table: usize, index: usize): v128 {
  return v128.load32_splat(table + (index << 2))
}

const EXP = memory.data<f32>([
  88.3762626647949, -87.3365478515625, 1.44269504088896341, -0.693359375, 2.12194440e-4,
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
  5.0000001201e-1, 1,
])

/**
 * eˣ: x = n ln 2 + r, a polynomial in r (coefficients of Cephes' expf), then the exponent.
 * Relative error below 2e-7 for −87.3 ≤ x ≤ 88.3; clamped beyond. NaN stays NaN.
 */
// @ts-expect-error: decorator
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.pmin(x, at(EXP, 0)), at(EXP, 1))
  const n = f32x4.nearest(f32x4.mul(clamped, at(EXP, 2)))
  let r = madd(n, at(EXP, 3), clamped)
  r = madd(n, at(EXP, 4), r)
  let p = madd(at(EXP, 5), r, at(EXP, 6))
  p = madd(p, r, at(EXP, 7))
  p = madd(p, r, at(EXP, 8))
  p = madd(p, r, at(EXP, 9))
  p = madd(p, r, at(EXP, 10))
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, at(EXP, 11)))
  const exponent = i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23)
  return i32x4.add(p, exponent)
}

const LOG = memory.data<f32>([
  1, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -2.12194440e-4, -0.5,
  0.693359375,
])

/** ln x for positive normal x (coefficients of Cephes' logf). Relative error below 2e-7. */
// @ts-expect-error: decorator
@inline
function log4(x: v128): v128 {
  // x = m·2ᵉ with m in [√½, √2)
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
  const f = f32x4.sub(m, at(LOG, 0))
  const z = f32x4.mul(f, f)
  let p = madd(at(LOG, 1), f, at(LOG, 2))
  p = madd(p, f, at(LOG, 3))
  p = madd(p, f, at(LOG, 4))
  p = madd(p, f, at(LOG, 5))
  p = madd(p, f, at(LOG, 6))
  p = madd(p, f, at(LOG, 7))
  p = madd(p, f, at(LOG, 8))
  p = madd(p, f, at(LOG, 9))
  let y = f32x4.mul(f32x4.mul(p, f), z)
  y = madd(e, at(LOG, 10), y)
  y = madd(z, at(LOG, 11), y)
  return madd(e, at(LOG, 12), f32x4.add(f, y))
}

const SIGMOID = memory.data<f32>([1])

/** 1 / (1 + e⁻ˣ). Relative error below 4e-7. */
// @ts-expect-error: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(at(SIGMOID, 0), f32x4.add(at(SIGMOID, 0), exp4(f32x4.neg(x))))
}

const TANH = memory.data<f32>([
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1, 1,
  2, 0.625,
])

/** tanh x: a polynomial where |x| < 0.625 (Cephes' tanhf), else by eˣ. Relative error below 4e-7. */
// @ts-expect-error: decorator
@inline
export function tanh4(x: v128): v128 {
  const a = f32x4.abs(x)
  const z = f32x4.mul(x, x)
  let p = madd(at(TANH, 0), z, at(TANH, 1))
  p = madd(p, z, at(TANH, 2))
  p = madd(p, z, at(TANH, 3))
  p = madd(p, z, at(TANH, 4))
  const small = madd(f32x4.mul(p, z), x, x)
  const e = exp4(f32x4.add(a, a))
  const large = f32x4.sub(at(TANH, 5), f32x4.div(at(TANH, 6), f32x4.add(e, at(TANH, 5))))
  const signed = v128.or(large, v128.and(x, i32x4.splat(<i32>0x80000000)))
  return v128.bitselect(signed, small, f32x4.ge(a, at(TANH, 7)))
}

const SOFTPLUS = memory.data<f32>([0, 1])

/** ln(1 + e) for e ≥ 0: what 1 + e rounds off is added again. Relative error below 3e-7. */
// @ts-expect-error: decorator
@inline
export function log1p4(e: v128): v128 {
  const u = f32x4.add(at(SOFTPLUS, 1), e)
  const lost = f32x4.sub(e, f32x4.sub(u, at(SOFTPLUS, 1)))
  return f32x4.add(log4(u), f32x4.div(lost, u))
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). Relative error below 3e-7. */
// @ts-expect-error: decorator
@inline
export function softplus4(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, at(SOFTPLUS, 0)), log1p4(exp4(f32x4.neg(f32x4.abs(x)))))
}

const NORMAL_CDF = memory.data<f32>([
  0.70710678118654752, 1, 0.3275911, 1.061405429, -1.453152027, 1.421413741, -0.284496736,
  0.254829592, 0.5, 0,
])

/** Φ(x), the normal distribution function: Abramowitz & Stegun 7.1.26. Absolute error below 2e-7. */
// @ts-expect-error: decorator
@inline
export function normalCdf4(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), at(NORMAL_CDF, 0))
  const t = f32x4.div(at(NORMAL_CDF, 1), madd(at(NORMAL_CDF, 2), z, at(NORMAL_CDF, 1)))
  let p = madd(at(NORMAL_CDF, 3), t, at(NORMAL_CDF, 4))
  p = madd(p, t, at(NORMAL_CDF, 5))
  p = madd(p, t, at(NORMAL_CDF, 6))
  p = madd(p, t, at(NORMAL_CDF, 7))
  const tail = f32x4.mul(
    at(NORMAL_CDF, 8),
    f32x4.mul(f32x4.mul(p, t), exp4(f32x4.neg(f32x4.mul(z, z)))),
  )
  const upper = f32x4.sub(at(NORMAL_CDF, 1), tail)
  return v128.bitselect(tail, upper, f32x4.lt(x, at(NORMAL_CDF, 9)))
}

const NORMAL_PDF = memory.data<f32>([0.3989422804014327, -0.5])

/** The normal density φ(x). */
// @ts-expect-error: decorator
@inline
export function normalPdf4(x: v128): v128 {
  return f32x4.mul(at(NORMAL_PDF, 0), exp4(f32x4.mul(at(NORMAL_PDF, 1), f32x4.mul(x, x))))
}
