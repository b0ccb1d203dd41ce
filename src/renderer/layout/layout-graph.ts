import { Graph, layout } from '@dagrejs/dagre'
import type { Frame } from '../../engine/document/frame'
import type { DocumentEdge, DocumentNode, Position } from '../../engine/document/schema'
import { nodeRect, nodeSize, pitch, type Rect, snap } from '../canvas/geometry'
import { type Area, wrapRows } from './wrap-rows'

/** What is to be arranged: nodes, the edges between them, and the frames they stand in. */
export interface LayoutRequest {
  readonly nodes: readonly Pick<DocumentNode, 'id' | 'position'>[]
  readonly edges: readonly Pick<DocumentEdge, 'from' | 'to'>[]
  readonly frames: readonly Pick<Frame, 'id' | 'position' | 'width' | 'height'>[]
  /** What the canvas shows at once, in pixels. */
  readonly area: Area
}

export interface LayoutResult {
  readonly positions: Readonly<Record<string, Position>>
  /** Where the frames that hold some of the nodes go, so that they hold the same ones. */
  readonly frames: Readonly<Record<string, Rect>>
}

/** Room between a frame and what stands in it; above, there is its title. */
const framePadding = { side: 24, top: 40 } as const
/** Beyond this many nodes the best ranks would take seconds. */
const simplexLimit = 400

/**
 * Arranges nodes in columns from left to right, every edge leading to the right, with few
 * crossings; nodes of one frame stay together. A graph too long to be read at once is broken into
 * rows. Nodes without edges stand in rows below. The upper left corner stays where it is.
 */
export function layoutGraph(request: LayoutRequest): LayoutResult {
  const { area } = request
  const parents = framesOfNodes(request)
  const { joined, loose } = byEdges(request, parents)
  const framed = [...new Set(parents.values())].map(frame => inFrame(parents, frame))
  const network = wrapRows(columnsOf({ ...request, nodes: joined }, parents), area, framed)
  const rest = wrapRows(inOneRow(loose), area, [])
  return place(request, parents, below(network, rest))
}

type Nodes = LayoutRequest['nodes']

/** Nodes that something holds in their place, an edge or a frame, and those that nothing does. */
function byEdges(
  { nodes, edges }: LayoutRequest,
  parents: ReadonlyMap<string, string>,
): { readonly joined: Nodes; readonly loose: Nodes } {
  const ids = new Set(nodes.map(({ id }) => id))
  const held = new Set(parents.keys())
  for (const { from, to } of edges) {
    if (!ids.has(from.node) || !ids.has(to.node)) continue
    held.add(from.node).add(to.node)
  }
  const isHeld = ({ id }: Nodes[number]) => held.has(id)
  return { joined: nodes.filter(isHeld), loose: nodes.filter(node => !isHeld(node)) }
}

/** Side by side in the order in which they are read where they stand. */
function inOneRow(nodes: Nodes): Map<string, Position> {
  const line = ({ position }: Nodes[number]) => Math.round(position.y / pitch.y)
  const read = nodes.toSorted((a, b) => line(a) - line(b) || a.position.x - b.position.x)
  return new Map(read.map(({ id }, index) => [id, { x: index * pitch.x, y: 0 }]))
}

function below(
  upper: ReadonlyMap<string, Position>,
  lower: ReadonlyMap<string, Position>,
): ReadonlyMap<string, Position> {
  if (upper.size === 0 || lower.size === 0) return new Map([...upper, ...lower])
  const [above, under] = [corner([...upper.values()]), corner([...lower.values()])]
  const bottom = Math.max(...[...upper.values()].map(({ y }) => y))
  const moved = [...lower].map(([id, { x, y }]): [string, Position] => [
    id,
    { x: x - under.x + above.x, y: y - under.y + bottom + pitch.y },
  ])
  return new Map([...upper, ...moved])
}

/** Columns from left to right, all in one row. */
function columnsOf(
  { nodes, edges }: LayoutRequest,
  parents: ReadonlyMap<string, string>,
): Map<string, Position> {
  const ids = new Set(nodes.map(({ id }) => id))
  const graph = new Graph({ compound: true, multigraph: true })
  graph.setGraph({
    rankdir: 'LR',
    ranksep: pitch.x - nodeSize.width,
    nodesep: pitch.y - nodeSize.height,
    edgesep: 24,
    ranker: nodes.length > simplexLimit ? 'tight-tree' : 'network-simplex',
  })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(`node ${id}`, { ...nodeSize })
  for (const [id, frame] of parents) {
    if (!graph.hasNode(`frame ${frame}`)) graph.setNode(`frame ${frame}`, {})
    graph.setParent(`node ${id}`, `frame ${frame}`)
  }
  for (const { from, to } of edges) {
    if (!ids.has(from.node) || !ids.has(to.node)) continue
    graph.setEdge(`node ${from.node}`, `node ${to.node}`, {}, to.port)
  }
  layout(graph)
  return new Map(
    nodes.map(({ id }) => {
      const { x, y } = graph.node(`node ${id}`)
      return [id, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 }]
    }),
  )
}

function inFrame(parents: ReadonlyMap<string, string>, frame: string): string[] {
  return [...parents].filter(([, parent]) => parent === frame).map(([id]) => id)
}

/** Shifts what was arranged to where it stood, onto the grid, and draws its frames around it. */
function place(
  { nodes }: LayoutRequest,
  parents: ReadonlyMap<string, string>,
  arranged: ReadonlyMap<string, Position>,
): LayoutResult {
  const before = corner(nodes.map(({ position }) => position))
  const after = corner([...arranged.values()])
  const positions: Record<string, Position> = {}
  for (const [id, { x, y }] of arranged) {
    positions[id] = snap({ x: x - after.x + before.x, y: y - after.y + before.y })
  }
  const frames: Record<string, Rect> = {}
  for (const frame of new Set(parents.values())) {
    const inside = inFrame(parents, frame)
    frames[frame] = around(inside.map(id => nodeRect({ position: positions[id]! })))
  }
  return { positions, frames }
}

function corner(positions: readonly Position[]): Position {
  return {
    x: Math.min(...positions.map(({ x }) => x)),
    y: Math.min(...positions.map(({ y }) => y)),
  }
}

function around(rects: readonly Rect[]): Rect {
  const { side, top } = framePadding
  const { x, y } = corner(rects)
  const right = Math.max(...rects.map(rect => rect.x + rect.width))
  const bottom = Math.max(...rects.map(rect => rect.y + rect.height))
  return { x: x - side, y: y - top, width: right - x + 2 * side, height: bottom - y + side + top }
}

/** The smallest frame around the middle of each node that stands in one. */
function framesOfNodes({ nodes, frames }: LayoutRequest): Map<string, string> {
  const bySize = frames.toSorted((a, b) => a.width * a.height - b.width * b.height)
  const found = new Map<string, string>()
  for (const node of nodes) {
    const x = node.position.x + nodeSize.width / 2
    const y = node.position.y + nodeSize.height / 2
    const frame = bySize.find(
      ({ position, width, height }) =>
        x >= position.x && y >= position.y && x <= position.x + width && y <= position.y + height,
    )
    if (frame) found.set(node.id, frame.id)
  }
  return found
}
