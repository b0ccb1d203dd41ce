import { framesOf } from '../../../engine/document/frame'
import { edgeKey } from '../../../engine/document/parse'
import type { DocumentEdge, Position } from '../../../engine/document/schema'
import {
  currentDocument,
  nothingSelected,
  type Selection,
  useDocument,
} from '../../stores/document'
import { frameIdOf } from '../frames/frame-elements'

/** What a menu was opened on. */
export type MenuSubject =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly edge: DocumentEdge }
  | { readonly kind: 'frame' | 'note'; readonly id: string }
  /** Several things together. */
  | { readonly kind: 'selection' }

/**
 * What stands at an element of the canvas. Something that is not selected is selected alone; the
 * ground lets go of all.
 */
export function takeSubject(element: Element): MenuSubject {
  const { selection, select } = useDocument.getState()
  const found = subjectAt(element)
  const own = selectionOf(found)
  if (!includes(selection, own)) select(own)
  else if (found.kind !== 'canvas' && sizeOf(selection) > 1) return { kind: 'selection' }
  if (found.kind === 'canvas') select(nothingSelected)
  return found
}

function subjectAt(element: Element): MenuSubject {
  const flowId = element.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (flowId !== undefined) {
    const id = frameIdOf(flowId)
    if (id === undefined) return { kind: 'node', id: flowId }
    const frame = framesOf(currentDocument(useDocument.getState())).find(each => each.id === id)
    return { kind: frame?.text === undefined ? 'frame' : 'note', id }
  }
  const key = element.closest<SVGElement>('.react-flow__edge')?.dataset.id
  const { edges } = currentDocument(useDocument.getState())
  const edge = edges.find(other => edgeKey(other) === key)
  return edge ? { kind: 'edge', edge } : { kind: 'canvas' }
}

function selectionOf(subject: MenuSubject): Selection {
  switch (subject.kind) {
    case 'node':
      return { nodes: [subject.id], edges: [] }
    case 'edge':
      return { nodes: [], edges: [edgeKey(subject.edge)] }
    case 'frame':
    case 'note':
      return { nodes: [], edges: [], frames: [subject.id] }
    case 'canvas':
    case 'selection':
      return nothingSelected
  }
}

function includes(all: Selection, some: Selection): boolean {
  const within = (part: readonly string[] = [], whole: readonly string[] = []) =>
    part.every(id => whole.includes(id))
  return (
    within(some.nodes, all.nodes) &&
    within(some.edges, all.edges) &&
    within(some.frames, all.frames)
  )
}

function sizeOf({ nodes, edges, frames = [] }: Selection): number {
  return nodes.length + edges.length + frames.length
}

/** Where a menu was opened: in pixels of the window, and in the graph. */
export interface MenuPlace {
  readonly screen: Position
  readonly graph: Position
}
