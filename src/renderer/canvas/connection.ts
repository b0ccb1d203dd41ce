import type { Connection, Edge } from 'reactflow'
import { applyChange } from '../../engine/document/change'
import type { DocumentEdge, GraphDocument } from '../../engine/document/schema'
import { type ConnectionCheck, checkConnection } from '../../engine/graph/connection'

/** The document's edge for what React Flow connects. */
export function documentEdge(
  connection: Pick<Connection | Edge, 'source' | 'target' | 'sourceHandle' | 'targetHandle'>,
): DocumentEdge {
  return {
    from: { node: connection.source, port: connection.sourceHandle ?? 'y' },
    to: { node: connection.target, port: connection.targetHandle ?? 'x' },
  }
}

/** Whether an edge may be drawn; one that is being moved does not stand in its own way. */
export function checkEdge(
  document: GraphDocument,
  edge: DocumentEdge,
  moved: DocumentEdge | null = null,
): ConnectionCheck {
  const without = moved ? applyChange(document, { kind: 'disconnect', edges: [moved] }) : document
  return checkConnection(without, edge)
}
