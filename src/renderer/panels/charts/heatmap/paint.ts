import { type Palette, type SpecialCell, scaleColours, specialPixel } from '../palette'
import { type Grid, rowEdge } from './grid'
import type { Slots } from './slots'

export interface Raster {
  /** Device pixels. */
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
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
  const { columns, first, group, from, span, binned } = grid
  const stepsPerColumn = group * slots.stride
  pixels.fill(0)

  // Which code of a row each pixel column shows.
  const source = new Int32Array(width).fill(-1)
  for (let x = 0; x < width; x++) {
    const place = (from + ((x + 0.5) / width) * span) / stepsPerColumn - first
    const column = Math.floor(place)
    if (column >= 0 && column < columns)
      source[x] = column * 2 + (binned && place - column >= 0.5 ? 1 : 0)
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
      const cell = source[x]!
      if (cell < 0) continue
      const code = codes[base + cell]!
      if (code < scaleColours) pixels[line + x] = palette.scale[code]!
      else special = true
    }
    for (let y = top + 1; y < bottom; y++) pixels.copyWithin(y * width, line, line + width)
    if (!special) continue
    for (let x = 0; x < width; x++) {
      const cell = source[x]!
      const code = cell < 0 ? 0 : codes[base + cell]!
      if (code < scaleColours) continue
      for (let y = top; y < bottom; y++) {
        pixels[y * width + x] = specialPixel(palette, code as SpecialCell, x, y, unit)
      }
    }
  }
}
