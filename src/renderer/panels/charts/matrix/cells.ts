import { type ColourScale, scalePlace } from '../heatmap/colour-scale'
import { infCell, nanCell, scaleColours, zeroCell } from '../palette'

/** Whole cells of a matrix, ends exclusive. */
export interface Region {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** A matrix seen through fewer cells than it has; every bin shows its most telling cell. */
export interface Bins {
  readonly rows: number
  readonly columns: number
  /** First row and column of each bin; one more entry for the end. */
  readonly rowEdges: Uint32Array
  readonly columnEdges: Uint32Array
  /** Of each bin the value largest in size; NaN where there is one, then ±Inf. */
  readonly values: Float32Array
}

/** Ends of at most so many bins over `from … to`, as equal as whole cells allow. */
export function edgesOf(from: number, to: number, most: number): Uint32Array {
  const bins = Math.max(1, Math.min(Math.floor(most), to - from))
  return Uint32Array.from(
    { length: bins + 1 },
    (_, i) => from + Math.floor((i * (to - from)) / bins),
  )
}

/** @param columns of the whole matrix, whose `values` are row-major */
export function binMatrix(
  values: ArrayLike<number>,
  columns: number,
  { top, bottom, left, right }: Region,
  mostRows: number,
  mostColumns: number,
): Bins {
  const rowEdges = edgesOf(top, bottom, mostRows)
  const columnEdges = edgesOf(left, right, mostColumns)
  const binned = new Float32Array((rowEdges.length - 1) * (columnEdges.length - 1))
  const across = columnEdges.length - 1
  for (let i = 0; i + 1 < rowEdges.length; i++) {
    const first = rowEdges[i]!
    for (let row = first; row < rowEdges[i + 1]!; row++) {
      const base = row * columns
      for (let j = 0; j < across; j++) {
        const at = i * across + j
        let best = row === first ? values[base + columnEdges[j]!]! : binned[at]!
        for (let column = columnEdges[j]!; column < columnEdges[j + 1]!; column++) {
          const value = values[base + column]!
          if (tellsMore(value, best)) best = value
        }
        binned[at] = best
      }
    }
  }
  return { rows: rowEdges.length - 1, columns: across, rowEdges, columnEdges, values: binned }
}

function tellsMore(value: number, than: number): boolean {
  if (Number.isNaN(than)) return false
  return Number.isNaN(value) || Math.abs(value) > Math.abs(than)
}

/** The cell that a bin shows. */
export function shownCell(
  values: ArrayLike<number>,
  columns: number,
  bins: Bins,
  i: number,
  j: number,
): { row: number; column: number; value: number } {
  const [top, left] = [bins.rowEdges[i]!, bins.columnEdges[j]!]
  let best = { row: top, column: left, value: values[top * columns + left]! }
  for (let row = top; row < bins.rowEdges[i + 1]!; row++) {
    for (let column = left; column < bins.columnEdges[j + 1]!; column++) {
      const value = values[row * columns + column]!
      if (tellsMore(value, best.value)) best = { row, column, value }
    }
  }
  return best
}

/** Codes of signed values: a colour of the scale, or a cell of its own for exactly 0, NaN and ±Inf. */
export function signedCoder(scale: ColourScale): (value: number) => number {
  const place = scalePlace(scale)
  return value => {
    if (value === 0) return zeroCell
    if (Number.isNaN(value)) return nanCell
    if (!Number.isFinite(value)) return infCell
    return Math.min(scaleColours - 1, Math.max(0, Math.floor(place(value) * scaleColours)))
  }
}

/** The codes of all bins. */
export function codesOf({ values }: Bins, code: (value: number) => number): Int16Array {
  const codes = new Int16Array(values.length)
  for (let i = 0; i < values.length; i++) codes[i] = code(values[i]!)
  return codes
}

export interface MatrixFacts {
  /** Largest size of a finite value; 0 where there is none. */
  readonly largest: number
  /** Over finite values, as all below. */
  readonly mean: number
  readonly rms: number
  readonly zeros: number
  readonly nans: number
  readonly infinities: number
  readonly rowRms: Float64Array
  readonly columnRms: Float64Array
}

const known = new WeakMap<ArrayLike<number> & object, MatrixFacts>()

/** Sums over all cells, rows and columns; counted once for each tensor. */
export function matrixFacts(
  values: ArrayLike<number> & object,
  rows: number,
  columns: number,
): MatrixFacts {
  const found = known.get(values)
  if (found) return found
  let largest = 0
  let sum = 0
  let zeros = 0
  let nans = 0
  let infinities = 0
  const rowSums = { squares: new Float64Array(rows), counts: new Uint32Array(rows) }
  const columnSums = { squares: new Float64Array(columns), counts: new Uint32Array(columns) }
  for (let row = 0; row < rows; row++) {
    let squares = 0
    let count = 0
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]!
      const size = Math.abs(value)
      if (!(size < Number.POSITIVE_INFINITY)) {
        if (Number.isNaN(value)) nans++
        else infinities++
        continue
      }
      if (size === 0) zeros++
      else if (size > largest) largest = size
      sum += value
      squares += value * value
      count++
      columnSums.squares[column]! += value * value
      columnSums.counts[column]!++
    }
    rowSums.squares[row] = squares
    rowSums.counts[row] = count
  }
  const finite = rows * columns - nans - infinities
  const squares = rowSums.squares.reduce((total, square) => total + square, 0)
  const facts: MatrixFacts = {
    largest,
    mean: sum / finite,
    rms: Math.sqrt(squares / finite),
    zeros,
    nans,
    infinities,
    rowRms: rootMeans(rowSums),
    columnRms: rootMeans(columnSums),
  }
  known.set(values, facts)
  return facts
}

/** 0 where nothing is finite. */
function rootMeans({ squares, counts }: { squares: Float64Array; counts: Uint32Array }) {
  return squares.map((sum, i) => (counts[i]! > 0 ? Math.sqrt(sum / counts[i]!) : 0))
}
