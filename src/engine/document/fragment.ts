import { type Fragment, freeNumber } from './change'
import { framesOf } from './frame'
import { hasGeneratedName, takenNames } from './node-name'
import { clampPosition } from './position'
import { type DocumentNode, type GraphDocument, nodeName, type Position } from './schema'

/** Nodes and frames by their ids. */
export interface Selected {
  readonly nodes: readonly string[]
  readonly frames?: readonly string[]
}

/** The chosen nodes with the edges among them, and the chosen frames. */
export function copyFragment(document: GraphDocument, selected: Selected): Fragment {
  const ids = new Set(selected.nodes)
  const frameIds = new Set(selected.frames)
  return {
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node)),
    frames: framesOf(document).filter(({ id }) => frameIds.has(id)),
  }
}

/**
 * The same fragment, to be added to a document: moved, and with ids that are free there. An id that
 * is free stays, another gets the first free number of its stem. A name that follows the node's
 * function becomes the id.
 */
export function renameFragment(
  document: GraphDocument,
  { nodes, edges, frames }: Fragment,
  offset: Position,
): Fragment {
  const nodeIds = renaming(
    new Map(nodes.map(node => [node.id, hasGeneratedName(node) ? nodeName(node) : node.id])),
    takenNames(document),
  )
  const frameIds = renaming(
    new Map(frames.map(({ id }) => [id, id])),
    new Set(framesOf(document).map(({ id }) => id)),
  )
  const move = ({ x, y }: Position) => clampPosition({ x: x + offset.x, y: y + offset.y })
  return {
    nodes: nodes.map(node => ({
      ...(hasGeneratedName(node) ? withoutLabel(node) : node),
      id: nodeIds.get(node.id)!,
      position: move(node.position),
    })),
    edges: edges.map(({ from, to }) => ({
      from: { ...from, node: nodeIds.get(from.node)! },
      to: { ...to, node: nodeIds.get(to.node)! },
    })),
    frames: frames.map(frame => ({
      ...frame,
      id: frameIds.get(frame.id)!,
      position: move(frame.position),
    })),
  }
}

/** The copy of a node whose name followed its function has that name as its id. */
function withoutLabel({ label: _, ...node }: DocumentNode): DocumentNode {
  return node
}

/** @param wanted the id that each would like, by its id in the fragment */
function renaming(
  wanted: ReadonlyMap<string, string>,
  present: ReadonlySet<string>,
): Map<string, string> {
  const taken = new Set(present)
  const numbers = new Map<string, number>()
  const free = (id: string): string => {
    if (!taken.has(id)) return id
    const stem = stemOf(id)
    const number = freeNumber(taken, stem, numbers.get(stem))
    numbers.set(stem, number + 1)
    return `${stem}${number}`
  }
  return new Map(
    [...wanted].map(([id, name]) => {
      const renamed = free(name)
      taken.add(renamed)
      return [id, renamed]
    }),
  )
}

/** `dense` of `dense12`, short enough for a number of its own. */
function stemOf(id: string): string {
  return id.replace(/\d+$/, '').slice(0, 56)
}
