import { multiply, PANEL, pack, STRIP } from './gemm'
import { high2, join4, loadUpTo4, low2, storeUpTo4 } from './simd'
import { barrier, rowEnd, rowStart, shareEnd, shareStart, thread } from './threads'

/** Strides of a power of two this large fall into few lines of the cache: A is copied first. */
const FAR: usize = 2048

/**
 * Room for a packed matrix: every thread packs all of it for itself, `own` bytes apart, which is
 * cheaper than to fetch lines that another core has just written; or, with `own` = 0, all threads
 * pack it together and wait for each other.
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
  const room = roomOf(packed, own)
  const panels = (outDim + PANEL - 1) / PANEL
  packRows(W, inDim, outDim, panels, room, own)
  multiply(
    x,
    (<usize>inDim) << 2,
    4,
    room,
    y,
    (<usize>outDim) << 2,
    outDim,
    inDim,
    rowStart(rows),
    rowEnd(rows),
    0,
    panels,
    b,
    false,
    0,
  )
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
  const room = roomOf(packed, own)
  const panels = (inDim + PANEL - 1) / PANEL
  const outBytes = (<usize>outDim) << 2
  const first = own == 0 ? shareStart(panels, 1) : 0
  const last = own == 0 ? shareEnd(panels, 1) : panels
  pack(W, 4, outBytes, outDim, inDim, 0, outDim, first, last, room)
  if (own == 0) barrier()
  multiply(
    dy,
    outBytes,
    4,
    room,
    dx,
    (<usize>inDim) << 2,
    inDim,
    outDim,
    rowStart(rows),
    rowEnd(rows),
    0,
    panels,
    0,
    accumulate,
    0,
  )
}

/**
 * dW = xᵀ·dy, db = Σ dy over rows; db may be 0. `strips` is room for A's rows, STRIP bytes for each thread.
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
): void {
  const room = roomOf(packed, own)
  const panels = (outDim + PANEL - 1) / PANEL
  const inBytes = (<usize>inDim) << 2
  packRows(dy, rows, outDim, panels, room, own)
  if (db != 0) sumRows(dy, rows, outDim, db, shareStart(outDim, 4), shareEnd(outDim, 4))
  multiply(
    x,
    4,
    inBytes,
    room,
    dW,
    (<usize>outDim) << 2,
    outDim,
    rows,
    shareStart(inDim, 4),
    shareEnd(inDim, 4),
    0,
    panels,
    0,
    false,
    inBytes >= FAR ? strips + <usize>thread * STRIP : 0,
  )
}

/** Packs a k × n matrix, row-major, for this thread or together with the others. */
function packRows(b: usize, k: i32, n: i32, panels: i32, room: usize, own: usize): void {
  if (own != 0) {
    pack(b, (<usize>n) << 2, 4, k, n, 0, k, 0, panels, room)
    return
  }
  pack(b, (<usize>n) << 2, 4, k, n, shareStart(k, 4), shareEnd(k, 4), 0, panels, room)
  barrier()
}

/** Sums columns [first, last) of an m × n matrix over its rows, in float64. */
function sumRows(a: usize, m: i32, n: i32, out: usize, first: i32, last: i32): void {
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
    storeUpTo4(out + ((<usize>j) << 2), join4(sum0, sum1), left)
  }
}
