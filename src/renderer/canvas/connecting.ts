import type { Handle } from 'reactflow'
import { create } from 'zustand'
import { applyChange } from '../../engine/document/change'
import type { DocumentEdge, DocumentNode, GraphDocument } from '../../engine/document/schema'
import { type ConnectionCheck, connectionChecker } from '../../engine/graph/connection'
import { nodeKind } from '../../engine/nodes/index'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'

/** The dot an edge is drawn from. */
export type Origin = Pick<Handle, 'nodeId' | 'type' | 'id'>

interface Connecting {
  readonly origin: Origin
  /** Whether the edge may lead to a port of a node; asked of every node, so worked out once. */
  check(nodeId: string, port: string): ConnectionCheck
}

/** The edge that is being drawn; null while none is. */
export const useConnecting = create<{ readonly now: Connecting | null }>()(() => ({ now: null }))

/** Called when an edge is begun from a dot, or an end of `moved` is taken up. */
export function startConnecting(origin: Origin, moved: DocumentEdge | null): void {
  useConnecting.setState({
    now: { origin, check: checkFrom(currentDocument(useDocument.getState()), origin, moved) },
  })
}

export function endConnecting(): void {
  useConnecting.setState({ now: null })
}

/** Where edges from a dot may lead; one that is being moved does not stand in its own way. */
export function checkFrom(
  document: GraphDocument,
  { nodeId, type, id }: Origin,
  moved: DocumentEdge | null = null,
): Connecting['check'] {
  const without = moved ? applyChange(document, { kind: 'disconnect', edges: [moved] }) : document
  const check = connectionChecker(without, {
    side: type === 'source' ? 'output' : 'input',
    node: nodeId,
    port: id ?? (type === 'source' ? 'y' : 'x'),
  })
  return (node, port) => check({ node, port })
}

/** What a node is to the edge that is being drawn. */
export type TargetState = 'origin' | 'input' | 'output' | 'refused' | null

/** `input` or `output`: that side of the node can take the edge. */
export function targetState(
  now: Connecting | null,
  { id, kind }: Pick<DocumentNode, 'id' | 'kind'>,
): TargetState {
  if (!now) return null
  if (now.origin.nodeId === id) return 'origin'
  const side = now.origin.type === 'source' ? 'input' : 'output'
  const { inputs } = nodeKind(kind)
  const ports = side === 'output' ? ['y'] : inputs.map(({ name }) => name)
  return ports.some(port => now.check(id, port).ok) ? side : 'refused'
}

/** Why the edge cannot lead to a node as a whole; null where it can. */
export function refusalOfNode(
  now: Connecting,
  { id, kind }: Pick<DocumentNode, 'id' | 'kind'>,
): string | null {
  const isOutput = now.origin.type === 'source'
  const port = isOutput ? (nodeKind(kind).inputs[0]?.name ?? 'x') : 'y'
  const check = now.check(id, port)
  return check.ok ? null : engineText(check.reason)
}

/** Why the edge cannot lead to a dot; null where it can. */
export function refusalOfHandle(now: Connecting, handle: Handle): string | null {
  if (handle.type === now.origin.type) return t('canvas.sameSide')
  const check = now.check(handle.nodeId, handle.id ?? (handle.type === 'source' ? 'y' : 'x'))
  return check.ok ? null : engineText(check.reason)
}
