import type { Change } from '../../engine/document/change'
import { framesOf } from '../../engine/document/frame'
import type {
  DocumentEdge,
  DocumentNode,
  GraphDocument,
  Position,
} from '../../engine/document/schema'
import { clampPosition, grid, nodeRect, nodeSize, overlaps, pitch } from '../canvas/geometry'
import { membersOf } from './frames'

/** Where a node goes, and what moves on for it. */
export interface Room {
  readonly position: Position
  readonly changes: readonly Change[]
}

/**
 * Room for a node that goes into an edge. Where nothing stands it stays as it was put; else it goes
 * right of the edge's source, and what is in that row moves on as far as it has to. Frames go along
 * with all that they hold, or grow with a part of it.
 */
export function roomOnEdge(document: GraphDocument, edge: DocumentEdge, node: DocumentNode): Room {
  const others = document.nodes.filter(({ id }) => id !== node.id)
  const source = others.find(({ id }) => id === edge.from.node)
  const target = others.find(({ id }) => id === edge.to.node)
  const rect = nodeRect(node)
  const isFree = !others.some(other => overlaps(nodeRect(other), rect, grid))
  if (isFree || !source || !target) return { position: node.position, changes: [] }

  const left = source.position.x
  const isAhead = target.position.x >= left + nodeSize.width
  const { y } = isAhead ? target.position : source.position
  const position = clampPosition({ x: left + pitch.x, y })
  const row = others.filter(
    other =>
      other.id !== source.id &&
      other.position.x > left &&
      Math.abs(other.position.y - y) < nodeSize.height + grid,
  )
  const shifts = shiftsFrom(row, position.x + pitch.x)
  return { position, changes: [...shiftNodes(row, shifts), ...shiftFrames(document, shifts)] }
}

/** How far nodes of a row move to the right so that the first begins at `start`; gaps take it up. */
function shiftsFrom(row: readonly DocumentNode[], start: number): ReadonlyMap<string, number> {
  const sorted = row.toSorted((a, b) => a.position.x - b.position.x)
  const shifts = new Map<string, number>()
  let least = start
  for (const [index, { id, position }] of sorted.entries()) {
    const shift = Math.ceil((least - position.x) / grid) * grid
    if (shift <= 0) break
    shifts.set(id, shift)
    const next = sorted[index + 1]
    if (next) least = position.x + shift + Math.min(pitch.x, next.position.x - position.x)
  }
  return shifts
}

function shiftNodes(row: readonly DocumentNode[], shifts: ReadonlyMap<string, number>): Change[] {
  const moved = row.filter(({ id }) => shifts.has(id))
  if (moved.length === 0) return []
  const positions = moved.map(({ id, position }) => [id, right(position, shifts.get(id)!)] as const)
  return [{ kind: 'moveNodes', positions: Object.fromEntries(positions) }]
}

function shiftFrames(document: GraphDocument, shifts: ReadonlyMap<string, number>): Change[] {
  return framesOf(document).flatMap(({ id, position, width }): Change[] => {
    const members = membersOf(document, id).nodes.map(member => shifts.get(member) ?? 0)
    const most = Math.max(0, ...members)
    if (most === 0) return []
    const least = Math.min(...members)
    const fields = { position: right(position, least), width: width + most - least }
    return [{ kind: 'setFrame', id, fields }]
  })
}

function right({ x, y }: Position, by: number): Position {
  return clampPosition({ x: x + by, y })
}
