import type { Connection, FinalConnectionState } from 'reactflow'
import type { DocumentEdge } from '../../engine/document/schema'
import { nodeName } from '../../engine/document/schema'
import { currentDocument, findNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { refusalOfHandle, useConnecting } from './connecting'
import { checkEdge, documentEdge, edgeToNode } from './connection'
import type { FlowEdge } from './flow-elements'

/** Draws an edge between two dots. */
export function connect(connection: Connection): void {
  addEdge(documentEdge(connection))
}

function addEdge(edge: DocumentEdge): void {
  const values = { from: nameOf(edge.from.node), to: nameOf(edge.to.node) }
  useDocument.getState().edit({ key: 'history.connect', values }, [{ kind: 'connect', edge }])
}

function nameOf(id: string): string {
  const node = findNode(useDocument.getState(), id)
  return node ? nodeName(node) : id
}

/** Moves an end of an edge to another dot. */
export function reconnect(old: FlowEdge, connection: Connection): void {
  useDocument.getState().edit({ key: 'history.reconnect' }, [
    { kind: 'disconnect', edges: [documentEdge(old)] },
    { kind: 'connect', edge: documentEdge(connection) },
  ])
}

/** An edge's end that is dropped on empty canvas takes the edge away. */
export function dropLoose(edge: FlowEdge, state: FinalConnectionState): void {
  if (state.isValid === true || state.toHandle) return
  useDocument
    .getState()
    .edit({ key: 'history.disconnect', values: { count: 1 } }, [
      { kind: 'disconnect', edges: [documentEdge(edge)] },
    ])
}

/**
 * An edge dropped on a node's body instead of on its dot means that dot.
 *
 * @returns whether it was dropped on a node.
 */
export function connectToNode(
  event: MouseEvent | TouchEvent,
  { fromHandle }: FinalConnectionState,
): boolean {
  const target = event.target instanceof Element ? event.target : null
  const id = target?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (!id || !fromHandle) return false
  if (id === fromHandle.nodeId) return true
  const document = currentDocument(useDocument.getState())
  const edge = edgeToNode(document, fromHandle, id)
  const check = checkEdge(document, edge)
  if (check.ok) addEdge(edge)
  else refuse(check.reason)
  return true
}

function refuse(reason: string): void {
  useView.getState().notify({ key: 'canvas.refused', values: { reason } })
}

/** Says why an edge that was dropped on a dot was not drawn. */
export function explainRefusal(state: FinalConnectionState): void {
  const { now } = useConnecting.getState()
  if (!now || state.isValid !== false || !state.toHandle) return
  const reason = refusalOfHandle(now, state.toHandle)
  if (reason) refuse(reason)
}
