import { create } from 'zustand'
import { edgeKey } from '../../engine/document/parse'
import type { DocumentEdge, Position } from '../../engine/document/schema'
import { type NodeKind, nodeKind } from '../../engine/nodes/index'
import { currentDocument, useDocument } from '../stores/document'
import { hasOutgoing } from './loose-outputs'

/** The edge into which what is dragged would be put; null while there is none. */
export const useDropEdge = create<{ readonly edge: DocumentEdge | null }>()(() => ({ edge: null }))

/** Whether a node of a kind can stand on an edge. */
export function fitsOnEdge(kind: NodeKind): boolean {
  const { inputs, hasOutput } = nodeKind(kind)
  return inputs.length > 0 && hasOutput
}

/** Marks the edge under a point of the window, where what is dragged can be put on one. */
export function trackDropEdge(points: readonly Position[]): void {
  const edge = points.map(edgeAt).find(found => found !== undefined) ?? null
  const before = useDropEdge.getState().edge
  const same = edge && before ? edgeKey(edge) === edgeKey(before) : edge === before
  if (!same) useDropEdge.setState({ edge })
}

export function leaveDropEdge(): void {
  useDropEdge.setState({ edge: null })
}

function edgeAt({ x, y }: Position): DocumentEdge | undefined {
  const element = document
    .elementsFromPoint(x, y)
    .map(found => found.closest<SVGElement>('.react-flow__edge'))
    .find(found => found !== null)
  const key = element?.dataset.id
  return key === undefined
    ? undefined
    : currentDocument(useDocument.getState()).edges.find(edge => edgeKey(edge) === key)
}

/** Whether a node that is dragged may go into an edge: it has no edges of its own yet. */
export function canMoveOntoEdge(id: string): boolean {
  const { nodes, edges } = currentDocument(useDocument.getState())
  const node = nodes.find(other => other.id === id)
  return (
    node !== undefined &&
    fitsOnEdge(node.kind) &&
    !hasOutgoing(edges, id) &&
    !edges.some(({ to }) => to.node === id)
  )
}
