import type { Size } from '../size'
import type { Cell } from './view'

const narrowest = 84
const shortest = 58
const gap = 18

/** Room above a histogram for its name, below for its axis. */
export const caption = 16
export const axis = 17

/** Places so many histograms side by side from the input on, in rows where they would be too narrow. */
export function layOutCells(count: number, size: Size, top: number, left: number): Cell[] {
  if (count === 0) return []
  const width = size.width - left - 8
  const height = size.height - top - 4
  const rows = rowsFor(count, width, height)
  const columns = Math.ceil(count / rows)
  const cellWidth = (width - (columns - 1) * gap) / columns
  const cellHeight = height / rows - caption - axis
  return Array.from({ length: count }, (_, i) => ({
    left: left + (i % columns) * (cellWidth + gap),
    top: top + Math.floor(i / columns) * (height / rows) + caption,
    width: Math.max(0, cellWidth),
    height: Math.max(0, cellHeight),
  }))
}

function rowsFor(count: number, width: number, height: number): number {
  const most = Math.max(1, Math.floor(height / (shortest + caption + axis)))
  for (let rows = 1; rows < most; rows++) {
    const columns = Math.ceil(count / rows)
    if ((width - (columns - 1) * gap) / columns >= narrowest) return rows
  }
  return Math.min(most, count)
}
