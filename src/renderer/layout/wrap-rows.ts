import type { Position } from '../../engine/document/schema'
import { nodeSize, pitch } from '../canvas/geometry'

/** The room the graph is looked at in, in pixels. */
export interface Area {
  readonly width: number
  readonly height: number
}

/** From this zoom on, names can be read: one row is best. */
const readableZoom = 0.6
/** Room between the rows, in which edges return to the left. */
const rowGap = pitch.y - nodeSize.height
/** So much larger has a further row to show everything. */
const worthARow = 1.1

type Places = ReadonlyMap<string, Position>

/**
 * Breaks a graph that is arranged in one row of columns into several rows, read like text, where it
 * would be too small to read when all of it is shown. Columns that `together` joins stay in one row.
 */
export function wrapRows(
  places: Places,
  area: Area,
  together: readonly (readonly string[])[],
): Places {
  const columns = columnsOf(places)
  if (columns.length < 2 || zoomToShow(places, area) >= readableZoom) return places
  const joined = joinedColumns(columns, together)
  let best = places
  let length = columns.length
  for (let rows = 2; rows <= columns.length; rows++) {
    // Many numbers of rows come to the same length.
    if (Math.ceil(columns.length / rows) === length) continue
    length = Math.ceil(columns.length / rows)
    const wrapped = stack(places, breakInto(columns, length, joined))
    if (zoomToShow(wrapped, area) > zoomToShow(best, area) * worthARow) best = wrapped
  }
  return best
}

/** How large everything can be shown at once; 1 is its own size. */
function zoomToShow(places: Places, area: Area): number {
  const { left, top, right, bottom } = bounds(places.values())
  return Math.min(1, area.width / (right - left), area.height / (bottom - top))
}

function bounds(places: Iterable<Position>) {
  const all = [...places]
  const xs = all.map(({ x }) => x)
  const ys = all.map(({ y }) => y)
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs) + nodeSize.width,
    bottom: Math.max(...ys) + nodeSize.height,
  }
}

/** Ids of the nodes that stand above each other, from left to right. */
function columnsOf(places: Places): string[][] {
  const columns = new Map<number, string[]>()
  for (const [id, { x }] of places) {
    const key = Math.round(x)
    const column = columns.get(key)
    if (column) column.push(id)
    else columns.set(key, [id])
  }
  return [...columns].sort(([a], [b]) => a - b).map(([, ids]) => ids)
}

/** Indices of columns that may not begin a row: something reaches into them from the left. */
function joinedColumns(
  columns: readonly (readonly string[])[],
  together: readonly (readonly string[])[],
): ReadonlySet<number> {
  const columnOf = new Map(columns.flatMap((ids, index) => ids.map(id => [id, index] as const)))
  const joined = new Set<number>()
  for (const ids of together) {
    const indices = ids.flatMap(id => columnOf.get(id) ?? [])
    for (let at = Math.min(...indices) + 1; at <= Math.max(...indices); at++) joined.add(at)
  }
  return joined
}

/** Rows of about the same number of columns. */
function breakInto(
  columns: readonly (readonly string[])[],
  length: number,
  joined: ReadonlySet<number>,
): string[][] {
  const result: string[][] = []
  let begin = 0
  while (begin < columns.length) {
    let end = Math.min(begin + length, columns.length)
    while (joined.has(end)) end++
    result.push(columns.slice(begin, end).flat())
    begin = end
  }
  return result
}

/** Puts the rows below each other, all beginning at the left. */
function stack(places: Places, rows: readonly (readonly string[])[]): Places {
  const stacked = new Map<string, Position>()
  let y = 0
  for (const ids of rows) {
    const { left, top, bottom } = bounds(ids.map(id => places.get(id)!))
    for (const id of ids) {
      const place = places.get(id)!
      stacked.set(id, { x: place.x - left, y: place.y - top + y })
    }
    y += bottom - top + rowGap
  }
  return stacked
}
