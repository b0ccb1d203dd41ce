import {
  infCell,
  nanCell,
  type Palette,
  type SpecialCell,
  scaleColours,
  specialPixel,
  zeroCell,
} from '../palette'

/** One quantity of one row over the run: slot i holds the extremes of `stride` steps. */
export interface CellRow {
  readonly min: Float64Array
  readonly max: Float64Array
}

export interface Slots {
  readonly rows: readonly CellRow[]
  /** Slots in use. */
  readonly count: number
  /** Steps per slot. */
  readonly stride: number
  /** Steps in all: the last slot may be part full. */
  readonly steps: number
}

export type RangeMode = 'step' | 'recent' | 'all' | 'locked'
export type Domain = readonly [number, number]

/** Steps that the range “recent” looks back. */
export const recentSteps = 200

/**
 * Smallest and largest value the colours span: of the newest slot, of the last 200 steps or of the
 * run. Logarithmic ranges leave zeros out; null when there is nothing to span.
 */
export function valueDomain(
  slots: Slots,
  mode: Exclude<RangeMode, 'locked'>,
  log: boolean,
): Domain | null {
  const { count, stride } = slots
  const lookBack = mode === 'all' ? count : mode === 'recent' ? Math.ceil(recentSteps / stride) : 1
  const from = Math.max(0, count - lookBack)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const floor = log ? 0 : Number.NEGATIVE_INFINITY
  for (const { min, max } of slots.rows) {
    for (let i = from; i < count; i++) {
      const lower = min[i]!
      const upper = max[i]!
      // Comparisons with NaN are false. Both ends count for both extremes: the maximum of a slot
      // is NaN or Inf as soon as one of its steps is, and its minimum may be a zero.
      if (lower > floor && lower < Number.POSITIVE_INFINITY) {
        if (lower < low) low = lower
        if (lower > high) high = lower
      }
      if (upper > floor && upper < Number.POSITIVE_INFINITY) {
        if (upper < low) low = upper
        if (upper > high) high = upper
      }
    }
  }
  return low <= high ? [low, high] : null
}

/** Widens a logarithmic range to at least one decade, so that noise is not painted as a trend. */
export function widenLogDomain([low, high]: Domain): Domain {
  const missing = 1 - Math.log10(high / low)
  if (missing <= 0) return [low, high]
  const factor = 10 ** (missing / 2)
  return [Math.max(Number.MIN_VALUE, low / factor), Math.min(Number.MAX_VALUE, high * factor)]
}

export interface Grid {
  /** Slots per column of cells: neighbours share a column when there are more steps than pixels. */
  readonly group: number
  readonly columns: number
  /** Steps the whole width stands for, in full columns. */
  readonly span: number
  /** Whether a column holds several steps, and so shows their largest beside their smallest. */
  readonly binned: boolean
}

/**
 * Divides the width. Groups are whole numbers of slots counted from the first step, so a column
 * keeps its content while the run grows. A shared column is at least two pixels wide: its first
 * half shows the largest value, its second half the smallest, and no extreme is lost.
 * @param width device pixels  @param widest most device pixels a step may take
 */
export function gridFor(slots: Slots, width: number, widest: number): Grid {
  const { count, stride, steps } = slots
  if (stride === 1 && steps <= width) {
    return { group: 1, columns: count, span: Math.max(steps, width / widest), binned: false }
  }
  const group = Math.max(1, Math.ceil((2 * steps) / (width * stride)))
  const columns = Math.ceil(count / group)
  return { group, columns, span: columns * group * stride, binned: group * stride > 1 }
}

export interface ColourScale {
  readonly log: boolean
  readonly domain: Domain
}

/** Codes of values: 0 … 255 on the scale (clamped to its ends), or a kind of cell of its own. */
export function cellCoder({ log, domain }: ColourScale): (value: number) => number {
  const low = log ? Math.log10(domain[0]) : domain[0]
  const high = log ? Math.log10(domain[1]) : domain[1]
  const factor = scaleColours / (high - low)
  return value => {
    if (Number.isNaN(value)) return nanCell
    if (!Number.isFinite(value)) return infCell
    if (log && value === 0) return zeroCell
    const place = ((log ? Math.log10(Math.abs(value)) : value) - low) * factor
    return Math.min(scaleColours - 1, Math.max(0, Math.floor(place)))
  }
}

/**
 * Codes of all cells: [row][column][largest, smallest].
 * @param out used again when it is large enough
 */
export function cellCodes(
  slots: Slots,
  grid: Grid,
  scale: ColourScale,
  out?: Int16Array<ArrayBuffer>,
): Int16Array<ArrayBuffer> {
  const { rows, count } = slots
  const { columns, group } = grid
  const size = rows.length * columns * 2
  const codes = out && out.length >= size ? out : new Int16Array(size)
  const code = cellCoder(scale)
  let at = 0
  for (const { min, max } of rows) {
    for (let column = 0; column < columns; column++) {
      const { lower, upper } = extremes(min, max, column * group, count, group)
      const largest = code(upper)
      codes[at++] = largest
      codes[at++] = lower === upper ? largest : code(lower)
    }
  }
  return codes
}

const found = { lower: Number.NaN, upper: Number.NaN }

/**
 * Smallest number and largest value of a column's slots (NaN is the largest of all, as in the
 * history). The answer is one object, overwritten by the next call.
 */
export function extremes(
  min: Float64Array,
  max: Float64Array,
  start: number,
  count: number,
  group: number,
): Readonly<{ lower: number; upper: number }> {
  const end = Math.min(count, start + group)
  let lower = min[start]!
  let upper = max[start]!
  for (let i = start + 1; i < end; i++) {
    const a = min[i]!
    const b = max[i]!
    if (a < lower || Number.isNaN(lower)) lower = a
    if (b > upper || Number.isNaN(b)) upper = b
  }
  found.lower = lower
  found.upper = upper
  return found
}

export interface Raster {
  /** Device pixels. */
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
}

/** First device pixel of a row, and of the one after the last. */
export function rowEdge(row: number, rowCount: number, height: number): number {
  return Math.round((row * height) / rowCount)
}

/**
 * Paints the cells into device pixels; where no step has been yet they stay transparent.
 * @param unit device pixels per CSS pixel, rounded: the grain of patterns and of the gap between rows
 */
export function paintCells(
  raster: Raster,
  codes: Int16Array,
  rowCount: number,
  slots: Slots,
  grid: Grid,
  palette: Palette,
  unit: number,
): void {
  const { width, height, pixels } = raster
  const { columns, group, span, binned } = grid
  const stepsPerColumn = group * slots.stride
  pixels.fill(0)

  // Which code of a row each pixel column shows.
  const source = new Int32Array(width).fill(-1)
  for (let x = 0; x < width; x++) {
    const place = (((x + 0.5) / width) * span) / stepsPerColumn
    const column = Math.floor(place)
    if (column < columns) source[x] = column * 2 + (binned && place - column >= 0.5 ? 1 : 0)
  }

  const gap = height / rowCount >= 5 * unit ? unit : 0
  for (let row = 0; row < rowCount; row++) {
    const top = rowEdge(row, rowCount, height)
    const bottom = rowEdge(row + 1, rowCount, height) - (row + 1 < rowCount ? gap : 0)
    if (bottom <= top) continue
    const base = row * columns * 2
    const line = top * width
    let special = false
    for (let x = 0; x < width; x++) {
      const from = source[x]!
      if (from < 0) continue
      const code = codes[base + from]!
      if (code < scaleColours) pixels[line + x] = palette.scale[code]!
      else special = true
    }
    for (let y = top + 1; y < bottom; y++) pixels.copyWithin(y * width, line, line + width)
    if (!special) continue
    for (let x = 0; x < width; x++) {
      const from = source[x]!
      const code = from < 0 ? 0 : codes[base + from]!
      if (code < scaleColours) continue
      for (let y = top; y < bottom; y++) {
        pixels[y * width + x] = specialPixel(palette, code as SpecialCell, x, y, unit)
      }
    }
  }
}
