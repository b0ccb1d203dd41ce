import type { Position } from '../../engine/document/schema'
import type { Rect } from '../canvas/geometry'

export interface Box extends Rect {
  readonly id: string
}

export const sides = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Side = (typeof sides)[number]
export type Axis = 'horizontal' | 'vertical'

export type Placement = Readonly<Record<string, Position>>

/** The smallest rectangle around all of them; of nothing, an empty one. */
export function boundsOf(rects: readonly Rect[]): Rect {
  if (rects.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const left = Math.min(...rects.map(({ x }) => x))
  const top = Math.min(...rects.map(({ y }) => y))
  const right = Math.max(...rects.map(({ x, width }) => x + width))
  const bottom = Math.max(...rects.map(({ y, height }) => y + height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Puts one side, or the middles, of all boxes on a line with that of their bounds. */
export function align(boxes: readonly Box[], side: Side): Placement {
  const bounds = boundsOf(boxes)
  const right = bounds.x + bounds.width
  const bottom = bounds.y + bounds.height
  const place = ({ x, y, width, height }: Box): Position => {
    switch (side) {
      case 'left':
        return { x: bounds.x, y }
      case 'centre':
        return { x: round(bounds.x + (bounds.width - width) / 2), y }
      case 'right':
        return { x: right - width, y }
      case 'top':
        return { x, y: bounds.y }
      case 'middle':
        return { x, y: round(bounds.y + (bounds.height - height) / 2) }
      case 'bottom':
        return { x, y: bottom - height }
    }
  }
  return Object.fromEntries(boxes.map(box => [box.id, place(box)]))
}

/** Equal gaps between boxes in the order in which they stand; the outermost two stay. */
export function distribute(boxes: readonly Box[], axis: Axis): Placement {
  const horizontal = axis === 'horizontal'
  const start = (box: Box) => (horizontal ? box.x : box.y)
  const length = (box: Box) => (horizontal ? box.width : box.height)
  const sorted = boxes.toSorted(
    (a, b) => start(a) + length(a) / 2 - (start(b) + length(b) / 2) || (a.id < b.id ? -1 : 1),
  )
  const [first] = sorted
  const last = sorted.at(-1)
  if (!first || !last) return {}
  const span = start(last) + length(last) - start(first)
  const filled = sorted.reduce((sum, box) => sum + length(box), 0)
  const gap = (span - filled) / Math.max(1, sorted.length - 1)
  let at = start(first)
  return Object.fromEntries(
    sorted.map(box => {
      const rounded = round(at)
      at += length(box) + gap
      return [box.id, horizontal ? { x: rounded, y: box.y } : { x: box.x, y: rounded }]
    }),
  )
}

/** Never −0, which no file can tell from 0. */
function round(value: number): number {
  return Math.round(value) + 0
}
