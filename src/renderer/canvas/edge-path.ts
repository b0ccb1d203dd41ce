import type { Position } from '../../engine/document/schema'
import { nodeSize } from './geometry'

export interface EdgeRoute {
  /** SVG path data. */
  readonly path: string
  /** Points of the route where a label may stand, the best first. */
  readonly labelPoints: readonly Position[]
}

/** How far a backward edge runs straight before it turns. */
const stub = 26
const cornerRadius = 14
/** Space between a node and an edge that passes below it. */
const clearance = 24

/** Forward edges are soft curves; backward ones run in a lane between the rows of nodes. */
export function edgeRoute(from: Position, to: Position): EdgeRoute {
  return to.x - from.x >= 0 ? forward(from, to) : backward(from, to)
}

/** Along the route, from its middle outwards. */
const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82]

function forward(from: Position, to: Position): EdgeRoute {
  // A steep edge needs room to turn, even where its nodes stand close.
  const reach = Math.max((to.x - from.x) / 2, Math.min(48, Math.abs(to.y - from.y) / 3))
  const control1 = { x: from.x + reach, y: from.y }
  const control2 = { x: to.x - reach, y: to.y }
  const at = (t: number): Position => {
    const s = 1 - t
    const mix = (axis: 'x' | 'y') =>
      s ** 3 * from[axis] +
      3 * s ** 2 * t * control1[axis] +
      3 * s * t ** 2 * control2[axis] +
      t ** 3 * to[axis]
    return { x: mix('x'), y: mix('y') }
  }
  return {
    path: `M${from.x},${from.y} C${control1.x},${control1.y} ${control2.x},${control2.y} ${to.x},${to.y}`,
    labelPoints: places.map(at),
  }
}

function backward(from: Position, to: Position): EdgeRoute {
  const right = from.x + stub
  const left = to.x - stub
  const lane = laneBetween(from.y, to.y)
  const corners = [
    { x: right, y: from.y },
    { x: right, y: lane },
    { x: left, y: lane },
    { x: left, y: to.y },
  ]
  return {
    path: roundedPath([from, ...corners, to]),
    labelPoints: places.map(t => ({ x: right + (left - right) * t, y: lane })),
  }
}

/** Half-way where the rows leave room between them, else below both. */
function laneBetween(a: number, b: number): number {
  const roomy = Math.abs(a - b) >= nodeSize.height + clearance
  return roomy ? (a + b) / 2 : Math.max(a, b) + nodeSize.height / 2 + clearance
}

/** A polyline with its corners rounded. */
function roundedPath(points: readonly Position[]): string {
  const parts = points.slice(1, -1).map((corner, index) => {
    const before = points[index]!
    const after = points[index + 2]!
    const radius = Math.min(cornerRadius, length(before, corner) / 2, length(corner, after) / 2)
    const start = towards(corner, before, radius)
    const end = towards(corner, after, radius)
    return `L${start.x},${start.y} Q${corner.x},${corner.y} ${end.x},${end.y}`
  })
  const [first] = points
  const last = points.at(-1)
  return `M${first!.x},${first!.y} ${parts.join(' ')} L${last!.x},${last!.y}`
}

function length(a: Position, b: Position): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

function towards(from: Position, to: Position, distance: number): Position {
  const whole = length(from, to)
  if (whole === 0) return from
  return {
    x: from.x + ((to.x - from.x) * distance) / whole,
    y: from.y + ((to.y - from.y) * distance) / whole,
  }
}
