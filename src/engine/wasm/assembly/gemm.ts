import { loadUpTo4, madd, storeUpTo4 } from './simd'
import { stepOf, turn } from './threads'

/**
 * Single-precision matrix product in three steps: columns of B are packed in panels of 12, a tile of
 * 3 × 12 is kept in registers while k runs (V8 loads all of a loop's operands before it multiplies:
 * nine sums, three of B and three of A are the fifteen registers it has), and k is cut into blocks that
 * stay in the first cache. An element of C is summed in an order that depends on its column and k
 * alone, so how rows or columns are shared out between threads never changes a bit.
 */

/** Columns of a panel. */
export const PANEL: i32 = 12
/** Bytes of one row of a panel. */
const PANEL_ROW: usize = 48
/** A last panel with this many columns or fewer has a tile of its own. */
const NARROW: i32 = 4
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
 * Packs rows [rowFirst, rowLast) of panels [first, last) of B. Element (p, j) lies at
 * b + p·rowStride + j·columnStride, in bytes. Columns past n are 0.
 */
export function pack(
  b: usize,
  rowStride: usize,
  columnStride: usize,
  k: i32,
  n: i32,
  rowFirst: i32,
  rowLast: i32,
  first: i32,
  last: i32,
  out: usize,
): void {
  const length = rowLast - rowFirst
  for (let panel = first; panel < last; panel++) {
    const columns = min(PANEL, n - panel * PANEL)
    let from = b + <usize>(panel * PANEL) * columnStride + <usize>rowFirst * rowStride
    let to = out + (<usize>panel * <usize>k + <usize>rowFirst) * PANEL_ROW
    if (columns == PANEL && columnStride == 4) {
      for (let p = 0; p < length; p++) {
        v128.store(to, v128.load(from))
        v128.store(to, v128.load(from, 16), 16)
        v128.store(to, v128.load(from, 32), 32)
        from += rowStride
        to += PANEL_ROW
      }
    } else if (columnStride == 4) {
      for (let p = 0; p < length; p++) {
        v128.store(to, loadSome(from, columns))
        v128.store(to, loadSome(from + 16, columns - 4), 16)
        v128.store(to, loadSome(from + 32, columns - 8), 32)
        from += rowStride
        to += PANEL_ROW
      }
    } else {
      for (let quarter = 0; quarter < 3; quarter++) {
        const left = columns - quarter * 4
        const source = from + <usize>(quarter * 4) * columnStride
        packTransposed(source, rowStride, columnStride, left, length, to + (<usize>quarter << 4))
      }
    }
  }
}

// @ts-expect-error: decorator
@inline
function loadSome(at: usize, count: i32): v128 {
  return count > 0 ? loadUpTo4(at, count) : f32x4.splat(0)
}

/** Four columns, fewer at the right border; 4 × 4 blocks where they lie contiguous along k. */
function packTransposed(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  columns: i32,
  k: i32,
  to: usize,
): void {
  let p = 0
  if (columns >= 4 && rowStride == 4) {
    for (; p + 4 <= k; p += 4) {
      const r0 = v128.load(from)
      const r1 = v128.load(from + columnStride)
      const r2 = v128.load(from + 2 * columnStride)
      const r3 = v128.load(from + 3 * columnStride)
      const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
      const b = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
      const c = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
      const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
      v128.store(to, v128.shuffle<i64>(a, c, 0, 2))
      v128.store(to + PANEL_ROW, v128.shuffle<i64>(a, c, 1, 3))
      v128.store(to + 2 * PANEL_ROW, v128.shuffle<i64>(b, d, 0, 2))
      v128.store(to + 3 * PANEL_ROW, v128.shuffle<i64>(b, d, 1, 3))
      from += 16
      to += 4 * PANEL_ROW
    }
  }
  for (; p < k; p++) {
    let q = from
    for (let j = 0; j < 4; j++) {
      f32.store(to + (<usize>j << 2), j < columns ? f32.load(q) : 0)
      q += columnStride
    }
    from += rowStride
    to += PANEL_ROW
  }
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

/** Rows of A that are packed side by side. */
const STRIP_ROWS: i32 = 12
/** Bytes of a strip: twelve rows of a block. */
export const STRIP: usize = 20480

/** A few rows of A side by side: element (i, p) at strip + (p·STRIP_ROWS + i)·4. */
function packStrip(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  length: i32,
  rows: i32,
  strip: usize,
): void {
  for (let p = 0; p < length; p++) {
    const from = a + <usize>p * columnStride
    const to = strip + <usize>(p * STRIP_ROWS) * 4
    if (rows == STRIP_ROWS && rowStride == 4) {
      v128.store(to, v128.load(from))
      v128.store(to, v128.load(from, 16), 16)
      v128.store(to, v128.load(from, 32), 32)
    } else {
      for (let i = 0; i < rows; i++) {
        f32.store(to + (<usize>i << 2), f32.load(from + <usize>i * rowStride))
      }
    }
  }
}

/** Rows [rowFirst, rowLast) of one panel of C. */
function rowTiles(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  cRowStride: usize,
  n: i32,
  panel: i32,
  start: usize,
  add: bool,
  rowFirst: i32,
  rowLast: i32,
): void {
  const columns = min(PANEL, n - panel * PANEL)
  const offset = <usize>(panel * PANEL) << 2
  const bias: usize = start == 0 ? 0 : start + offset
  const aFirst = a + <usize>rowFirst * rowStride
  const cFirst = c + offset + <usize>rowFirst * cRowStride
  const rows = rowLast - rowFirst
  if (columns <= NARROW) {
    narrowTiles(
      aFirst, rowStride, columnStride, b, length, cFirst, cRowStride, columns, bias, add, rows,
    )
  } else {
    tiles(aFirst, rowStride, columnStride, b, length, cFirst, cRowStride, columns, bias, add, rows)
  }
}

/** Tiles of three rows, then one of what is left. */
function tiles(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  cRowStride: usize,
  columns: i32,
  bias: usize,
  add: bool,
  rows: i32,
): void {
  const count = rows / 3
  const first = <usize>(3 * turn(0, count))
  const step = stepOf(3)
  let aTile = a + first * rowStride
  let cTile = c + first * cRowStride
  for (let i = 0; i < count; i++) {
    tile3(aTile, rowStride, columnStride, b, length, cTile, cRowStride, columns, bias, add)
    aTile += step * rowStride
    cTile += step * cRowStride
  }
  a += <usize>(3 * count) * rowStride
  c += <usize>(3 * count) * cRowStride
  rows -= 3 * count
  if (rows == 2) {
    tile2(a, rowStride, columnStride, b, length, c, cRowStride, columns, bias, add)
  } else if (rows == 1) {
    tile1(a, columnStride, b, length, c, columns, bias, add)
  }
}

// @ts-expect-error: decorator
@inline
function tile3(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  cRowStride: usize,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  let c00 = f32x4.splat(0)
  let c01 = c00
  let c02 = c00
  let c10 = c00
  let c11 = c00
  let c12 = c00
  let c20 = c00
  let c21 = c00
  let c22 = c00
  const a1 = rowStride
  const a2 = rowStride * 2
  const end = b + <usize>length * PANEL_ROW
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    const b2 = v128.load(b, 32)
    let x = v128.load32_splat(a)
    c00 = madd(x, b0, c00)
    c01 = madd(x, b1, c01)
    c02 = madd(x, b2, c02)
    x = v128.load32_splat(a + a1)
    c10 = madd(x, b0, c10)
    c11 = madd(x, b1, c11)
    c12 = madd(x, b2, c12)
    x = v128.load32_splat(a + a2)
    c20 = madd(x, b0, c20)
    c21 = madd(x, b1, c21)
    c22 = madd(x, b2, c22)
    a += columnStride
    b += PANEL_ROW
  }
  storeRow(c, c00, c01, c02, columns, bias, add)
  c += cRowStride
  storeRow(c, c10, c11, c12, columns, bias, add)
  c += cRowStride
  storeRow(c, c20, c21, c22, columns, bias, add)
}

// @ts-expect-error: decorator
@inline
function tile2(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  cRowStride: usize,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  let c00 = f32x4.splat(0)
  let c01 = c00
  let c02 = c00
  let c10 = c00
  let c11 = c00
  let c12 = c00
  const end = b + <usize>length * PANEL_ROW
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    const b2 = v128.load(b, 32)
    let x = v128.load32_splat(a)
    c00 = madd(x, b0, c00)
    c01 = madd(x, b1, c01)
    c02 = madd(x, b2, c02)
    x = v128.load32_splat(a + rowStride)
    c10 = madd(x, b0, c10)
    c11 = madd(x, b1, c11)
    c12 = madd(x, b2, c12)
    a += columnStride
    b += PANEL_ROW
  }
  storeRow(c, c00, c01, c02, columns, bias, add)
  storeRow(c + cRowStride, c10, c11, c12, columns, bias, add)
}

// @ts-expect-error: decorator
@inline
function tile1(
  a: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  let c0 = f32x4.splat(0)
  let c1 = c0
  let c2 = c0
  const end = b + <usize>length * PANEL_ROW
  while (b < end) {
    const x = v128.load32_splat(a)
    c0 = madd(x, v128.load(b), c0)
    c1 = madd(x, v128.load(b, 16), c1)
    c2 = madd(x, v128.load(b, 32), c2)
    a += columnStride
    b += PANEL_ROW
  }
  storeRow(c, c0, c1, c2, columns, bias, add)
}

/**
 * A panel of at most four columns, in tiles of four rows, then of one. Even and odd k are summed apart,
 * so that as many sums are under way as elsewhere.
 */
function narrowTiles(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  cRowStride: usize,
  columns: i32,
  bias: usize,
  add: bool,
  rows: i32,
): void {
  const count = rows / 4
  const first = <usize>(4 * turn(0, count))
  const step = stepOf(4)
  let aTile = a + first * rowStride
  let cTile = c + first * cRowStride
  for (let i = 0; i < count; i++) {
    narrowTile4(aTile, rowStride, columnStride, b, length, cTile, cRowStride, columns, bias, add)
    aTile += step * rowStride
    cTile += step * cRowStride
  }
  a += <usize>(4 * count) * rowStride
  c += <usize>(4 * count) * cRowStride
  rows -= 4 * count
  for (; rows > 0; rows--) {
    narrowTile1(a, columnStride, b, length, c, columns, bias, add)
    a += rowStride
    c += cRowStride
  }
}

// @ts-expect-error: decorator
@inline
function narrowTile4(
  a: usize,
  rowStride: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  cRowStride: usize,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  let even0 = f32x4.splat(0)
  let even1 = even0
  let even2 = even0
  let even3 = even0
  let odd0 = even0
  let odd1 = even0
  let odd2 = even0
  let odd3 = even0
  const a1 = rowStride
  const a2 = rowStride * 2
  const a3 = rowStride * 3
  const end = b + <usize>length * PANEL_ROW
  while (true) {
    let row = v128.load(b)
    even0 = madd(v128.load32_splat(a), row, even0)
    even1 = madd(v128.load32_splat(a + a1), row, even1)
    even2 = madd(v128.load32_splat(a + a2), row, even2)
    even3 = madd(v128.load32_splat(a + a3), row, even3)
    a += columnStride
    b += PANEL_ROW
    if (b >= end) break
    row = v128.load(b)
    odd0 = madd(v128.load32_splat(a), row, odd0)
    odd1 = madd(v128.load32_splat(a + a1), row, odd1)
    odd2 = madd(v128.load32_splat(a + a2), row, odd2)
    odd3 = madd(v128.load32_splat(a + a3), row, odd3)
    a += columnStride
    b += PANEL_ROW
    if (b >= end) break
  }
  storeNarrow(c, f32x4.add(even0, odd0), columns, bias, add)
  c += cRowStride
  storeNarrow(c, f32x4.add(even1, odd1), columns, bias, add)
  c += cRowStride
  storeNarrow(c, f32x4.add(even2, odd2), columns, bias, add)
  c += cRowStride
  storeNarrow(c, f32x4.add(even3, odd3), columns, bias, add)
}

// @ts-expect-error: decorator
@inline
function narrowTile1(
  a: usize,
  columnStride: usize,
  b: usize,
  length: i32,
  c: usize,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  let even = f32x4.splat(0)
  let odd = even
  const end = b + <usize>length * PANEL_ROW
  while (true) {
    even = madd(v128.load32_splat(a), v128.load(b), even)
    a += columnStride
    b += PANEL_ROW
    if (b >= end) break
    odd = madd(v128.load32_splat(a), v128.load(b), odd)
    a += columnStride
    b += PANEL_ROW
    if (b >= end) break
  }
  storeNarrow(c, f32x4.add(even, odd), columns, bias, add)
}

// @ts-expect-error: decorator
@inline
function storeNarrow(c: usize, values: v128, columns: i32, bias: usize, add: bool): void {
  if (bias != 0) values = f32x4.add(values, loadUpTo4(bias, columns))
  if (add) values = f32x4.add(loadUpTo4(c, columns), values)
  storeUpTo4(c, values, columns)
}

// @ts-expect-error: decorator
@inline
function storeRow(
  c: usize,
  v0: v128,
  v1: v128,
  v2: v128,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  if (columns == PANEL) {
    if (bias != 0) {
      v0 = f32x4.add(v0, v128.load(bias))
      v1 = f32x4.add(v1, v128.load(bias, 16))
      v2 = f32x4.add(v2, v128.load(bias, 32))
    }
    if (add) {
      v0 = f32x4.add(v128.load(c), v0)
      v1 = f32x4.add(v128.load(c, 16), v1)
      v2 = f32x4.add(v128.load(c, 32), v2)
    }
    v128.store(c, v0)
    v128.store(c, v1, 16)
    v128.store(c, v2, 32)
  } else {
    storeSome(c, v0, v1, v2, columns, bias, add)
  }
}

/** Five to eleven columns. */
function storeSome(
  c: usize,
  v0: v128,
  v1: v128,
  v2: v128,
  columns: i32,
  bias: usize,
  add: bool,
): void {
  storeNarrow(c, v0, columns, bias, add)
  storeNarrow(c + 16, v1, columns - 4, bias == 0 ? 0 : bias + 16, add)
  if (columns > 8) storeNarrow(c + 32, v2, columns - 8, bias == 0 ? 0 : bias + 32, add)
}
