import { applyChange, type Change, createNode } from '../../engine/document/change'
import {
  type DocumentNode,
  type GraphDocument,
  nodeName,
  type Position,
} from '../../engine/document/schema'
import { checkConnection } from '../../engine/graph/connection'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'
import { currentDocument, selectedNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { nodeRect, nodeSize, overlaps, pitch, snap } from './geometry'

/** Adds a node with its middle at a point of the canvas. One undo step; the node is selected. */
export function addNodeAt(kind: NodeKind, middle: Position): void {
  const document = currentDocument(useDocument.getState())
  const position = snap({
    x: middle.x - nodeSize.width / 2,
    y: middle.y - nodeSize.height / 2,
  })
  add(createNode(document, kind, position), [])
}

/**
 * Adds a node right of the selected one and connects the two where that is valid, so that a
 * network can be built by repeating Enter. Without a selection it goes to a free place.
 */
export function addNodeAfterSelection(kind: NodeKind, viewCentre: Position): void {
  const state = useDocument.getState()
  const document = currentDocument(state)
  const anchor = selectedNode(state)
  const start = anchor ? right(anchor.position) : (beyond(document) ?? corner(viewCentre))
  const node = createNode(document, kind, freePosition(document, snap(start)))
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

function right({ x, y }: Position): Position {
  return { x: x + pitch.x, y }
}

/** Right of everything there is. */
function beyond({ nodes }: GraphDocument): Position | undefined {
  const last = nodes.reduce<DocumentNode | undefined>(
    (found, node) => (found && found.position.x >= node.position.x ? found : node),
    undefined,
  )
  return last && right(last.position)
}

function corner(middle: Position): Position {
  return { x: middle.x - nodeSize.width / 2, y: middle.y - nodeSize.height / 2 }
}

/** Downwards from `start` to where no node stands. */
export function freePosition({ nodes }: GraphDocument, start: Position): Position {
  const rects = nodes.map(nodeRect)
  let { y } = start
  while (rects.some(rect => overlaps(rect, { ...start, y, ...nodeSize }, 8))) y += pitch.y
  return snap({ x: start.x, y })
}
