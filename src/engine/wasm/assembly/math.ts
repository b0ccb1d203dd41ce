import { madd, splat } from './simd'

/**
 * eˣ: x = n ln 2 + r, a polynomial in r (coefficients of Cephes' expf), then the exponent.
 * Relative error below 2e-7 for −87.3 ≤ x ≤ 88.3; clamped beyond. NaN stays NaN.
 */
// @ts-expect-error: decorator
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.max(f32x4.min(x, splat(88.3762626647949)), splat(-87.3365478515625))
  const n = f32x4.nearest(f32x4.mul(clamped, splat(1.44269504088896341)))
  let r = madd(n, splat(-0.693359375), clamped)
  r = madd(n, splat(2.12194440e-4), r)
  let p = madd(splat(1.9875691500e-4), r, splat(1.3981999507e-3))
  p = madd(p, r, splat(8.3334519073e-3))
  p = madd(p, r, splat(4.1665795894e-2))
  p = madd(p, r, splat(1.6666665459e-1))
  p = madd(p, r, splat(5.0000001201e-1))
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, splat(1)))
  const exponent = i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23)
  return i32x4.add(p, exponent)
}

/** ln x for positive normal x (coefficients of Cephes' logf). Relative error below 2e-7. */
// @ts-expect-error: decorator
@inline
export function log4(x: v128): v128 {
  // x = m·2ᵉ with m in [√½, √2)
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
  const f = f32x4.sub(m, splat(1))
  const z = f32x4.mul(f, f)
  let p = madd(splat(7.0376836292e-2), f, splat(-1.1514610310e-1))
  p = madd(p, f, splat(1.1676998740e-1))
  p = madd(p, f, splat(-1.2420140846e-1))
  p = madd(p, f, splat(1.4249322787e-1))
  p = madd(p, f, splat(-1.6668057665e-1))
  p = madd(p, f, splat(2.0000714765e-1))
  p = madd(p, f, splat(-2.4999993993e-1))
  p = madd(p, f, splat(3.3333331174e-1))
  let y = f32x4.mul(f32x4.mul(p, f), z)
  y = madd(e, splat(-2.12194440e-4), y)
  y = madd(z, splat(-0.5), y)
  return madd(e, splat(0.693359375), f32x4.add(f, y))
}

/** 1 / (1 + e⁻ˣ). Relative error below 4e-7. */
// @ts-expect-error: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp4(f32x4.neg(x))))
}

/** tanh x: a polynomial where |x| < 0.625 (Cephes' tanhf), else by eˣ. Relative error below 4e-7. */
// @ts-expect-error: decorator
@inline
export function tanh4(x: v128): v128 {
  const a = f32x4.abs(x)
  const z = f32x4.mul(x, x)
  let p = madd(splat(-5.70498872745e-3), z, splat(2.06390887954e-2))
  p = madd(p, z, splat(-5.37397155531e-2))
  p = madd(p, z, splat(1.33314422036e-1))
  p = madd(p, z, splat(-3.33332819422e-1))
  const small = madd(f32x4.mul(p, z), x, x)
  const e = exp4(f32x4.add(a, a))
  const large = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(e, splat(1))))
  const signed = v128.or(large, v128.and(x, i32x4.splat(<i32>0x80000000)))
  return v128.bitselect(signed, small, f32x4.ge(a, splat(0.625)))
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). Absolute error below 2e-7. */
// @ts-expect-error: decorator
@inline
export function softplus4(x: v128): v128 {
  const e = exp4(f32x4.neg(f32x4.abs(x)))
  return f32x4.add(f32x4.max(x, splat(0)), log4(f32x4.add(splat(1), e)))
}

/** Φ(x), the normal distribution function: Abramowitz & Stegun 7.1.26. Absolute error below 2e-7. */
// @ts-expect-error: decorator
@inline
export function normalCdf4(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), splat(0.70710678118654752))
  const t = f32x4.div(splat(1), madd(splat(0.3275911), z, splat(1)))
  let p = madd(splat(1.061405429), t, splat(-1.453152027))
  p = madd(p, t, splat(1.421413741))
  p = madd(p, t, splat(-0.284496736))
  p = madd(p, t, splat(0.254829592))
  const tail = f32x4.mul(
    splat(0.5),
    f32x4.mul(f32x4.mul(p, t), exp4(f32x4.neg(f32x4.mul(z, z)))),
  )
  const upper = f32x4.sub(splat(1), tail)
  return v128.bitselect(tail, upper, f32x4.lt(x, splat(0)))
}

/** The normal density φ(x). */
// @ts-expect-error: decorator
@inline
export function normalPdf4(x: v128): v128 {
  return f32x4.mul(splat(0.3989422804014327), exp4(f32x4.mul(splat(-0.5), f32x4.mul(x, x))))
}
