import type { Plot } from '../plane/plot'
import type { Size } from '../size'

const gap = 5
/** Smaller maps show nothing: rather fewer of them. */
const smallest = 18
const largest = 96

/** Places as many squares as fit, in rows, as large as they can be. */
export function placeTiles(count: number, { width, height }: Size, top: number): Plot[] {
  let best = { side: 0, columns: 1 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const across = (width + gap) / columns - gap
    const down = (height + gap) / rows - gap
    const side = Math.floor(Math.min(across, down, largest))
    if (side > best.side) best = { side, columns }
  }
  if (best.side < smallest) {
    const columns = Math.max(1, Math.floor((width + gap) / (smallest + gap)))
    const rows = Math.max(0, Math.floor((height + gap) / (smallest + gap)))
    return squares(Math.min(count, columns * rows), columns, smallest, top)
  }
  return squares(count, best.columns, best.side, top)
}

function squares(count: number, columns: number, side: number, top: number): Plot[] {
  return Array.from({ length: count }, (_, i) => ({
    left: (i % columns) * (side + gap),
    top: top + Math.floor(i / columns) * (side + gap),
    width: side,
    height: side,
  }))
}
