import { PANEL, PANEL_ROW, pack, packStrip, STRIP_ROWS } from './packing'
import { rowTiles } from './tiles'
import { turn } from './threads'

/**
 * Single-precision matrix product in three steps: columns of B are packed in panels of 12, a tile of
 * 3 × 12 is kept in registers while k runs (V8 loads all of a loop's operands before it multiplies:
 * nine sums, three of B and three of A are the fifteen registers it has), and k is cut into blocks that
 * stay in the first cache. An element of C is summed in an order that depends on its column and k
 * alone, so how rows or columns are shared out between threads never changes a bit.
 */

/** Longest block of k: 400 rows of a panel are 19 KiB, three rows of A 5 KiB. */
const BLOCK: i32 = 400

/** Blocks that k is cut into, as even as can be. */
// @ts-expect-error: decorator
@inline
export function blocksOf(k: i32): i32 {
  return (k + BLOCK - 1) / BLOCK
}

/** Length of a block, but for the last one. */
// @ts-expect-error: decorator
@inline
export function blockLength(k: i32): i32 {
  const blocks = blocksOf(k)
  return (k + blocks - 1) / blocks
}

/**
 * Rows [rowFirst, rowLast) and panels [panelFirst, panelLast) of C = A·B (+ bias), B packed.
 * Element (i, p) of A lies at a + i·rowStride + p·columnStride, in bytes; C is row-major.
 *
 * @param bias n values that start each row, or 0.
 * @param accumulate adds to C instead of overwriting it.
 * @param strip STRIP bytes of this thread's own where A's rows are to be packed side by side (they
 *   then lie far apart along k), or 0.
 */
export function multiply(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  packed: usize,
  c: usize,
  cRowStride: usize,
  n: i32,
  k: i32,
  rowFirst: i32,
  rowLast: i32,
  panelFirst: i32,
  panelLast: i32,
  bias: usize,
  accumulate: bool,
  strip: usize,
): void {
  const block = blockLength(k)
  for (let p0 = 0; p0 < k; p0 += block) {
    const length = min(block, k - p0)
    const aBlock = a + <usize>p0 * columnStride
    const bBlock = packed + <usize>p0 * PANEL_ROW
    const add = accumulate || p0 > 0
    const start: usize = p0 == 0 ? bias : 0
    if (strip == 0) {
      for (let panel = panelFirst; panel < panelLast; panel++) {
        rowTiles(
          aBlock, rowStride, columnStride, bBlock + <usize>panel * <usize>k * PANEL_ROW, length,
          c, cRowStride, n, panel, start, add, rowFirst, rowLast,
        )
      }
      continue
    }
    const strips = (rowLast - rowFirst + STRIP_ROWS - 1) / STRIP_ROWS
    for (let j = 0; j < strips; j++) {
      const i = rowFirst + turn(j, strips) * STRIP_ROWS
      const rows = min(STRIP_ROWS, rowLast - i)
      packStrip(aBlock + <usize>i * rowStride, rowStride, columnStride, length, rows, strip)
      for (let panel = panelFirst; panel < panelLast; panel++) {
        rowTiles(
          strip, 4, STRIP_ROWS << 2, bBlock + <usize>panel * <usize>k * PANEL_ROW, length,
          c + <usize>i * cRowStride, cRowStride, n, panel, start, add, 0, rows,
        )
      }
    }
  }
}

/**
 * Rows [rowFirst, rowLast) of C = A·B (+ bias) for a thread that packs B for itself: element (p, j) of B
 * lies at b + p·bRowStride + j·bColumnStride, in bytes. A panel at a time stays in the first cache, but
 * lines that another core has changed come sooner one after another than in strides, so then all of B
 * is packed first. The bits are those of `pack` and `multiply`.
 *
 * @param foreign whether another core has changed B.
 * @param room for all of B, packed.
 */
export function multiplyPacking(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  bRowStride: usize,
  bColumnStride: usize,
  c: usize,
  cRowStride: usize,
  n: i32,
  k: i32,
  rowFirst: i32,
  rowLast: i32,
  bias: usize,
  accumulate: bool,
  foreign: bool,
  room: usize,
): void {
  if (rowFirst >= rowLast) return
  const panels = (n + PANEL - 1) / PANEL
  if (foreign) {
    pack(b, bRowStride, bColumnStride, k, n, 0, k, 0, panels, room)
    multiply(
      a, rowStride, columnStride, room, c, cRowStride, n, k, rowFirst, rowLast,
      0, panels, bias, accumulate, 0,
    )
    return
  }
  const block = blockLength(k)
  for (let p0 = 0; p0 < k; p0 += block) {
    const length = min(block, k - p0)
    const aBlock = a + <usize>p0 * columnStride
    const bBlock = b + <usize>p0 * bRowStride
    const add = accumulate || p0 > 0
    const start: usize = p0 == 0 ? bias : 0
    for (let panel = 0; panel < panels; panel++) {
      const first = panel * PANEL
      const from = bBlock + <usize>first * bColumnStride
      pack(from, bRowStride, bColumnStride, length, n - first, 0, length, 0, 1, room)
      rowTiles(
        aBlock, rowStride, columnStride, room, length,
        c, cRowStride, n, panel, start, add, rowFirst, rowLast,
      )
    }
  }
}
