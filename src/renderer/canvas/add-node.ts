import { applyChange, type Change, createNode } from '../../engine/document/change'
import {
  type DocumentNode,
  type GraphDocument,
  nodeName,
  type Position,
} from '../../engine/document/schema'
import { checkConnection } from '../../engine/graph/connection'
import type { AttrValues } from '../../engine/nodes/attrs'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'
import { endOfSelection } from '../editing/nodes'
import { currentDocument, selectedNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import type { Origin } from './connecting'
import { edgeToNode } from './connection'
import { nodeRect, nodeSize, overlaps, pitch, type Rect, snap } from './geometry'

/** Adds a node with its middle at a point of the canvas. One undo step; the node is selected. */
export function addNodeAt(kind: NodeKind, middle: Position, attrs: AttrValues = {}): void {
  const document = currentDocument(useDocument.getState())
  add(createNode(document, kind, around(middle), attrs), [])
}

/** The place of a node whose middle is at a point. */
export function around({ x, y }: Position): Position {
  return snap({ x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 })
}

/** Adds a node where an edge was dropped, at its end, with the edge. One undo step. */
export function addNodeAtEdge(
  kind: NodeKind,
  origin: Origin,
  end: Position,
  attrs: AttrValues = {},
): void {
  const document = currentDocument(useDocument.getState())
  const left = origin.type === 'source' ? end.x : end.x - nodeSize.width
  const position = snap({ x: left, y: end.y - nodeSize.height / 2 })
  const node = createNode(document, kind, position, attrs)
  const after = applyChange(document, { kind: 'addNode', node })
  const edge = edgeToNode(after, origin, node.id)
  add(node, checkConnection(after, edge).ok ? [{ kind: 'connect', edge }] : [])
}

/**
 * Adds a node right of the selected one, or of the one where a selection ends, and connects the two
 * where that is valid, so that a network can be built by repeating Enter. Without a selection it goes
 * right of everything.
 */
export function addNodeAfterSelection(kind: NodeKind, view: Rect, attrs: AttrValues = {}): void {
  const state = useDocument.getState()
  const document = currentDocument(state)
  const anchor = selectedNode(state) ?? endOfSelection()
  const before = anchor ?? rightmost(document)
  const start = before ? following(document, before, view) : beginning(view)
  const node = createNode(document, kind, freePosition(document, snap(start)), attrs)
  add(node, anchor ? connections(document, anchor, node) : [])
  useView.getState().reveal(node.id)
}

function add(node: DocumentNode, more: readonly Change[]): void {
  const { edit, select } = useDocument.getState()
  const label = { key: 'history.addNode', values: { name: nodeName(node) } } as const
  edit(label, [{ kind: 'addNode', node }, ...more])
  select({ nodes: [node.id], edges: [] })
}

function connections(document: GraphDocument, from: DocumentNode, to: DocumentNode): Change[] {
  const [port] = nodeKind(to.kind).inputs
  if (!port) return []
  const edge = { from: { node: from.id, port: 'y' }, to: { node: to.id, port: port.name } }
  const after = applyChange(document, { kind: 'addNode', node: to })
  return checkConnection(after, edge).ok ? [{ kind: 'connect', edge }] : []
}

function rightmost({ nodes }: GraphDocument): DocumentNode | undefined {
  return nodes.reduce<DocumentNode | undefined>(
    (found, node) => (found && found.position.x >= node.position.x ? found : node),
    undefined,
  )
}

/** Right of a node; where that would be out of sight, at the start of a new row below. */
function following({ nodes }: GraphDocument, { position }: DocumentNode, view: Rect): Position {
  const right = { x: position.x + pitch.x, y: position.y }
  const fits = right.x + nodeSize.width <= view.x + view.width
  const inSight = position.x >= view.x && position.x + nodeSize.width <= view.x + view.width
  if (fits || !inSight) return right
  const row = { x: view.x, y: position.y, width: view.width, height: nodeSize.height }
  const left = Math.min(
    ...nodes
      .map(nodeRect)
      .filter(r => overlaps(r, row))
      .map(r => r.x),
  )
  return { x: Math.max(left, view.x), y: position.y + pitch.y }
}

/** Where a network begins: there is room to its right and below. */
export function beginning({ x, y, width, height }: Rect): Position {
  return { x: x + width / 5 - nodeSize.width / 2, y: y + height / 3 - nodeSize.height / 2 }
}

/** Downwards from `start` to where no node stands. */
export function freePosition({ nodes }: GraphDocument, start: Position): Position {
  const rects = nodes.map(nodeRect)
  let { y } = start
  while (rects.some(rect => overlaps(rect, { ...start, y, ...nodeSize }, 8))) y += pitch.y
  return snap({ x: start.x, y })
}
