import { PANEL, PANEL_ROW } from './packing'
import { loadUpTo4, madd, storeUpTo4 } from './simd'
import { stepOf, turn } from './threads'

/** A last panel with this many columns or fewer has a tile of its own. */
const NARROW: i32 = 4

/** Rows [rowFirst, rowLast) of one panel of C. */
export function rowTiles(
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
