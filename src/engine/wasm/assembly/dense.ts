import { blockLength, blocksOf, multiply, multiplyPacking } from './gemm'
import { PANEL, pack, STRIP } from './packing'
import { high2, join4, loadUpTo4, low2, storeUpTo4 } from './simd'
import {
  barrier,
  rowEnd,
  rowStart,
  rowUnit,
  shareEnd,
  shareStart,
  stepOf,
  thread,
  threads,
  turn,
} from './threads'

/** Strides of a power of two this large fall into few lines of the cache: A is copied first. */
const FAR: usize = 2048

/**
 * Room for packing: every thread packs for itself, `own` bytes apart, which is cheaper than to fetch
 * lines that another core has just written; or, with `own` = 0, all threads pack the matrix together
 * and wait for each other.
 */
// @ts-expect-error: decorator
@inline
function roomOf(packed: usize, own: usize): usize {
  return packed + <usize>thread * own
}

/** y = xW + b. x: [rows, in], W: [in, out], b: [out] or 0 → y: [rows, out]. */
export function denseForward(
  rows: i32,
  x: usize,
  W: usize,
  b: usize,
  y: usize,
  inDim: i32,
  outDim: i32,
  packed: usize,
  own: usize,
): void {
  const inBytes = (<usize>inDim) << 2
  const outBytes = (<usize>outDim) << 2
  const first = rowStart(rows)
  const last = rowEnd(rows)
  if (own != 0) {
    const room = roomOf(packed, own)
    multiplyPacking(
      x, inBytes, 4, W, outBytes, 4, y, outBytes, outDim, inDim, first, last, b, false,
      threads > 1, room,
    )
    return
  }
  const panels = (outDim + PANEL - 1) / PANEL
  packRows(W, inDim, outDim, panels, packed)
  multiply(x, inBytes, 4, packed, y, outBytes, outDim, inDim, first, last, 0, panels, b, false, 0)
}

/**
 * y = xW + b where k is cut into blocks: threads share blocks before rows, so that each reads mostly the
 * rows of W that it changed itself. `partials` is room for [blocks, rows, out]; `denseForwardSum` adds
 * them up. One thread alone writes y at once, with the same bits.
 */
export function denseForwardBlocks(
  rows: i32,
  x: usize,
  W: usize,
  b: usize,
  y: usize,
  inDim: i32,
  outDim: i32,
  packed: usize,
  own: usize,
  partials: usize,
): void {
  if (threads == 1) {
    denseForward(rows, x, W, b, y, inDim, outDim, packed, own)
    return
  }
  const room = roomOf(packed, own)
  const inBytes = (<usize>inDim) << 2
  const outBytes = (<usize>outDim) << 2
  const block = blockLength(inDim)
  const unit = rowUnit()
  const units = (rows + unit - 1) / unit
  const first = shareStart(blocksOf(inDim) * units, 1)
  const last = shareEnd(blocksOf(inDim) * units, 1)
  for (let i = first / units; i * units < last; i++) {
    const from = i * block
    const length = min(block, inDim - from)
    const start = <usize>from
    multiplyPacking(
      x + (start << 2),
      inBytes,
      4,
      W + start * outBytes,
      outBytes,
      4,
      partials + <usize>(i * rows) * outBytes,
      outBytes,
      outDim,
      length,
      max(0, first - i * units) * unit,
      min(rows, (last - i * units) * unit),
      i == 0 ? b : 0,
      false,
      true,
      room,
    )
  }
}

/** Adds up the blocks' parts of y, in order. */
export function denseForwardSum(
  rows: i32,
  y: usize,
  inDim: i32,
  outDim: i32,
  partials: usize,
): void {
  if (threads == 1) return
  const blocks = blocksOf(inDim)
  const size = (<usize>(rows * outDim)) << 2
  const first = rowStart(rows) * outDim
  const last = rowEnd(rows) * outDim
  const count = (last - first + 3) / 4
  for (let piece = 0; piece < count; piece++) {
    const i = first + 4 * turn(piece, count)
    const left = last - i
    const at = (<usize>i) << 2
    let from = partials + at
    let sum = loadUpTo4(from, left)
    for (let block = 1; block < blocks; block++) {
      from += size
      sum = f32x4.add(sum, loadUpTo4(from, left))
    }
    storeUpTo4(y + at, sum, left)
  }
}

/** dx = dy·Wᵀ. dy: [rows, out], W: [in, out] → dx: [rows, in]. */
export function denseInputGradient(
  rows: i32,
  W: usize,
  dy: usize,
  dx: usize,
  inDim: i32,
  outDim: i32,
  accumulate: bool,
  packed: usize,
  own: usize,
): void {
  const inBytes = (<usize>inDim) << 2
  const outBytes = (<usize>outDim) << 2
  const first = rowStart(rows)
  const last = rowEnd(rows)
  const add = accumulate
  if (own != 0) {
    const room = roomOf(packed, own)
    multiplyPacking(
      dy, outBytes, 4, W, 4, outBytes, dx, inBytes, inDim, outDim, first, last, 0, add,
      threads > 1, room,
    )
    return
  }
  const panels = (inDim + PANEL - 1) / PANEL
  pack(W, 4, outBytes, outDim, inDim, 0, outDim, shareStart(panels, 1), shareEnd(panels, 1), packed)
  barrier()
  multiply(dy, outBytes, 4, packed, dx, inBytes, inDim, outDim, first, last, 0, panels, 0, add, 0)
}

/**
 * dW = xᵀ·dy, db = Σ dy over rows; db may be 0. `strips` is room for A's rows, STRIP bytes for each thread;
 * threads share dW in units of `unit` rows, db in units of `biasUnit` entries.
 */
export function denseWeightGradient(
  rows: i32,
  x: usize,
  dy: usize,
  dW: usize,
  db: usize,
  inDim: i32,
  outDim: i32,
  packed: usize,
  own: usize,
  strips: usize,
  unit: i32,
  biasUnit: i32,
): void {
  const inBytes = (<usize>inDim) << 2
  const outBytes = (<usize>outDim) << 2
  const first = shareStart(inDim, unit)
  const last = shareEnd(inDim, unit)
  const far = inBytes >= FAR
  const room = roomOf(packed, own)
  const panels = (outDim + PANEL - 1) / PANEL
  // Before threads wait for each other: behind the barrier in `packRows`, dy may be written over.
  if (db != 0) {
    sumRows(dy, rows, outDim, db, shareStart(outDim, biasUnit), shareEnd(outDim, biasUnit), false)
  }
  if (own == 0) packRows(dy, rows, outDim, panels, packed)
  else if (far) pack(dy, outBytes, 4, rows, outDim, 0, rows, 0, panels, room)
  if (own != 0 && !far) {
    multiplyPacking(
      x, 4, inBytes, dy, outBytes, 4, dW, outBytes, outDim, rows, first, last, 0, false,
      threads > 1, room,
    )
    return
  }
  const strip = far ? strips + <usize>thread * STRIP : 0
  multiply(
    x, 4, inBytes, room, dW, outBytes, outDim, rows, first, last, 0, panels, 0, false, strip,
  )
}

/** First row of the second half of a batch: where the second of two threads begins. */
// @ts-expect-error: decorator
@inline
function secondHalf(rows: i32): i32 {
  const unit = rowUnit()
  return ((rows + unit - 1) / unit / 2) * unit
}

/**
 * dW and db as the sum of those of the batch's halves, so that of two threads each reads only rows of x
 * and dy that it has written itself. What a thread finds for rows of dW that it will add up and change
 * itself goes to dW, the other half's part of rows before `border` to `lower`, of those behind to `upper`;
 * `denseWeightSum` adds them. One thread alone adds at once, with the same bits.
 *
 * @param lower room for [border + 1, out], the last row for db.
 * @param upper room for [in − border, out].
 */
export function denseWeightHalves(
  rows: i32,
  x: usize,
  dy: usize,
  dW: usize,
  db: usize,
  inDim: i32,
  outDim: i32,
  packed: usize,
  own: usize,
  lower: usize,
  upper: usize,
  border: i32,
): void {
  const middle = secondHalf(rows)
  const room = roomOf(packed, own)
  const dyOfSecond = dy + ((<usize>(middle * outDim)) << 2)
  if (threads == 1) {
    if (db != 0) {
      sumRows(dy, middle, outDim, db, 0, outDim, false)
      sumRows(dyOfSecond, rows - middle, outDim, db, 0, outDim, true)
    }
    weightsOfRows(0, middle, x, dy, dW, inDim, outDim, 0, inDim, room, false)
    weightsOfRows(middle, rows, x, dy, dW, inDim, outDim, 0, inDim, room, true)
    return
  }
  const borderBytes = (<usize>(border * outDim)) << 2
  const fromBorder = upper - borderBytes
  // Two times the rows of dW, one after the other.
  const first = shareStart(2 * inDim, 1)
  const last = shareEnd(2 * inDim, 1)
  const end = min(last, inDim)
  const start = max(first - inDim, 0)
  const rest = last - inDim
  if (db != 0) {
    if (first == 0) sumRows(dy, middle, outDim, db, 0, outDim, false)
    if (first <= inDim && rest > 0) {
      sumRows(dyOfSecond, rows - middle, outDim, lower + borderBytes, 0, outDim, false)
    }
  }
  weightsOfRows(0, middle, x, dy, dW, inDim, outDim, first, min(end, border), room, false)
  weightsOfRows(0, middle, x, dy, fromBorder, inDim, outDim, max(first, border), end, room, false)
  weightsOfRows(middle, rows, x, dy, lower, inDim, outDim, start, min(rest, border), room, false)
  weightsOfRows(middle, rows, x, dy, dW, inDim, outDim, max(start, border), rest, room, false)
}

/** Rows [first, last) of dW, of rows [from, to) of the batch. */
function weightsOfRows(
  from: i32,
  to: i32,
  x: usize,
  dy: usize,
  dW: usize,
  inDim: i32,
  outDim: i32,
  first: i32,
  last: i32,
  room: usize,
  accumulate: bool,
): void {
  if (first >= last) return
  const inBytes = (<usize>inDim) << 2
  const outBytes = (<usize>outDim) << 2
  const dyFrom = dy + <usize>from * outBytes
  if (from == to) {
    memory.fill(dW + <usize>first * outBytes, 0, <usize>(last - first) * outBytes)
    return
  }
  multiplyPacking(
    x + <usize>from * inBytes, 4, inBytes, dyFrom, outBytes, 4, dW, outBytes, outDim, to - from,
    first, last, 0, accumulate, false, room,
  )
}

/** Adds to dW and db what `denseWeightHalves` has put elsewhere. */
export function denseWeightSum(
  dW: usize,
  db: usize,
  inDim: i32,
  outDim: i32,
  lower: usize,
  upper: usize,
  border: i32,
  unit: i32,
  biasUnit: i32,
): void {
  if (threads == 1) return
  const first = shareStart(inDim, unit) * outDim
  const last = shareEnd(inDim, unit) * outDim
  const middle = border * outDim
  const borderBytes = (<usize>middle) << 2
  addTo(dW, lower, first, min(last, middle))
  addTo(dW, upper - borderBytes, max(first, middle), last)
  if (db == 0) return
  addTo(db, lower + borderBytes, shareStart(outDim, biasUnit), shareEnd(outDim, biasUnit))
}

/** Elements [first, last) of a += b. */
function addTo(a: usize, b: usize, first: i32, last: i32): void {
  const count = max(0, last - first) / 8
  const step = stepOf(32)
  const from = (<usize>first) << 2
  let at = from + (<usize>turn(0, count) << 5)
  for (let left = count; left > 0; left--) {
    const sum0 = f32x4.add(v128.load(a + at), v128.load(b + at))
    const sum1 = f32x4.add(v128.load(a + at, 16), v128.load(b + at, 16))
    v128.store(a + at, sum0)
    v128.store(a + at, sum1, 16)
    at += step
  }
  for (let i = first + count * 8; i < last; i += 4) {
    at = (<usize>i) << 2
    const sum = f32x4.add(loadUpTo4(a + at, last - i), loadUpTo4(b + at, last - i))
    storeUpTo4(a + at, sum, last - i)
  }
}

/** Packs a k × n matrix, row-major, together with the other threads. */
function packRows(b: usize, k: i32, n: i32, panels: i32, packed: usize): void {
  pack(b, (<usize>n) << 2, 4, k, n, shareStart(k, 4), shareEnd(k, 4), 0, panels, packed)
  barrier()
}

/** Sums columns [first, last) of an m × n matrix over its rows, in float64. */
function sumRows(
  a: usize,
  m: i32,
  n: i32,
  out: usize,
  first: i32,
  last: i32,
  accumulate: bool,
): void {
  const stride = (<usize>n) << 2
  for (let j = first; j < last; j += 4) {
    const left = last - j
    let at = a + ((<usize>j) << 2)
    let sum0 = f64x2.splat(0)
    let sum1 = f64x2.splat(0)
    for (let i = 0; i < m; i++) {
      const value = loadUpTo4(at, left)
      sum0 = f64x2.add(sum0, low2(value))
      sum1 = f64x2.add(sum1, high2(value))
      at += stride
    }
    const to = out + ((<usize>j) << 2)
    const sum = join4(sum0, sum1)
    storeUpTo4(to, accumulate ? f32x4.add(loadUpTo4(to, left), sum) : sum, left)
  }
}
