import type { Region } from './cells'

const fewestCells = 4

/** Zooms so that the cell at (`u`, `v`) of the region, each from 0 to 1, stays where it is. */
export function zoomed(
  region: Region,
  whole: Region,
  factor: number,
  u: number,
  v: number,
): Region {
  const [left, right] = span(region.left, region.right, whole.right, factor, u)
  const [top, bottom] = span(region.top, region.bottom, whole.bottom, factor, v)
  return { top, bottom, left, right }
}

function span(from: number, to: number, end: number, factor: number, at: number) {
  const length = to - from
  // At least by one cell, or small steps of the wheel would come to nothing.
  const wanted = factor < 1 ? Math.floor(length * factor) : Math.ceil(length * factor)
  const cells = Math.max(Math.min(fewestCells, end), Math.min(end, wanted))
  return moved(Math.round(from + (length - cells) * at), cells, end)
}

/** Moves a region by cells, within the whole. */
export function panned(region: Region, whole: Region, rows: number, columns: number): Region {
  const [left, right] = moved(region.left + columns, region.right - region.left, whole.right)
  const [top, bottom] = moved(region.top + rows, region.bottom - region.top, whole.bottom)
  return { top, bottom, left, right }
}

function moved(from: number, cells: number, end: number): readonly [number, number] {
  const start = Math.max(0, Math.min(end - cells, from))
  return [start, start + cells]
}
