import type { Connection, Edge, Handle } from 'reactflow'
import { applyChange } from '../../engine/document/change'
import type { DocumentEdge, GraphDocument } from '../../engine/document/schema'
import { type ConnectionCheck, checkConnection } from '../../engine/graph/connection'
import { nodeKind } from '../../engine/nodes/index'

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

/** The edge from a dot to a node as a whole: to its first input, or from its output. */
export function edgeToNode(
  document: GraphDocument,
  handle: Pick<Handle, 'nodeId' | 'type' | 'id'>,
  nodeId: string,
): DocumentEdge {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const input = node && nodeKind(node.kind).inputs[0]?.name
  return handle.type === 'source'
    ? {
        from: { node: handle.nodeId, port: handle.id ?? 'y' },
        to: { node: nodeId, port: input ?? 'x' },
      }
    : { from: { node: nodeId, port: 'y' }, to: { node: handle.nodeId, port: handle.id ?? 'x' } }
}
