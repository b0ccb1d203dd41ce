import type { DocumentEdge, Position } from '../../../engine/document/schema'
import { type NodeKind, nodeKind, nodeKinds } from '../../../engine/nodes/index'
import { insertNodeOnEdge } from '../../editing/insert'
import { replaceNodeKind } from '../../editing/nodes'
import { t } from '../../i18n/index'
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

/** A stack of layers is asked for like a kind, and then by its form. */
export const stackKey = 'stack'

function stackEntry(): KindEntry {
  return {
    key: stackKey,
    kind: 'dense',
    title: t('stack.open'),
    attrs: {},
    isChoice: false,
    synonyms: [
      'mlp',
      'multilayer perceptron',
      'block',
      'resnet',
      'deep',
      '다층',
      '은닉층',
      'stack',
    ],
  }
}

/** What can be added for a purpose. */
export function entriesFor(purpose: Purpose): readonly KindEntry[] {
  const kinds = kindEntries(Object.keys(nodeKinds) as NodeKind[])
  const fitting = kinds.filter(({ kind }) => serves(purpose, kind))
  return takesStack(purpose) ? [...fitting, stackEntry()] : fitting
}

/** A stack builds on from an output, or stands by itself. */
function takesStack(purpose: Purpose): boolean {
  if (purpose.kind === 'connect') return purpose.origin.type === 'source'
  return purpose.kind === 'place' || purpose.kind === 'follow'
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
  if (key === stackKey) {
    carryOutStack(purpose)
    return
  }
  switch (purpose.kind) {
    case 'place':
      addNodeAt(kind, purpose.at, attrs)
      break
    case 'connect':
      addNodeAtEdge(kind, purpose.origin, purpose.at, attrs)
      break
    case 'follow':
      addNodeAfterSelection(kind, viewArea(), attrs)
      break
    case 'insert':
      insertNodeOnEdge(purpose.edge, kind, attrs)
      break
    case 'replace':
      replaceNodeKind(purpose.node, kind, attrs)
  }
}

function carryOutStack(purpose: Purpose): void {
  const { select } = useDocument.getState()
  if (purpose.kind === 'place') select(nothingSelected)
  if (purpose.kind === 'connect') select({ nodes: [purpose.origin.nodeId], edges: [] })
  openStackForm('at' in purpose ? purpose.at : beginning(viewArea()))
}
