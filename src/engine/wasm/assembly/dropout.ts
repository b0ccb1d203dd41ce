import { loadUpTo4, splat, storeUpTo4 } from './simd'
import { rowEnd, rowStart, turn } from './threads'

/**
 * Philox4x32-10 for four counters at once: lane l of x0…x3 is word 0…3 of counter block + l. The
 * same words as the reference generator gives.
 */
let x0: v128 = i32x4.splat(0)
let x1: v128 = i32x4.splat(0)
let x2: v128 = i32x4.splat(0)
let x3: v128 = i32x4.splat(0)

// @ts-expect-error: decorator
@inline
function highWords(a: v128, m: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, m)
  const high = i64x2.extmul_high_i32x4_u(a, m)
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7)
}

function philox4(block: i32, step: i32, stream: i32, key0: i32, key1: i32): void {
  const m0 = i32x4.splat(<i32>0xd2511f53)
  const m1 = i32x4.splat(<i32>0xcd9e8d57)
  let a = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3))
  let b = i32x4.splat(step)
  let c = i32x4.splat(stream)
  let d = i32x4.splat(0)
  let k0 = key0
  let k1 = key1
  for (let round = 0; round < 10; round++) {
    const high0 = highWords(a, m0)
    const low0 = i32x4.mul(a, m0)
    const high1 = highWords(c, m1)
    const low1 = i32x4.mul(c, m1)
    a = v128.xor(v128.xor(high1, b), i32x4.splat(k0))
    b = low1
    c = v128.xor(v128.xor(high0, d), i32x4.splat(k1))
    d = low0
    k0 += <i32>0x9e3779b9
    k1 += <i32>0xbb67ae85
  }
  x0 = a
  x1 = b
  x2 = c
  x3 = d
}

/** Elements per call of the generator. */
const GRAIN: i32 = 16

/** y = x·mask, mask 0 or 1/(1−rate): kept where the element's word is at least `threshold`. */
export function dropoutForward(
  x: usize,
  y: usize,
  mask: usize,
  rows: i32,
  width: i32,
  threshold: u32,
  scale: f32,
  step: i32,
  stream: i32,
  seed: i32,
): void {
  const limit = i32x4.splat(<i32>threshold)
  const keep = splat(scale)
  const end = rowEnd(rows) * width
  const first = rowStart(rows) * width
  const count = (end - first + GRAIN - 1) / GRAIN
  for (let piece = 0; piece < count; piece++) {
    const i = first + GRAIN * turn(piece, count)
    philox4(i >> 2, step, stream, seed, 1)
    // Words lie by word and counter; elements go by counter, then word: a 4 × 4 transpose.
    const a = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5)
    const b = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7)
    const c = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5)
    const d = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7)
    apply(x, y, mask, i, end, v128.shuffle<i64>(a, c, 0, 2), limit, keep)
    apply(x, y, mask, i + 4, end, v128.shuffle<i64>(a, c, 1, 3), limit, keep)
    apply(x, y, mask, i + 8, end, v128.shuffle<i64>(b, d, 0, 2), limit, keep)
    apply(x, y, mask, i + 12, end, v128.shuffle<i64>(b, d, 1, 3), limit, keep)
  }
}

// @ts-expect-error: decorator
@inline
function apply(
  x: usize,
  y: usize,
  mask: usize,
  i: i32,
  end: i32,
  words: v128,
  limit: v128,
  keep: v128,
): void {
  const left = end - i
  if (left <= 0) return
  const at = <usize>i << 2
  const m = v128.and(keep, i32x4.ge_u(words, limit))
  storeUpTo4(mask + at, m, left)
  storeUpTo4(y + at, f32x4.mul(loadUpTo4(x + at, left), m), left)
}
