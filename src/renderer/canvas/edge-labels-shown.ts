import { edgeKey } from '../../engine/document/parse'
import type { DocumentEdge, DocumentNode, Position } from '../../engine/document/schema'
import type { Shape } from '../../engine/nodes/define-node'
import { formatShape } from '../format'
import type { LabelRequest } from './edge-labels'
import { edgeRoute } from './edge-path'
import { type Positions, portOffset } from './flow-elements'
import { nodeSize, type Rect } from './geometry'
import { isInSight } from './sight'

/** What is to be said at an edge between two nodes. */
export interface EdgeLabelRequest extends LabelRequest {
  readonly source: DocumentNode
  readonly target: DocumentNode
  readonly port: string
}

/** The labels of all edges whose shape is known, in the order of the edges. */
export function labelRequests(
  edges: readonly DocumentEdge[],
  nodes: readonly DocumentNode[],
  shapes: ReadonlyMap<string, Shape>,
  batch: number,
): EdgeLabelRequest[] {
  const byId = new Map(nodes.map(node => [node.id, node]))
  return edges.flatMap(edge => {
    const source = byId.get(edge.from.node)
    const target = byId.get(edge.to.node)
    const shape = shapes.get(edge.from.node)
    if (!source || !target || !shape) return []
    const { port } = edge.to
    const ends = endsOf(source.position, target, target.position, port)
    return [{ key: edgeKey(edge), text: formatShape(batch, shape), ...ends, source, target, port }]
  })
}

function endsOf(
  source: Position,
  target: DocumentNode,
  at: Position,
  port: string,
): Pick<LabelRequest, 'from' | 'to'> {
  return {
    from: { x: source.x + nodeSize.width, y: source.y + nodeSize.height / 2 },
    to: { x: at.x, y: at.y + portOffset(target, port) },
  }
}

/** A label as it is drawn. */
export interface ShownLabel {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly selected: boolean
}

interface Shown {
  readonly requests: readonly EdgeLabelRequest[]
  /** Where there is room for them, by key. */
  readonly places: ReadonlyMap<string, Position>
  readonly selected: ReadonlySet<string>
  readonly dragged: Positions
  readonly area: Rect | null
}

/**
 * The labels in sight. Those of edges whose nodes are being dragged move along, in the middle; the
 * drop finds places for all of them again.
 */
export function shownLabels({ requests, places, selected, dragged, area }: Shown): ShownLabel[] {
  return requests.flatMap(request => {
    const { key, text, source, target, port } = request
    const place = places.get(key)
    const isSelected = selected.has(key)
    // Without a free place the label shows only while the edge is selected, above the nodes.
    if (!place && !isSelected) return []
    const from = dragged[source.id]
    const to = dragged[target.id]
    const ends =
      from || to ? endsOf(from ?? source.position, target, to ?? target.position, port) : request
    const at = from || to || !place ? middleOf(ends) : place
    if (!at || !isInSight(area, { ...at, width: 0, height: 0 })) return []
    return [{ key, text, x: at.x, y: at.y, selected: isSelected }]
  })
}

function middleOf({ from, to }: Pick<LabelRequest, 'from' | 'to'>): Position | undefined {
  return edgeRoute(from, to).labelPoints[0]
}
