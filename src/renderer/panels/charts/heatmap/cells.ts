import { infCell, nanCell, undefinedCell } from '../palette'
import { type ColourScale, cellCoder } from './colour-scale'
import type { Grid } from './grid'
import { extremes, type Slots } from './slots'

/**
 * Codes of the cells in sight: [row][column][largest, smallest].
 * @param out used again when it is large enough
 */
export function cellCodes(
  slots: Slots,
  grid: Grid,
  scale: ColourScale,
  out?: Int16Array<ArrayBuffer>,
): Int16Array<ArrayBuffer> {
  const { rows, count } = slots
  const { columns, first, group } = grid
  const size = rows.length * columns * 2
  const codes = out && out.length >= size ? out : new Int16Array(size)
  const code = cellCoder(scale)
  let at = 0
  for (const { min, max, nan, inf } of rows) {
    for (let column = first; column < first + columns; column++) {
      const start = column * group
      const { lower, upper } = extremes(min, max, start, count, group)
      let largest = code(upper)
      const smallest = lower === upper ? largest : code(lower)
      if (nan && inf) {
        if (most(nan, start, count, group) > 0) largest = nanCell
        else if (most(inf, start, count, group) > 0) largest = infCell
        else if (largest === nanCell) largest = undefinedCell
      }
      codes[at++] = largest
      codes[at++] = smallest === nanCell ? largest : smallest
    }
  }
  return codes
}

function most(values: Float64Array, start: number, count: number, group: number): number {
  const end = Math.min(count, start + group)
  let largest = 0
  for (let i = start; i < end; i++) if (values[i]! > largest) largest = values[i]!
  return largest
}
