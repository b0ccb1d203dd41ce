import { high2, loadUpTo4, low2, splat, storeUpTo4 } from './simd'
import { CHUNK, chunkEnd, chunkStart } from './statistics'
import { shareEnd, shareStart, thread } from './threads'

/** Elements that one thread takes at least: a cache line. */
const GRAIN: i32 = 16

/** Σ g² of every chunk, in float64: whichever thread takes a chunk, its sum is the same. */
export function clipPartials(g: usize, length: i32, partials: usize): void {
  for (let chunk = chunkStart(length), last = chunkEnd(length); chunk < last; chunk++) {
    const from = chunk * CHUNK
    const to = min(length, from + CHUNK)
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    for (let i = from; i < to; i += 4) {
      const value = loadUpTo4(g + (<usize>i << 2), to - i)
      const a = low2(value)
      const b = high2(value)
      low = f64x2.add(low, f64x2.mul(a, a))
      high = f64x2.add(high, f64x2.mul(b, b))
    }
    const sum = f64x2.add(low, high)
    f64.store(partials + (<usize>chunk << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1))
  }
}

/** Adds one tensor's chunks, in their order, to the norm of those before it; on the first thread. */
export function clipTotal(partials: usize, length: i32, norm: usize, acc: bool): void {
  if (thread != 0) return
  const before = acc ? <f64>f32.load(norm) : 0
  let squares = before * before
  for (let chunk = 0, count = (length + CHUNK - 1) / CHUNK; chunk < count; chunk++) {
    squares += f64.load(partials + (<usize>chunk << 3))
  }
  f32.store(norm, <f32>Math.sqrt(squares))
}

/** g ← g · min(1, limit / (norm + 1e-6)). */
export function clipNorm(g: usize, norm: usize, length: i32, limit: f32): void {
  const factor = <f64>limit / (<f64>f32.load(norm) + 1e-6)
  if (factor >= 1) return
  const scale = splat(<f32>factor)
  for (let i = shareStart(length, GRAIN), end = shareEnd(length, GRAIN); i < end; i += 4) {
    const at = g + (<usize>i << 2)
    storeUpTo4(at, f32x4.mul(loadUpTo4(at, end - i), scale), end - i)
  }
}

/** g ← max(−limit, min(limit, g)). */
export function clipValue(g: usize, length: i32, limit: f32): void {
  for (let i = shareStart(length, GRAIN), end = shareEnd(length, GRAIN); i < end; i += 4) {
    const at = g + (<usize>i << 2)
    const value = f32x4.min(loadUpTo4(at, end - i), splat(limit))
    storeUpTo4(at, f32x4.max(value, splat(-limit)), end - i)
  }
}
