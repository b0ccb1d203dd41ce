import { loadUpTo4 } from './simd'

/** Columns of a panel. */
export const PANEL: i32 = 12
/** Bytes of one row of a panel. */
export const PANEL_ROW: usize = 48

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

/** Rows of A that are packed side by side. */
export const STRIP_ROWS: i32 = 12
/** Bytes of a strip: twelve rows of a block. */
export const STRIP: usize = 20480

/** A few rows of A side by side: element (i, p) at strip + (p·STRIP_ROWS + i)·4. */
export function packStrip(
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
