/** a·b + c: one rounding where relaxed SIMD has a fused multiply-add, two elsewhere. */
// @ts-expect-error: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c)
}

// @ts-expect-error: decorator
@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x)
}

/** Sum of the four lanes, always in the same order. */
// @ts-expect-error: decorator
@inline
export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 2) +
    (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3))
  )
}

/** Loads the first `count` (1 to 3) floats, the other lanes 0. */
// @ts-expect-error: decorator
@inline
function loadPartial(at: usize, count: i32): v128 {
  let x = v128.load32_zero(at)
  if (count > 1) x = f32x4.replace_lane(x, 1, f32.load(at, 4))
  if (count > 2) x = f32x4.replace_lane(x, 2, f32.load(at, 8))
  return x
}

/** Stores the first `count` (1 to 3) lanes. */
// @ts-expect-error: decorator
@inline
function storePartial(at: usize, x: v128, count: i32): void {
  f32.store(at, f32x4.extract_lane(x, 0))
  if (count > 1) f32.store(at, f32x4.extract_lane(x, 1), 4)
  if (count > 2) f32.store(at, f32x4.extract_lane(x, 2), 8)
}

// @ts-expect-error: decorator
@inline
export function loadUpTo4(at: usize, count: i32): v128 {
  return count >= 4 ? v128.load(at) : loadPartial(at, count)
}

// @ts-expect-error: decorator
@inline
export function storeUpTo4(at: usize, x: v128, count: i32): void {
  if (count >= 4) v128.store(at, x)
  else storePartial(at, x, count)
}

/** Lanes 0 and 1 in float64. */
// @ts-ignore: decorator
@inline
export function low2(x: v128): v128 {
  return f64x2.promote_low_f32x4(x)
}

/** Lanes 2 and 3 in float64. */
// @ts-ignore: decorator
@inline
export function high2(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1))
}

/** Four floats from two pairs of float64. */
// @ts-ignore: decorator
@inline
export function join4(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2)
}
