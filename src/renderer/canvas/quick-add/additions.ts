import type { Position } from '../../../engine/document/schema'
import { type NodeKind, nodeKind, nodeKinds } from '../../../engine/nodes/index'
import { type KindEntry, kindEntries } from '../../palette/find-kinds'
import { addNodeAfterSelection, addNodeAt, addNodeAtEdge } from '../add-node'
import type { Origin } from '../connecting'
import { viewArea } from '../view-area'

/** What a search for a kind is for, with places in the graph's coordinates. */
export type Purpose =
  /** A node by itself. */
  | { readonly kind: 'place'; readonly at: Position }
  /** The node for the loose end of an edge. */
  | { readonly kind: 'connect'; readonly origin: Origin; readonly at: Position }
  /** The node that follows the selected one. */
  | { readonly kind: 'follow' }

const everything = kindEntries(Object.keys(nodeKinds) as NodeKind[])

/** What can be added for a purpose. */
export function entriesFor(purpose: Purpose): readonly KindEntry[] {
  return everything.filter(({ kind }) => serves(purpose, kind))
}

function serves(purpose: Purpose, kind: NodeKind): boolean {
  if (purpose.kind !== 'connect') return true
  const { inputs, hasOutput } = nodeKind(kind)
  return purpose.origin.type === 'source' ? inputs.length > 0 : hasOutput
}

/** Does what the search was for, with what was found: one undo step. */
export function carryOut(purpose: Purpose, { kind, attrs }: KindEntry): void {
  switch (purpose.kind) {
    case 'place':
      addNodeAt(kind, purpose.at, attrs)
      break
    case 'connect':
      addNodeAtEdge(kind, purpose.origin, purpose.at, attrs)
      break
    case 'follow':
      addNodeAfterSelection(kind, viewArea(), attrs)
  }
}
