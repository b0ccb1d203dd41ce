import { nanCell, type ScaleKind } from '../palette'
import { type ColourScale, measuredCoder, noValue } from './colour-scale'
import type { Grid } from './grid'
import { type CellRow, extremes, type Slots } from './slots'

/**
 * What the columns of a running training hold, so that a redraw looks at the newest ones only:
 * for each row the largest and the smallest value of every column, as its logarithm on a
 * logarithmic scale.
 */
export interface CellMemory {
  kind: ScaleKind
  group: number
  first: number
  stride: number
  /** Slots that were looked at. */
  count: number
  rows: readonly CellRow[]
  values: Float64Array<ArrayBuffer>[]
}

export function createCellMemory(): CellMemory {
  return { kind: 'log', group: 0, first: 0, stride: 0, count: 0, rows: [], values: [] }
}

/**
 * Codes of the cells in sight: [row][column][largest, smallest].
 * @param out used again when it is large enough  @param memory of the same chart's last redraw
 */
export function cellCodes(
  slots: Slots,
  grid: Grid,
  scale: ColourScale,
  out?: Int16Array<ArrayBuffer>,
  memory = createCellMemory(),
): Int16Array<ArrayBuffer> {
  look(memory, slots, grid, scale.kind)
  const { columns } = grid
  const size = slots.rows.length * columns * 2
  const codes = out && out.length >= size ? out : new Int16Array(size)
  const code = measuredCoder(scale)
  let at = 0
  for (const values of memory.values) {
    for (let i = 0; i < columns * 2; i += 2) {
      const largest = code(values[i]!)
      const smallest = values[i] === values[i + 1] ? largest : code(values[i + 1]!)
      codes[at++] = largest
      codes[at++] = smallest === nanCell ? largest : smallest
    }
  }
  return codes
}

/** Brings the memory up to what the slots hold now. */
function look(memory: CellMemory, slots: Slots, grid: Grid, kind: ScaleKind): void {
  const { rows, count, stride } = slots
  const { columns, first, group } = grid
  const same =
    memory.kind === kind &&
    memory.group === group &&
    memory.first === first &&
    memory.stride === stride &&
    memory.count <= count &&
    memory.rows.length === rows.length &&
    rows.every((row, i) => isSame(row, memory.rows[i]!))
  // The newest slot may have grown since.
  const known = same ? Math.floor(Math.max(0, memory.count - 1) / group) - first : 0
  const from = Math.min(columns, Math.max(0, known))
  memory.values = rows.map((_, i) => {
    const kept = same ? memory.values[i]! : new Float64Array(0)
    if (kept.length >= columns * 2) return kept
    const longer = new Float64Array(Math.max(columns * 2, 64, kept.length * 2))
    longer.set(kept)
    return longer
  })
  Object.assign(memory, { kind, group, first, stride, count, rows })
  for (const [i, row] of rows.entries()) measure(row, memory.values[i]!, grid, kind, from, count)
}

function isSame(a: CellRow, b: CellRow): boolean {
  return a.min === b.min && a.max === b.max && a.nan === b.nan && a.inf === b.inf
}

/** The extremes of a row's columns from one on. */
function measure(
  { min, max, nan, inf }: CellRow,
  values: Float64Array,
  { columns, first, group }: Grid,
  kind: ScaleKind,
  from: number,
  count: number,
): void {
  const log = kind === 'log'
  for (let column = from; column < columns; column++) {
    const start = (first + column) * group
    const { lower, upper } = extremes(min, max, start, count, group)
    let largest = log ? Math.log10(Math.abs(upper)) : upper
    if (nan && inf) {
      if (most(nan, start, count, group) > 0) largest = Number.NaN
      else if (most(inf, start, count, group) > 0) largest = Number.POSITIVE_INFINITY
      else if (Number.isNaN(upper)) largest = noValue
    }
    values[2 * column] = largest
    values[2 * column + 1] = log ? Math.log10(Math.abs(lower)) : lower
  }
}

function most(values: Float64Array, start: number, count: number, group: number): number {
  const end = Math.min(count, start + group)
  let largest = 0
  for (let i = start; i < end; i++) if (values[i]! > largest) largest = values[i]!
  return largest
}
