import { loadUpTo4, madd, storeUpTo4 } from './simd'

/**
 * Single-precision matrix product in three steps: columns of B are packed in panels of 8, a tile of
 * 4 × 8 is kept in registers while k runs, and k is cut into blocks that stay in the first cache.
 * An element of C is summed in the same order wherever its tile lies, so how rows or columns are
 * shared out between threads never changes a bit.
 */

/** Columns of a panel. */
export const PANEL: i32 = 8
/** A last panel with this many columns or fewer has a tile of its own. */
const HALF: i32 = 4
/** Bytes of one row of a panel. */
const PANEL_ROW: usize = 32
/** Longest block of k: 400 rows of a panel are 12.5 KiB, four rows of A half as much. */
const BLOCK: i32 = 400

/** Bytes that `pack` writes for a k × n matrix. */
// @ts-expect-error: decorator
@inline
export function packedBytes(k: i32, n: i32): usize {
  return (<usize>((n + PANEL - 1) / PANEL) * <usize>k) << 5
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
        from += rowStride
        to += PANEL_ROW
      }
    } else if (columns == PANEL && rowStride == 4) {
      packTransposed(from, columnStride, length, to)
    } else {
      for (let p = 0; p < length; p++) {
        let q = from
        for (let j = 0; j < PANEL; j++) {
          f32.store(to + (<usize>j << 2), j < columns ? f32.load(q) : 0)
          q += columnStride
        }
        from += rowStride
        to += PANEL_ROW
      }
    }
  }
}

/** Eight columns that lie contiguous along k: transposes 4 × 4 blocks. */
function packTransposed(from: usize, columnStride: usize, k: i32, to: usize): void {
  let p = 0
  for (; p + 4 <= k; p += 4) {
    for (let half: usize = 0; half < 2; half++) {
      const q = from + half * 4 * columnStride
      const r0 = v128.load(q)
      const r1 = v128.load(q + columnStride)
      const r2 = v128.load(q + 2 * columnStride)
      const r3 = v128.load(q + 3 * columnStride)
      const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
      const b = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
      const c = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
      const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
      const at = to + (half << 4)
      v128.store(at, v128.shuffle<i64>(a, c, 0, 2))
      v128.store(at + PANEL_ROW, v128.shuffle<i64>(a, c, 1, 3))
      v128.store(at + 2 * PANEL_ROW, v128.shuffle<i64>(b, d, 0, 2))
      v128.store(at + 3 * PANEL_ROW, v128.shuffle<i64>(b, d, 1, 3))
    }
    from += 16
    to += 4 * PANEL_ROW
  }
  for (; p < k; p++) {
    let q = from
    for (let j: usize = 0; j < 8; j++) {
      f32.store(to + (j << 2), f32.load(q))
      q += columnStride
    }
    from += 4
    to += PANEL_ROW
  }
}

/**
 * Rows [rowFirst, rowLast) and panels [panelFirst, panelLast) of C = A·B (+ bias), B packed.
 * Element (i, p) of A lies at a + i·rowStride + p·columnStride, in bytes; C is row-major.
 *
 * @param bias n values that start each row, or 0.
 * @param accumulate adds to C instead of overwriting it.
 * @param strip 4 KiB of this thread's own where A's rows are to be packed four by four (they then
 *   lie far apart along k), or 0.
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
  const blocks = (k + BLOCK - 1) / BLOCK
  const block = (k + blocks - 1) / blocks
  for (let p0 = 0; p0 < k; p0 += block) {
    const length = min(block, k - p0)
    const aBlock = a + <usize>p0 * columnStride
    const bBlock = packed + <usize>p0 * PANEL_ROW
    const add = accumulate || p0 > 0
    const start: usize = p0 == 0 ? bias : 0
    if (strip != 0) {
      multiplyStrips(
        aBlock, rowStride, columnStride, bBlock, c, cRowStride, n, k, length,
        rowFirst, rowLast, panelFirst, panelLast, start, add, strip,
      )
      continue
    }
    for (let panel = panelFirst; panel < panelLast; panel++) {
      const columns = min(PANEL, n - panel * PANEL)
      const b = bBlock + <usize>panel * <usize>k * PANEL_ROW
      const cPanel = c + (<usize>(panel * PANEL) << 2)
      const biasPanel: usize = start == 0 ? 0 : start + (<usize>(panel * PANEL) << 2)
      if (columns <= HALF) {
        halfRowTiles(aBlock, rowStride, columnStride, b, length, cPanel, cRowStride, columns, biasPanel, add, rowFirst, rowLast)
        continue
      }
      rowTiles(aBlock, rowStride, columnStride, b, length, cPanel, cRowStride, columns, biasPanel,
        add, rowFirst, rowLast)
    }
  }
}

/** The same with four rows of A at a time copied side by side first. */
function multiplyStrips(
  aBlock: usize,
  rowStride: usize,
  columnStride: usize,
  bBlock: usize,
  c: usize,
  cRowStride: usize,
  n: i32,
  k: i32,
  length: i32,
  rowFirst: i32,
  rowLast: i32,
  panelFirst: i32,
  panelLast: i32,
  start: usize,
  add: bool,
  strip: usize,
): void {
  for (let i = rowFirst; i < rowLast; i += 4) {
    const rows = min(4, rowLast - i)
    const aRow = aBlock + <usize>i * rowStride
    for (let p = 0; p < length; p++) {
      const from = aRow + <usize>p * columnStride
      const to = strip + (<usize>p << 4)
      if (rows == 4 && rowStride == 4) v128.store(to, v128.load(from))
      else {
        for (let r = 0; r < rows; r++) {
          f32.store(to + (<usize>r << 2), f32.load(from + <usize>r * rowStride))
        }
      }
    }
    for (let panel = panelFirst; panel < panelLast; panel++) {
      const columns = min(PANEL, n - panel * PANEL)
      const b = bBlock + <usize>panel * <usize>k * PANEL_ROW
      const cTile = c + (<usize>(panel * PANEL) << 2) + <usize>i * cRowStride
      const biasPanel: usize = start == 0 ? 0 : start + (<usize>(panel * PANEL) << 2)
      if (rows == 4 && columns <= HALF) halfRowTiles(strip, 4, 16, b, length, cTile, cRowStride, columns, biasPanel, add, 0, 4)
      else if (rows == 4) tile4(strip, 4, 16, b, length, cTile, cRowStride, columns, biasPanel, add)
      else {
        for (let r = 0; r < rows; r++) {
          tile1(strip + (<usize>r << 2), 16, b, length,
            cTile + <usize>r * cRowStride, columns, biasPanel, add)
        }
      }
    }
  }
}

/** Rows [rowFirst, rowLast) of a panel of C that has at most four columns. */
function halfRowTiles(
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
  rowFirst: i32,
  rowLast: i32,
): void {
  let i = rowFirst
  for (; i + 4 <= rowLast; i += 4) {
    halfTile4(a + <usize>i * rowStride, rowStride, columnStride, b, length,
      c + <usize>i * cRowStride, cRowStride, columns, bias, add)
  }
  for (; i < rowLast; i++) {
    tile1(a + <usize>i * rowStride, columnStride, b, length,
      c + <usize>i * cRowStride, columns, bias, add)
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
  columns: i32,
  bias: usize,
  add: bool,
  rowFirst: i32,
  rowLast: i32,
): void {
  let i = rowFirst
  for (; i + 4 <= rowLast; i += 4) {
    tile4(a + <usize>i * rowStride, rowStride, columnStride, b, length,
      c + <usize>i * cRowStride, cRowStride, columns, bias, add)
  }
  for (; i < rowLast; i++) {
    tile1(a + <usize>i * rowStride, columnStride, b, length,
      c + <usize>i * cRowStride, columns, bias, add)
  }
}

// @ts-expect-error: decorator
@inline
function tile4(
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
  let c10 = c00
  let c11 = c00
  let c20 = c00
  let c21 = c00
  let c30 = c00
  let c31 = c00
  const a1 = rowStride
  const a2 = rowStride * 2
  const a3 = rowStride * 3
  const end = b + <usize>length * PANEL_ROW
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load32_splat(a)
    c00 = madd(x, b0, c00)
    c01 = madd(x, b1, c01)
    x = v128.load32_splat(a + a1)
    c10 = madd(x, b0, c10)
    c11 = madd(x, b1, c11)
    x = v128.load32_splat(a + a2)
    c20 = madd(x, b0, c20)
    c21 = madd(x, b1, c21)
    x = v128.load32_splat(a + a3)
    c30 = madd(x, b0, c30)
    c31 = madd(x, b1, c31)
    a += columnStride
    b += PANEL_ROW
  }
  storeRow(c, c00, c01, columns, bias, add)
  c += cRowStride
  storeRow(c, c10, c11, columns, bias, add)
  c += cRowStride
  storeRow(c, c20, c21, columns, bias, add)
  c += cRowStride
  storeRow(c, c30, c31, columns, bias, add)
}

/**
 * Four rows of a panel that has at most four columns. Even and odd k are summed apart, so that as many sums
 * are under way as in `tile4`.
 */
// @ts-expect-error: decorator
@inline
function halfTile4(
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
  storeHalf(c, f32x4.add(even0, odd0), columns, bias, add)
  c += cRowStride
  storeHalf(c, f32x4.add(even1, odd1), columns, bias, add)
  c += cRowStride
  storeHalf(c, f32x4.add(even2, odd2), columns, bias, add)
  c += cRowStride
  storeHalf(c, f32x4.add(even3, odd3), columns, bias, add)
}

// @ts-expect-error: decorator
@inline
function storeHalf(c: usize, values: v128, columns: i32, bias: usize, add: bool): void {
  if (bias != 0) values = f32x4.add(values, loadUpTo4(bias, columns))
  if (add) values = f32x4.add(loadUpTo4(c, columns), values)
  storeUpTo4(c, values, columns)
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
  const end = b + <usize>length * PANEL_ROW
  while (b < end) {
    const x = v128.load32_splat(a)
    c0 = madd(x, v128.load(b), c0)
    c1 = madd(x, v128.load(b, 16), c1)
    a += columnStride
    b += PANEL_ROW
  }
  storeRow(c, c0, c1, columns, bias, add)
}

// @ts-expect-error: decorator
@inline
function storeRow(c: usize, low: v128, high: v128, columns: i32, bias: usize, add: bool): void {
  if (columns == PANEL) {
    if (bias != 0) {
      low = f32x4.add(low, v128.load(bias))
      high = f32x4.add(high, v128.load(bias, 16))
    }
    if (add) {
      low = f32x4.add(v128.load(c), low)
      high = f32x4.add(v128.load(c, 16), high)
    }
    v128.store(c, low)
    v128.store(c, high, 16)
  } else {
    storeSome(c, low, high, columns, bias, add)
  }
}

function storeSome(c: usize, low: v128, high: v128, columns: i32, bias: usize, add: bool): void {
  for (let j = 0; j < columns; j++) {
    const lane = j & 3
    const from = j < 4 ? low : high
    let value = f32x4.extract_lane(from, 0)
    if (lane == 1) value = f32x4.extract_lane(from, 1)
    else if (lane == 2) value = f32x4.extract_lane(from, 2)
    else if (lane == 3) value = f32x4.extract_lane(from, 3)
    const at = c + (<usize>j << 2)
    if (bias != 0) value += f32.load(bias + (<usize>j << 2))
    f32.store(at, add ? f32.load(at) + value : value)
  }
}
