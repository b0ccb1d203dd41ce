import type { Edge, Node } from 'reactflow'
import { edgeKey } from '../../engine/document/parse'
import {
  type DocumentEdge,
  type DocumentNode,
  nodeName,
  type Position,
} from '../../engine/document/schema'
import type { Shape } from '../../engine/nodes/define-node'
import { nodeKinds } from '../../engine/nodes/index'
import type { Language } from '../../shared/language'
import { formatShape } from '../format'
import { language, t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { type LabelRequest, placeLabels } from './edge-labels'
import { edgeRoute } from './edge-path'
import type { FrameNode } from './frames/frame-elements'
import { nodeRect, nodeSize } from './geometry'

export type FlowNode = Node<{ readonly node: DocumentNode }, 'graph'>
/** All that React Flow has as a node. */
export type CanvasNode = FlowNode | FrameNode
export type FlowEdge = Edge<
  { readonly text: string | null; readonly label: Position | null },
  'shape'
>
export type Positions = Readonly<Record<string, Position>>
export type Measured = ReadonlyMap<string, { readonly width: number; readonly height: number }>

const nodeLabels = new WeakMap<
  DocumentNode,
  { readonly language: Language; readonly text: string }
>()

/** What is read out for a node: `Dense fc1, 64 units · He`. */
function nodeLabel(node: DocumentNode): string {
  const known = nodeLabels.get(node)
  if (known?.language === language()) return known.text
  const { title, subtitle } = kindInfo(node.kind)
  const values = { kind: title, name: nodeName(node), subtitle: subtitle(node.attrs as never) }
  const text = t('canvas.node', values)
  nodeLabels.set(node, { language: language(), text })
  return text
}

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
    measured: Measured,
  ): FlowNode[] => {
    const next = new Map<string, FlowNode>()
    const list = nodes.map(node => {
      const position = dragged[node.id] ?? node.position
      const size = measured.get(node.id)
      const isSelected = selected.has(node.id)
      const before = cache.get(node.id)
      const ariaLabel = nodeLabel(node)
      const flow: FlowNode =
        before &&
        before.data.node === node &&
        before.position === position &&
        before.selected === isSelected &&
        before.measured === size &&
        before.ariaLabel === ariaLabel
          ? before
          : {
              id: node.id,
              type: 'graph',
              position,
              selected: isSelected,
              ariaLabel,
              data: before?.data.node === node ? before.data : { node },
              ...(size && { measured: size }),
            }
      next.set(node.id, flow)
      return flow
    })
    cache = next
    return list
  }
}

/**
 * The same for edges; each carries its shape and the free place of its label. While nodes are dragged
 * only the labels of their edges move, to the middle; the drop finds places for all of them again.
 */
export function createEdgeMapper() {
  let cache = new Map<string, FlowEdge>()
  let labels: ReadonlyMap<string, Position> = new Map()
  return (
    edges: readonly DocumentEdge[],
    selected: ReadonlySet<string>,
    nodes: readonly FlowNode[],
    shapes: ReadonlyMap<string, Shape>,
    batch: number,
    dragged: Positions,
  ): FlowEdge[] => {
    const isDragging = Object.keys(dragged).length > 0
    const byId = new Map(nodes.map(node => [node.id, node]))
    const requests = edges.flatMap(edge => labelRequest(edge, byId, shapes, batch) ?? [])
    if (!isDragging) labels = placeLabels(requests, nodes.map(nodeRect))
    const byKey = new Map(requests.map(request => [request.key, request]))
    const next = new Map<string, FlowEdge>()
    const list = edges.map(edge => {
      const id = edgeKey(edge)
      const isSelected = selected.has(id)
      const request = byKey.get(id)
      const text = request?.text ?? null
      // Without a free place the label shows only while the edge is selected, above the nodes.
      const moves = isDragging && (edge.from.node in dragged || edge.to.node in dragged)
      const place = labels.get(id)
      const label =
        request && (moves ? place !== undefined : !place && isSelected)
          ? middleOf(request)
          : (place ?? null)
      const before = cache.get(id)
      const same =
        before?.data &&
        before.selected === isSelected &&
        before.data.text === text &&
        before.data.label?.x === label?.x &&
        before.data.label?.y === label?.y
      const flow: FlowEdge = same
        ? before
        : {
            id,
            type: 'shape',
            source: edge.from.node,
            sourceHandle: edge.from.port,
            target: edge.to.node,
            targetHandle: edge.to.port,
            selected: isSelected,
            data: { text, label },
          }
      next.set(id, flow)
      return flow
    })
    cache = next
    return list
  }
}

function middleOf({ from, to }: LabelRequest): Position | null {
  return edgeRoute(from, to).labelPoints[0] ?? null
}

function labelRequest(
  edge: DocumentEdge,
  nodes: ReadonlyMap<string, FlowNode>,
  shapes: ReadonlyMap<string, Shape>,
  batch: number,
): LabelRequest | undefined {
  const from = nodes.get(edge.from.node)
  const to = nodes.get(edge.to.node)
  const shape = shapes.get(edge.from.node)
  if (!from || !to || !shape) return undefined
  return {
    key: edgeKey(edge),
    text: formatShape(batch, shape),
    from: { x: from.position.x + nodeSize.width, y: from.position.y + nodeSize.height / 2 },
    to: { x: to.position.x, y: to.position.y + portOffset(to.data.node, edge.to.port) },
  }
}

/** Distance of an input from the top of its node: inputs share the left side evenly. */
export function portOffset(node: DocumentNode, port: string): number {
  const { inputs } = nodeKinds[node.kind]
  const index = inputs.findIndex(({ name }) => name === port)
  return (nodeSize.height * (Math.max(0, index) + 1)) / (inputs.length + 1)
}
