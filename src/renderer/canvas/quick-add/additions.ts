import type { DocumentEdge, Position } from '../../../engine/document/schema'
import { type NodeKind, nodeKind, nodeKinds } from '../../../engine/nodes/index'
import { insertNodeOnEdge, replaceNodeKind } from '../../editing/nodes'
import { type KindEntry, kindEntries } from '../../palette/find-kinds'
import { currentDocument, nothingSelected, useDocument } from '../../stores/document'
import { addNodeAfterSelection, addNodeAt, addNodeAtEdge, beginning } from '../add-node'
import type { Origin } from '../connecting'
import { fitsOnEdge } from '../drop-edge'
import { hasOutgoing } from '../loose-outputs'
import { openStackForm } from '../stack/stack-form'
import { viewArea } from '../view-area'

/** What a search for a kind is for, with places in the graph's coordinates. */
export type Purpose =
  /** A node by itself. */
  | { readonly kind: 'place'; readonly at: Position }
  /** The node for the loose end of an edge. */
  | { readonly kind: 'connect'; readonly origin: Origin; readonly at: Position }
  /** The node that follows the selected one. */
  | { readonly kind: 'follow' }
  /** A node between the ends of an edge. */
  | { readonly kind: 'insert'; readonly edge: DocumentEdge }
  /** Another kind in a node's place. */
  | { readonly kind: 'replace'; readonly node: string }

/** What can be added for a purpose. */
export function entriesFor(purpose: Purpose): readonly KindEntry[] {
  return kindEntries(Object.keys(nodeKinds) as NodeKind[]).filter(({ kind }) =>
    serves(purpose, kind),
  )
}

function serves(purpose: Purpose, kind: NodeKind): boolean {
  const { inputs, hasOutput } = nodeKind(kind)
  switch (purpose.kind) {
    case 'place':
    case 'follow':
      return true
    case 'connect':
      return purpose.origin.type === 'source' ? inputs.length > 0 : hasOutput
    case 'insert':
      return fitsOnEdge(kind)
    case 'replace':
      return replaces(purpose.node, kind)
  }
}

/** A kind that keeps the node's edges: it has the sides on which there are some. */
function replaces(id: string, kind: NodeKind): boolean {
  const { nodes, edges } = currentDocument(useDocument.getState())
  const node = nodes.find(other => other.id === id)
  const { inputs, hasOutput } = nodeKind(kind)
  const isFed = edges.filter(({ to }) => to.node === id).length
  const [port] = inputs
  const takesInputs = isFed === 0 || (port !== undefined && (port.many || isFed === 1))
  const isSameKind = node?.kind === kind && kindEntries([kind]).length === 1
  return !isSameKind && takesInputs && (hasOutput || !hasOutgoing(edges, id))
}

/** Does what the search was for, with what was found: one undo step. */
export function carryOut(purpose: Purpose, { key, kind, attrs }: KindEntry): void {
  if (key === stackKey) return carryOutStack(purpose)
  switch (purpose.kind) {
    case 'place':
      return addNodeAt(kind, purpose.at, attrs)
    case 'connect':
      return addNodeAtEdge(kind, purpose.origin, purpose.at, attrs)
    case 'follow':
      return addNodeAfterSelection(kind, viewArea(), attrs)
    case 'insert':
      insertNodeOnEdge(purpose.edge, kind, attrs)
      return
    case 'replace':
      return replaceNodeKind(purpose.node, kind, attrs)
  }
}

function carryOutStack(purpose: Purpose): void {
  const { select } = useDocument.getState()
  if (purpose.kind === 'place') select(nothingSelected)
  if (purpose.kind === 'connect') select({ nodes: [purpose.origin.nodeId], edges: [] })
  openStackForm('at' in purpose ? purpose.at : beginning(viewArea()))
}
