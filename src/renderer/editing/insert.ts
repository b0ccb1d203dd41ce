import type { Change } from '../../engine/document/change'
import { createNode } from '../../engine/document/change'
import {
  type DocumentEdge,
  type DocumentNode,
  nodeName,
  type Position,
} from '../../engine/document/schema'
import { insertOnEdge } from '../../engine/graph/edits'
import type { AttrValues } from '../../engine/nodes/attrs'
import type { NodeKind } from '../../engine/nodes/index'
import { nodeSize, snap } from '../canvas/geometry'
import { engineText } from '../i18n/engine-text'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { roomOnEdge } from './room'

/**
 * Puts a node of a kind on an edge, halfway unless told where; what stands there makes room. It is
 * selected. False where it cannot.
 */
export function insertNodeOnEdge(
  edge: DocumentEdge,
  kind: NodeKind,
  attrs: AttrValues = {},
  middle?: Position,
): boolean {
  const document = currentDocument(useDocument.getState())
  const from = findNode(useDocument.getState(), edge.from.node)
  const to = findNode(useDocument.getState(), edge.to.node)
  if (!from || !to) return false
  const centre = middle ?? {
    x: (from.position.x + to.position.x + nodeSize.width) / 2,
    y: (from.position.y + to.position.y + nodeSize.height) / 2,
  }
  const position = snap({ x: centre.x - nodeSize.width / 2, y: centre.y - nodeSize.height / 2 })
  const node = createNode(document, kind, position, attrs)
  const room = roomOnEdge(document, edge, node)
  const done = put(edge, { ...node, position: room.position }, room.changes)
  if (done) useDocument.getState().select({ nodes: [node.id], edges: [] })
  return done
}

/** Puts a node that is there, and has no input yet, on an edge. False where it cannot. */
export function moveNodeOntoEdge(id: string, edge: DocumentEdge): boolean {
  const node = findNode(useDocument.getState(), id)
  return node !== undefined && put(edge, node)
}

function put(edge: DocumentEdge, node: DocumentNode, more: readonly Change[] = []): boolean {
  const result = insertOnEdge(currentDocument(useDocument.getState()), edge, node)
  if (!result.ok) {
    useView
      .getState()
      .notify({ key: 'canvas.refused', values: { reason: engineText(result.reason) } })
    return false
  }
  const label = { key: 'history.insertOnEdge', values: { name: nodeName(node) } } as const
  useDocument.getState().edit(label, [...more, ...result.changes])
  return true
}
