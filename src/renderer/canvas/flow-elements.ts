import { type Edge, type Node, type NodeHandle, Position as Side } from 'reactflow'
import { edgeKey } from '../../engine/document/parse'
import type { DocumentEdge, DocumentNode, Position } from '../../engine/document/schema'
import { type NodeKind, nodeKinds } from '../../engine/nodes/index'
import type { FrameNode } from './frames/frame-elements'
import { nodeSize } from './geometry'
import { nodeLabel } from './node-label'

export type FlowNode = Node<{ readonly node: DocumentNode }, 'graph'>
/** All that React Flow has as a node. */
export type CanvasNode = FlowNode | FrameNode
export type FlowEdge = Edge<Record<string, unknown>, 'shape'>
export type Positions = Readonly<Record<string, Position>>

/**
 * Turns document nodes into React Flow's, handing back the same object for a node that did not
 * change: React Flow and the memoised node components then leave it alone.
 */
export function createNodeMapper() {
  let cache = new Map<string, FlowNode>()
  return (
    nodes: readonly DocumentNode[],
    selected: ReadonlySet<string>,
    dragged: Positions,
  ): FlowNode[] => {
    const next = new Map<string, FlowNode>()
    const list = nodes.map(node => {
      const position = dragged[node.id] ?? node.position
      const isSelected = selected.has(node.id)
      const before = cache.get(node.id)
      const ariaLabel = nodeLabel(node)
      const flow: FlowNode =
        before &&
        before.data.node === node &&
        before.position === position &&
        before.selected === isSelected &&
        before.ariaLabel === ariaLabel
          ? before
          : {
              id: node.id,
              type: 'graph',
              position,
              selected: isSelected,
              ariaLabel,
              data: before?.data.node === node ? before.data : { node },
              // Known, so that React Flow can draw before it has measured.
              measured: nodeSize,
              handles: handlesOf(node.kind),
            }
      next.set(node.id, flow)
      return flow
    })
    cache = next
    return list
  }
}

/** The same for edges; React Flow leaves all alone where it gets the same list. */
export function createEdgeMapper() {
  let cache = new Map<string, FlowEdge>()
  return (
    edges: readonly DocumentEdge[],
    selected: ReadonlySet<string>,
    isInSight: (edge: DocumentEdge) => boolean,
  ): FlowEdge[] => {
    const next = new Map<string, FlowEdge>()
    const list = edges.map(edge => {
      const id = edgeKey(edge)
      const isSelected = selected.has(id)
      // Its ends can be taken up where they are large enough to be hit.
      const reconnectable = isInSight(edge)
      const before = cache.get(id)
      const flow: FlowEdge =
        before?.selected === isSelected && before.reconnectable === reconnectable
          ? before
          : {
              id,
              type: 'shape',
              source: edge.from.node,
              sourceHandle: edge.from.port,
              target: edge.to.node,
              targetHandle: edge.to.port,
              selected: isSelected,
              reconnectable,
            }
      next.set(id, flow)
      return flow
    })
    cache = next
    return list
  }
}

const dot = 10

const handlesByKind = new Map<NodeKind, NodeHandle[]>()

/** Where React Flow would find a node's dots if it measured them: across the border on either side. */
function handlesOf(kind: NodeKind): NodeHandle[] {
  let handles = handlesByKind.get(kind)
  if (!handles) {
    const size = { width: dot, height: dot }
    const { inputs, hasOutput } = nodeKinds[kind]
    handles = [
      ...inputs.map(({ name }) => ({
        id: name,
        type: 'target' as const,
        position: Side.Left,
        x: 1 - dot / 2,
        y: portOffset({ kind }, name) - dot / 2,
        ...size,
      })),
      ...(hasOutput
        ? [
            {
              id: 'y',
              type: 'source' as const,
              position: Side.Right,
              x: nodeSize.width - 1 - dot / 2,
              y: (nodeSize.height - dot) / 2,
              ...size,
            },
          ]
        : []),
    ]
    handlesByKind.set(kind, handles)
  }
  return handles
}

/** Distance of an input from the top of its node: inputs share the left side evenly. */
export function portOffset({ kind }: Pick<DocumentNode, 'kind'>, port: string): number {
  const { inputs } = nodeKinds[kind]
  const index = inputs.findIndex(({ name }) => name === port)
  return (nodeSize.height * (Math.max(0, index) + 1)) / (inputs.length + 1)
}
