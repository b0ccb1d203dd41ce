import { high2, loadUpTo4, low2, madd, splat, storeUpTo4 } from './simd'
import { CHUNK, chunkEnd, chunkStart } from './statistics'
import { shareEnd, shareStart, thread } from './threads'

const GRAIN: i32 = 16

/** Σ|w| and Σw² of every chunk. */
export function penaltyPartials(W: usize, length: i32, partials: usize): void {
  const magnitude = i32x4.splat(0x7fffffff)
  for (let chunk = chunkStart(length), last = chunkEnd(length); chunk < last; chunk++) {
    const to = min(length, (chunk + 1) * CHUNK)
    let absolute0 = f64x2.splat(0)
    let absolute1 = absolute0
    let squares0 = absolute0
    let squares1 = absolute0
    for (let i = chunk * CHUNK; i < to; i += 4) {
      const w = v128.and(loadUpTo4(W + ((<usize>i) << 2), to - i), magnitude)
      const a = low2(w)
      const b = high2(w)
      absolute0 = f64x2.add(absolute0, a)
      absolute1 = f64x2.add(absolute1, b)
      squares0 = f64x2.add(squares0, f64x2.mul(a, a))
      squares1 = f64x2.add(squares1, f64x2.mul(b, b))
    }
    const at = partials + (<usize>chunk << 4)
    f64.store(at, sum2(f64x2.add(absolute0, absolute1)))
    f64.store(at, sum2(f64x2.add(squares0, squares1)), 8)
  }
}

/** λ₁·Σ|W| + ½·λ₂·ΣW² from the chunks; on the first thread. */
export function penaltyTotal(
  partials: usize,
  penalty: usize,
  length: i32,
  l1: f32,
  l2: f32,
  acc: bool,
): void {
  if (thread != 0) return
  let absolute: f64 = 0
  let squares: f64 = 0
  for (let chunk = 0, count = (length + CHUNK - 1) / CHUNK; chunk < count; chunk++) {
    const at = partials + (<usize>chunk << 4)
    absolute += f64.load(at)
    squares += f64.load(at, 8)
  }
  const value = <f32>(<f64>l1 * absolute + 0.5 * <f64>l2 * squares)
  f32.store(penalty, acc ? f32.load(penalty) + value : value)
}

// @ts-expect-error: decorator
@inline
function sum2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
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
