import { clampPosition } from '../../engine/document/position'
import type { DocumentNode, Position } from '../../engine/document/schema'

export { clampPosition }

/** Every node has one size, so that edges and labels can be placed without measuring. */
export const nodeSize = { width: 148, height: 56 } as const
/** Positions snap to this. */
export const grid = 8
/** From one node's left side to the next one's: leaves room for a shape label between. */
export const pitch = { x: 216, y: 104 } as const

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function nodeRect({ position }: Pick<DocumentNode, 'position'>): Rect {
  return { ...position, ...nodeSize }
}

export function overlaps(a: Rect, b: Rect, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  )
}

/** Whether a rectangle lies wholly within another. */
export function encloses(outer: Rect, inner: Rect): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

export function snap({ x, y }: Position): Position {
  return clampPosition({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid })
}
