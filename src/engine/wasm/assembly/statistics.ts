import { high2, loadUpTo4, low2, madd, splat, storeUpTo4, sumLanes } from './simd'
import {
  rowEnd,
  rowStart,
  rowUnit,
  shareEnd,
  shareStart,
  thread,
  threads,
  turn,
} from './threads'

/**
 * Sums over a tensor are taken chunk by chunk, whichever thread takes a chunk, and the chunks are
 * added in their order by the first thread; so the result does not depend on the number of threads.
 * Threads share a tensor in units of rows, of a batch or of a matrix, so that each sums what it has
 * written itself. The last chunk of a unit may be short.
 */
export const CHUNK: i32 = 4096
/** Bytes of one chunk's partial sums. */
const PARTIAL: usize = 48

/** Chunks of a unit of so many elements. */
// @ts-expect-error: decorator
@inline
export function chunksOf(unit: i32): i32 {
  return (unit + CHUNK - 1) / CHUNK
}
// @ts-expect-error: decorator
@inline
export function unitsOf(length: i32, unit: i32): i32 {
  return (length + unit - 1) / unit
}
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
  changed: f64,
  before: f64,
): void {
  const at = partialAt(partials, chunk)
  f64.store(at, changed)
  f64.store(at, before, 8)
}

export function finishUpdate(partials: usize, length: i32, unit: i32, out: usize): void {
  if (thread != 0) return
  let changed: f64 = 0
  let before: f64 = 0
  for (let chunk = 0, last = lastChunk(length, unit); chunk < last; chunk++) {
    const at = partialAt(partials, chunk)
    changed += f64.load(at)
    before += f64.load(at, 8)
  }
  f32.store(out, before == 0 ? <f32>NaN : <f32>Math.sqrt(changed / before))
}

/** Partial sums of |g|, g², max |g|, and counts of zeros and of entries that are not finite. */
export function gradientPartials(g: usize, length: i32, unit: i32, partials: usize): void {
  const units = unitsOf(length, unit)
  const perUnit = chunksOf(unit)
  const first = shareStart(units, 1)
  const count = shareEnd(units, 1) - first
  for (let i = 0; i < count; i++) {
    const u = first + turn(i, count)
    const end = min(length, (u + 1) * unit)
    let at = partialAt(partials, u * perUnit)
    for (let from = u * unit; from < end; from += CHUNK) {
      const first = g + (<usize>from << 2)
      const count = min(CHUNK, end - from)
      if (!measureGradient(first, count, at)) measureExtremes(first, count, at)
      at += PARTIAL
    }
  }
}

/** Bits of 2⁻⁴⁰ and 2⁵⁰: squares of gradients whose largest lies between can be summed in float32. */
const SMALL: i32 = 0x2b800000
const LARGE: i32 = 0x58800000

/**
 * One chunk whose largest entry is of usual size, or 0; false where it is not, which a NaN or an
 * infinity is not either: as integers, magnitudes keep their order.
 */
function measureGradient(g: usize, count: i32, at: usize): bool {
  const magnitude = i32x4.splat(0x7fffffff)
  const none = i32x4.splat(0)
  let sum = none
  let squares0 = none
  let squares1 = none
  let squares2 = none
  let largest = none
  let zeros = none
  const end = g + (<usize>count << 2)
  let from = g
  for (; from + 48 <= end; from += 48) {
    const a = v128.and(v128.load(from), magnitude)
    const b = v128.and(v128.load(from, 16), magnitude)
    const c = v128.and(v128.load(from, 32), magnitude)
    sum = f32x4.add(sum, f32x4.add(f32x4.add(a, b), c))
    squares0 = madd(a, a, squares0)
    squares1 = madd(b, b, squares1)
    squares2 = madd(c, c, squares2)
    largest = i32x4.max_u(largest, i32x4.max_u(i32x4.max_u(a, b), c))
    const zeros2 = i32x4.add(i32x4.eq(a, none), i32x4.eq(b, none))
    zeros = i32x4.add(zeros, i32x4.add(zeros2, i32x4.eq(c, none)))
  }
  for (; from < end; from += 16) {
    const a = v128.and(loadUpTo4(from, <i32>((end - from) >> 2)), magnitude)
    sum = f32x4.add(sum, a)
    squares0 = madd(a, a, squares0)
    largest = i32x4.max_u(largest, a)
    zeros = i32x4.add(zeros, i32x4.eq(a, none))
  }
  const squares = f32x4.add(f32x4.add(squares0, squares1), squares2)
  const most = <i32>maxInt(largest)
  if (most != 0 && (most < SMALL || most > LARGE)) return false
  f64.store(at, <f64>sumLanes(sum))
  f64.store(at, <f64>sumLanes(squares), 8)
  i32.store(at, most, 16)
  i32.store(at, -sumInts(zeros) - (-count & 3), 20)
  i64.store(at, 0, 24)
  return true
}

/** One chunk of any values: squares in float64, entries that are not finite left out and counted. */
function measureExtremes(g: usize, count: i32, at: usize): void {
  const magnitude = i32x4.splat(0x7fffffff)
  const infinity = i32x4.splat(0x7f800000)
  let sums = f64x2.splat(0)
  let low = f64x2.splat(0)
  let high = f64x2.splat(0)
  let largest = splat(0)
  let zeros = i32x4.splat(0)
  let broken = i32x4.splat(0)
  for (let i = 0; i < count; i += 4) {
    const bits = v128.and(loadUpTo4(g + (<usize>i << 2), count - i), magnitude)
    const bad = i32x4.ge_u(bits, infinity)
    const value = v128.andnot(bits, bad)
    const a = low2(value)
    const b = high2(value)
    sums = f64x2.add(sums, f64x2.add(a, b))
    low = f64x2.add(low, f64x2.mul(a, a))
    high = f64x2.add(high, f64x2.mul(b, b))
    largest = f32x4.pmax(largest, value)
    zeros = i32x4.sub(zeros, i32x4.eq(bits, i32x4.splat(0)))
    broken = i32x4.sub(broken, bad)
  }
  f64.store(at, sum2(sums))
  f64.store(at, sum2(f64x2.add(low, high)), 8)
  f32.store(at, maxLane(largest), 16)
  i32.store(at, sumInts(zeros) - (-count & 3), 20)
  const all = sumInts(broken)
  const nans = all == 0 ? 0 : countNans(g, count)
  i32.store(at, nans, 24)
  i32.store(at, all - nans, 28)
}

function maxInt(x: v128): u32 {
  return max(
    max(<u32>i32x4.extract_lane(x, 0), <u32>i32x4.extract_lane(x, 1)),
    max(<u32>i32x4.extract_lane(x, 2), <u32>i32x4.extract_lane(x, 3)),
  )
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

function countNans(g: usize, count: i32): i32 {
  let nans = 0
  for (let i = 0; i < count; i++) {
    if (isNaN(f32.load(g + (<usize>i << 2)))) nans++
  }
  return nans
}

/** Mean |g|, RMS, max |g|, share of zeros, NaN and Inf counts; means over finite entries. */
export function finishGradient(partials: usize, length: i32, unit: i32, out: usize): void {
  if (thread != 0) return
  let sum: f64 = 0
  let squares: f64 = 0
  let largest: f32 = 0
  let zeros = 0
  let nans = 0
  let infinities = 0
  for (let chunk = 0, last = lastChunk(length, unit); chunk < last; chunk++) {
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

/** Mean of a chunk and the sum of its squared distances from it, by way of the chunk's first value. */
export function activationPartials(y: usize, length: i32, unit: i32, partials: usize): void {
  const units = unitsOf(length, unit)
  const perUnit = chunksOf(unit)
  const first = shareStart(units, 1)
  const count = shareEnd(units, 1) - first
  for (let i = 0; i < count; i++) {
    const u = first + turn(i, count)
    const end = min(length, (u + 1) * unit)
    let at = partialAt(partials, u * perUnit)
    for (let from = u * unit; from < end; from += CHUNK) {
      measureActivation(y + (<usize>from << 2), min(CHUNK, end - from), at)
      at += PARTIAL
    }
  }
}

function measureActivation(y: usize, count: i32, partial: usize): void {
  const pivot = v128.load32_splat(y)
  let sum0 = splat(0)
  let sum1 = sum0
  let squares0 = sum0
  let squares1 = sum0
  let squares2 = sum0
  let squares3 = sum0
  const end = y + (<usize>(count & ~15) << 2)
  let at = y
  for (; at < end; at += 64) {
    const a = f32x4.sub(v128.load(at), pivot)
    const b = f32x4.sub(v128.load(at, 16), pivot)
    const c = f32x4.sub(v128.load(at, 32), pivot)
    const d = f32x4.sub(v128.load(at, 48), pivot)
    sum0 = f32x4.add(sum0, f32x4.add(a, b))
    sum1 = f32x4.add(sum1, f32x4.add(c, d))
    squares0 = madd(a, a, squares0)
    squares1 = madd(b, b, squares1)
    squares2 = madd(c, c, squares2)
    squares3 = madd(d, d, squares3)
  }
  const squares = f32x4.add(f32x4.add(squares0, squares1), f32x4.add(squares2, squares3))
  let total = <f64>sumLanes(f32x4.add(sum0, sum1))
  let totalSquares = <f64>sumLanes(squares)
  let first = count & ~15
  // Squares that float32 cannot hold, or not all digits of: once more in float64.
  if (!(totalSquares > 1e-24 && totalSquares < Infinity)) {
    total = 0
    totalSquares = 0
    first = 0
  }
  for (let i = first; i < count; i++) {
    const value = <f64>f32.load(y + (<usize>i << 2)) - <f64>f32.load(y)
    total += value
    totalSquares += value * value
  }
  const n = <f64>count
  const mean = total / n
  f64.store(partial, n)
  f64.store(partial, <f64>f32.load(y) + mean, 8)
  f64.store(partial, Math.max(0, totalSquares - total * mean), 16)
}

/** Mean and biased standard deviation of the whole from those of the chunks (Chan et al., 1979). */
export function finishActivation(partials: usize, length: i32, unit: i32, out: usize): void {
  if (thread != 0) return
  let n: f64 = 0
  let mean: f64 = 0
  let squares: f64 = 0
  for (let chunk = 0, last = lastChunk(length, unit); chunk < last; chunk++) {
    const at = partialAt(partials, chunk)
    const count = f64.load(at)
    const gap = f64.load(at, 8) - mean
    const before = n
    n += count
    mean += (gap * count) / n
    squares += f64.load(at, 16) + (gap * gap * before * count) / n
  }
  f32.store(out, <f32>mean)
  f32.store(out, <f32>Math.sqrt(squares / n), 4)
}

/** Counts of every unit of rows: entries x ≤ below, x ≥ above, or bandStart ≤ x ≤ bandEnd; NaN bounds count none. */
export function saturation(
  rows: i32,
  x: usize,
  width: i32,
  below: f32,
  bandStart: f32,
  bandEnd: f32,
  above: f32,
  partials: usize,
): void {
  const lower = splat(below)
  const start = splat(bandStart)
  const end = splat(bandEnd)
  const upper = splat(above)
  // ReLU and its like: saturated below only.
  const oneSided = isNaN(bandStart) && isNaN(above)
  const unit = rowUnit()
  const first = rowStart(rows)
  const last = rowEnd(rows)
  const units = unitsOf(last - first, unit)
  for (let u = 0; u < units; u++) {
    const from = first + turn(u, units) * unit
    let counts = i32x4.splat(0)
    let i = from * width
    const to = min(last, from + unit) * width
    for (; oneSided && i + 8 <= to; i += 8) {
      const at = x + (<usize>i << 2)
      const a = f32x4.le(v128.load(at), lower)
      counts = i32x4.sub(counts, i32x4.add(a, f32x4.le(v128.load(at, 16), lower)))
    }
    for (; i + 4 <= to; i += 4) {
      const value = v128.load(x + (<usize>i << 2))
      const band = v128.and(f32x4.ge(value, start), f32x4.le(value, end))
      const tails = v128.or(f32x4.le(value, lower), f32x4.ge(value, upper))
      counts = i32x4.sub(counts, v128.or(band, tails))
    }
    let count = sumInts(counts)
    for (; i < to; i++) {
      const value = f32.load(x + (<usize>i << 2))
      const inBand = value >= bandStart && value <= bandEnd
      if (inBand || value <= below || value >= above) count++
    }
    storeTotal(partials, from / unit, <f64>count)
  }
}

/** Adds to each unit's count of rows in which it is above 0. y: [rows, width] → counts: [width]. */
export function activity(rows: i32, y: usize, width: i32, counts: usize): void {
  const one = splat(1)
  const none = splat(0)
  const stride = (<usize>width) << 2
  for (let j = shareStart(width, 4), end = shareEnd(width, 4); j < end; j += 4) {
    const column = (<usize>j) << 2
    const left = end - j
    let count = loadUpTo4(counts + column, left)
    for (let i = 0; i < rows; i++) {
      const value = loadUpTo4(y + column + <usize>i * stride, left)
      count = f32x4.add(count, v128.and(one, f32x4.gt(value, none)))
    }
    storeUpTo4(counts + column, count, left)
  }
}

/** Chunks of a tensor: all of them but for those that the last unit lacks. */
function lastChunk(length: i32, unit: i32): i32 {
  const units = unitsOf(length, unit)
  return (units - 1) * chunksOf(unit) + chunks(length - (units - 1) * unit)
}

/** Writes one thread's total of a unit, for `finishTotal`. */
// @ts-expect-error: decorator
@inline
export function storeTotal(partials: usize, unit: i32, total: f64): void {
  f64.store(partials + (<usize>unit << 3), total)
}

/** Adds the units' totals in their order, divided by `divisor`. */
export function finishTotal(partials: usize, units: i32, divisor: f64, out: usize): void {
  if (thread != 0) return
  let total: f64 = 0
  for (let unit = 0; unit < units; unit++) total += f64.load(partials + (<usize>unit << 3))
  f32.store(out, <f32>(total / divisor))
}
