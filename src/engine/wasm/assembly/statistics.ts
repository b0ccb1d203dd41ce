import { loadUpTo4, madd, splat, sumLanes } from './simd'
import { shareEnd, shareStart, thread } from './threads'

/**
 * Sums over a tensor are taken chunk by chunk, whichever thread takes a chunk, and the chunks are
 * added in their order by the first thread; so the result does not depend on the number of threads.
 * Squares are summed in float64: a gradient of 1e-25 still has an RMS.
 */
export const CHUNK: i32 = 4096
/** Bytes of one chunk's partial sums. */
const PARTIAL: usize = 48

// @ts-expect-error: decorator
@inline
function chunks(length: i32): i32 {
  return (length + CHUNK - 1) / CHUNK
}
// @ts-expect-error: decorator
@inline
export function chunkStart(length: i32): i32 {
  return shareStart(chunks(length), 1)
}
// @ts-expect-error: decorator
@inline
export function chunkEnd(length: i32): i32 {
  return shareEnd(chunks(length), 1)
}

// @ts-expect-error: decorator
@inline
function partialAt(partials: usize, chunk: i32): usize {
  return partials + <usize>chunk * PARTIAL
}

// @ts-expect-error: decorator
@inline
function sum2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

// @ts-expect-error: decorator
@inline
export function writeUpdatePartial(
  partials: usize,
  chunk: i32,
  changed: v128,
  before: v128,
): void {
  const at = partialAt(partials, chunk)
  f64.store(at, sum2(changed))
  f64.store(at, <f64>sumLanes(before), 8)
}

export function finishUpdate(partials: usize, length: i32, out: usize): void {
  if (thread != 0) return
  let changed: f64 = 0
  let before: f64 = 0
  for (let chunk = 0; chunk < chunks(length); chunk++) {
    const at = partialAt(partials, chunk)
    changed += f64.load(at)
    before += f64.load(at, 8)
  }
  f32.store(out, before == 0 ? <f32>NaN : <f32>Math.sqrt(changed / before))
}

/** Partial sums of |g|, g², max |g|, and counts of zeros and of entries that are not finite. */
export function gradientPartials(g: usize, length: i32, partials: usize): void {
  const magnitude = i32x4.splat(0x7fffffff)
  const infinity = i32x4.splat(0x7f800000)
  for (let chunk = chunkStart(length), last = chunkEnd(length); chunk < last; chunk++) {
    const from = chunk * CHUNK
    const to = min(length, from + CHUNK)
    let sum = splat(0)
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    let largest = splat(0)
    let zeros = i32x4.splat(0)
    let broken = i32x4.splat(0)
    for (let i = from; i < to; i += 4) {
      const left = to - i
      const bits = v128.and(loadUpTo4(g + (<usize>i << 2), left), magnitude)
      const bad = i32x4.ge_u(bits, infinity)
      const value = v128.andnot(bits, bad)
      sum = f32x4.add(sum, value)
      const a = f64x2.promote_low_f32x4(value)
      const b = f64x2.promote_low_f32x4(v128.shuffle<i64>(value, value, 1, 1))
      low = f64x2.add(low, f64x2.mul(a, a))
      high = f64x2.add(high, f64x2.mul(b, b))
      largest = f32x4.pmax(largest, value)
      zeros = i32x4.sub(zeros, i32x4.eq(bits, i32x4.splat(0)))
      broken = i32x4.sub(broken, bad)
    }
    const padding = ((to - from + 3) & ~3) - (to - from)
    const at = partialAt(partials, chunk)
    f64.store(at, <f64>sumLanes(sum))
    f64.store(at, sum2(f64x2.add(low, high)), 8)
    f32.store(at, maxLane(largest), 16)
    i32.store(at, sumInts(zeros) - padding, 20)
    const count = sumInts(broken)
    const nans = count == 0 ? 0 : countNans(g, from, to)
    i32.store(at, nans, 24)
    i32.store(at, count - nans, 28)
  }
}

function maxLane(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  )
}

function sumInts(x: v128): i32 {
  return (
    i32x4.extract_lane(x, 0) +
    i32x4.extract_lane(x, 1) +
    i32x4.extract_lane(x, 2) +
    i32x4.extract_lane(x, 3)
  )
}

function countNans(g: usize, from: i32, to: i32): i32 {
  let count = 0
  for (let i = from; i < to; i++) {
    if (isNaN(f32.load(g + (<usize>i << 2)))) count++
  }
  return count
}

/** Mean |g|, RMS, max |g|, share of zeros, NaN and Inf counts; means over finite entries. */
export function finishGradient(partials: usize, length: i32, out: usize): void {
  if (thread != 0) return
  let sum: f64 = 0
  let squares: f64 = 0
  let largest: f32 = 0
  let zeros = 0
  let nans = 0
  let infinities = 0
  for (let chunk = 0; chunk < chunks(length); chunk++) {
    const at = partialAt(partials, chunk)
    sum += f64.load(at)
    squares += f64.load(at, 8)
    largest = max(largest, f32.load(at, 16))
    zeros += i32.load(at, 20)
    nans += i32.load(at, 24)
    infinities += i32.load(at, 28)
  }
  const finite = <f64>(length - nans - infinities)
  f32.store(out, <f32>(sum / finite))
  f32.store(out, <f32>Math.sqrt(squares / finite), 4)
  f32.store(out, finite > 0 ? largest : <f32>NaN, 8)
  f32.store(out, <f32>(<f64>zeros / <f64>length), 12)
  f32.store(out, <f32>nans, 16)
  f32.store(out, <f32>infinities, 20)
}

/** Partial sums of y − p and its square, with p the tensor's first value, so that no digits cancel. */
export function activationPartials(y: usize, length: i32, partials: usize): void {
  const pivot = v128.load32_splat(y)
  for (let chunk = chunkStart(length), last = chunkEnd(length); chunk < last; chunk++) {
    const from = chunk * CHUNK
    const to = min(length, from + CHUNK)
    let sum = splat(0)
    let squares = splat(0)
    let i = from
    for (; i + 4 <= to; i += 4) {
      const value = f32x4.sub(v128.load(y + (<usize>i << 2)), pivot)
      sum = f32x4.add(sum, value)
      squares = madd(value, value, squares)
    }
    let total = <f64>sumLanes(sum)
    let totalSquares = <f64>sumLanes(squares)
    for (; i < to; i++) {
      const value = <f64>(f32.load(y + (<usize>i << 2)) - f32.load(y))
      total += value
      totalSquares += value * value
    }
    const at = partialAt(partials, chunk)
    f64.store(at, total)
    f64.store(at, totalSquares, 8)
  }
}

/** Mean and biased standard deviation. */
export function finishActivation(y: usize, partials: usize, length: i32, out: usize): void {
  if (thread != 0) return
  let sum: f64 = 0
  let squares: f64 = 0
  for (let chunk = 0; chunk < chunks(length); chunk++) {
    const at = partialAt(partials, chunk)
    sum += f64.load(at)
    squares += f64.load(at, 8)
  }
  const n = <f64>length
  const mean = sum / n
  f32.store(out, <f32>(<f64>f32.load(y) + mean))
  f32.store(out, <f32>Math.sqrt(Math.max(0, squares / n - mean * mean)), 4)
}
