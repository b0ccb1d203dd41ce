import type { Position } from '../../engine/document/schema'
import { edgeRoute } from './edge-path'
import { nodeSize, overlaps, type Rect } from './geometry'

export interface LabelRequest {
  readonly key: string
  readonly text: string
  readonly from: Position
  readonly to: Position
}

const characterWidth = 6.1
const padding = 12
export const labelHeight = 18

export function labelWidth(text: string): number {
  return text.length * characterWidth + padding
}

/**
 * Places a label at each edge so that none covers a node or another label. The centre of each
 * label; edges without room have none.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  nodes: readonly Rect[],
): ReadonlyMap<string, Position> {
  const taken = new RectIndex(nodes)
  const placed = new Map<string, Position>()
  for (const request of requests) {
    const width = labelWidth(request.text)
    const centre = candidates(request).find(at => !taken.hits(around(at, width)))
    if (!centre) continue
    placed.set(request.key, centre)
    taken.add(around(centre, width))
  }
  return placed
}

function candidates({ from, to }: LabelRequest): Position[] {
  const { labelPoints } = edgeRoute(from, to)
  const middle = labelPoints[0] ?? from
  // Short edges leave no room between their nodes: above or below them there may be some.
  const clear = nodeSize.height / 2 + labelHeight / 2 + 4
  return [
    ...labelPoints,
    { x: middle.x, y: Math.min(from.y, to.y) - clear },
    { x: middle.x, y: Math.max(from.y, to.y) + clear },
  ]
}

function around({ x, y }: Position, width: number): Rect {
  return { x: x - width / 2, y: y - labelHeight / 2, width, height: labelHeight }
}

const cell = 256

/** Rectangles by grid cell, so that a thousand edges do not look at a thousand nodes each. */
class RectIndex {
  private readonly cells = new Map<string, Rect[]>()

  constructor(rects: readonly Rect[]) {
    for (const rect of rects) this.add(rect)
  }

  add(rect: Rect): void {
    for (const key of cellsOf(rect)) {
      const list = this.cells.get(key)
      if (list) list.push(rect)
      else this.cells.set(key, [rect])
    }
  }

  hits(rect: Rect): boolean {
    return cellsOf(rect).some(key =>
      (this.cells.get(key) ?? []).some(other => overlaps(rect, other, 1)),
    )
  }
}

function cellsOf({ x, y, width, height }: Rect): string[] {
  const keys: string[] = []
  for (let column = Math.floor(x / cell); column <= Math.floor((x + width) / cell); column++) {
    for (let row = Math.floor(y / cell); row <= Math.floor((y + height) / cell); row++) {
      keys.push(`${column}:${row}`)
    }
  }
  return keys
}
