import { multiply, PANEL, pack } from './gemm'
import { high2, join4, loadUpTo4, low2, storeUpTo4 } from './simd'
import { barrier, shareEnd, shareStart } from './threads'

/** Strides of a power of two this large fall into few lines of the cache: A is copied first. */
const FAR: usize = 2048

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
): void {
  const panels = (outDim + PANEL - 1) / PANEL
  packRows(W, inDim, outDim, panels, packed)
  barrier()
  multiply(
    x,
    (<usize>inDim) << 2,
    4,
    packed,
    y,
    (<usize>outDim) << 2,
    outDim,
    inDim,
    shareStart(rows, 4),
    shareEnd(rows, 4),
    0,
    panels,
    b,
    false,
    0,
  )
}

/** dW = xᵀdy, db = Σ dy over rows, dx = dy Wᵀ. */
export function denseBackward(
  rows: i32,
  x: usize,
  W: usize,
  dy: usize,
  dx: usize,
  dW: usize,
  db: usize,
  inDim: i32,
  outDim: i32,
  accumulateDx: bool,
  packedDy: usize,
  packedW: usize,
  strip: usize,
): void {
  const outPanels = (outDim + PANEL - 1) / PANEL
  const inPanels = (inDim + PANEL - 1) / PANEL
  const outBytes = (<usize>outDim) << 2
  const inBytes = (<usize>inDim) << 2
  packRows(dy, rows, outDim, outPanels, packedDy)
  if (dx != 0) {
    const first = shareStart(inPanels, 1)
    const last = shareEnd(inPanels, 1)
    pack(W, 4, outBytes, outDim, inDim, 0, outDim, first, last, packedW)
  }
  if (db != 0) sumRows(dy, rows, outDim, db, shareStart(outDim, 4), shareEnd(outDim, 4))
  barrier()
  multiply(
    x,
    4,
    inBytes,
    packedDy,
    dW,
    outBytes,
    outDim,
    rows,
    shareStart(inDim, 4),
    shareEnd(inDim, 4),
    0,
    outPanels,
    0,
    false,
    inBytes >= FAR ? strip : 0,
  )
  if (dx != 0) {
    multiply(
      dy,
      outBytes,
      4,
      packedW,
      dx,
      inBytes,
      inDim,
      outDim,
      shareStart(rows, 4),
      shareEnd(rows, 4),
      0,
      inPanels,
      0,
      accumulateDx,
      0,
    )
  }
}

/**
 * Packs this thread's rows of a k × n matrix: those it wrote itself, when rows or elements were
 * shared out before, so that they need not come from another core.
 */
function packRows(b: usize, k: i32, n: i32, panels: i32, out: usize): void {
  pack(b, (<usize>n) << 2, 4, k, n, shareStart(k, 4), shareEnd(k, 4), 0, panels, out)
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
