import type { Position } from '../../engine/document/schema'
import { grid, overlaps, type Rect } from '../canvas/geometry'

/** From one paste to the next in the same place. */
const step = 4 * grid

/** A paste: what, where its middle went, and where the pointer was. */
export interface Paste {
  readonly text: string
  readonly middle: Position
  readonly pointer: Position | null
}

export interface PasteSituation {
  readonly text: string
  /** The rectangle of what is pasted, where it was copied. */
  readonly bounds: Rect
  /** A place that the user chose, such as that of a context menu. */
  readonly at: Position | null
  readonly pointer: Position | null
  readonly last: Paste | null
  readonly view: Rect
}

/**
 * Where the middle of a paste goes: to the chosen place or the pointer; beside the last paste where
 * the pointer has not moved since; else beside what was copied, as long as that is in sight.
 */
export function placePaste({ text, bounds, at, pointer, last, view }: PasteSituation): Position {
  if (at) return at
  const again = last?.text === text
  if (pointer && !(again && samePlace(pointer, last.pointer))) return pointer
  if (again) return { x: last.middle.x + step, y: last.middle.y + step }
  const beside = { ...bounds, x: bounds.x + step, y: bounds.y + step }
  return middleOf(overlaps(beside, view) ? beside : view)
}

export function middleOf({ x, y, width, height }: Rect): Position {
  return { x: x + width / 2, y: y + height / 2 }
}

/** How far a rectangle must move for its middle to be there, in steps of the grid. */
export function offsetTo(bounds: Rect, middle: Position): Position {
  const from = middleOf(bounds)
  const onGrid = (value: number) => Math.round(value / grid) * grid
  return { x: onGrid(middle.x - from.x), y: onGrid(middle.y - from.y) }
}

function samePlace(a: Position, b: Position | null): boolean {
  return b !== null && a.x === b.x && a.y === b.y
}
