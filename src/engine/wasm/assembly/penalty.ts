import { loadUpTo4, madd, splat, storeUpTo4 } from './simd'
import { shareEnd, shareStart, thread } from './threads'

const GRAIN: i32 = 16

/** λ₁·Σ|W| + ½·λ₂·ΣW², on the first thread. */
export function penaltyForward(
  W: usize,
  penalty: usize,
  length: i32,
  l1: f32,
  l2: f32,
  acc: bool,
): void {
  if (thread != 0) return
  let absolute: f64 = 0
  let squares: f64 = 0
  for (let i = 0; i < length; i++) {
    const w = <f64>f32.load(W + ((<usize>i) << 2))
    absolute += Math.abs(w)
    squares += w * w
  }
  const value = <f32>(<f64>l1 * absolute + 0.5 * <f64>l2 * squares)
  f32.store(penalty, acc ? f32.load(penalty) + value : value)
}

/** dW (+)= λ₁·sign(W) + λ₂·W. */
export function penaltyBackward(
  W: usize,
  dW: usize,
  length: i32,
  l1: f32,
  l2: f32,
  acc: bool,
): void {
  for (let i = shareStart(length, GRAIN), end = shareEnd(length, GRAIN); i < end; i += 4) {
    const at = (<usize>i) << 2
    const left = end - i
    const w = loadUpTo4(W + at, left)
    const sign = f32x4.sub(
      v128.and(splat(1), f32x4.gt(w, splat(0))),
      v128.and(splat(1), f32x4.lt(w, splat(0))),
    )
    let g = madd(splat(l2), w, f32x4.mul(splat(l1), sign))
    if (acc) g = f32x4.add(loadUpTo4(dW + at, left), g)
    storeUpTo4(dW + at, g, left)
  }
}
