import { applyChange, type Change, createNode } from '../document/change'
import type { GraphDocument } from '../document/schema'
import type { Graph, GraphNode } from '../graph/types'
import type { AttrValues } from '../nodes/attrs'
import { mainPath } from './main-path'

export type ChangesOf = (document: GraphDocument, graph: Graph) => Change[]

/** Inserts a node on every edge of the main path between such neighbours. */
export function insertAfter(
  kind: 'activation' | 'batchNorm' | 'dropout',
  fits: (node: GraphNode, next: GraphNode) => boolean,
  attrs: (places: number) => AttrValues = () => ({}),
): ChangesOf {
  return (document, graph) => {
    const path = mainPath(graph)
    const places = path.filter((node, i) => path[i + 1] && fits(node, path[i + 1]!)).length
    let grown = document
    const changes: Change[] = []
    path.forEach((node, i) => {
      const next = path[i + 1]
      if (!next || !fits(node, next)) return
      const edge = document.edges.find(
        ({ from, to }) => from.node === node.id && to.node === next.id,
      )
      const source = document.nodes.find(({ id }) => id === node.id)
      if (!edge || !source) return
      const position = { x: source.position.x, y: source.position.y + 120 }
      const inserted = createNode(grown, kind, position, attrs(places))
      const made: Change[] = [
        { kind: 'addNode', node: inserted },
        {
          kind: 'replaceEdge',
          edge,
          by: [
            { from: edge.from, to: { node: inserted.id, port: 'x' } },
            { from: { node: inserted.id, port: 'y' }, to: edge.to },
          ],
        },
      ]
      changes.push(...made)
      grown = made.reduce(applyChange, grown)
    })
    return changes
  }
}

/** Adds every second hidden activation to the one two layers before, where their shapes agree. */
export function skipConnections(document: GraphDocument, graph: Graph): Change[] {
  const path = mainPath(graph)
  const ends = path.filter(({ kind }, i) => kind === 'activation' && path[i + 1]?.kind === 'dense')
  let grown = document
  const changes: Change[] = []
  for (let i = 0; i + 2 < ends.length; i += 2) {
    const from = ends[i]!
    const to = ends[i + 2]!
    const next = path[path.indexOf(to) + 1]!
    const edge = document.edges.find(each => each.from.node === to.id && each.to.node === next.id)
    const source = document.nodes.find(({ id }) => id === to.id)
    if (!edge || !source || from.shape.join() !== to.shape.join()) continue
    const position = { x: source.position.x, y: source.position.y + 120 }
    const add = createNode(grown, 'add', position)
    const start = changes.length === 0 ? from.id : lastAdd(changes)
    const made: Change[] = [
      { kind: 'addNode', node: add },
      {
        kind: 'replaceEdge',
        edge,
        by: [
          { from: edge.from, to: { node: add.id, port: 'x' } },
          { from: { node: start, port: 'y' }, to: { node: add.id, port: 'x' } },
          { from: { node: add.id, port: 'y' }, to: edge.to },
        ],
      },
    ]
    changes.push(...made)
    grown = made.reduce(applyChange, grown)
  }
  return changes
}

function lastAdd(changes: readonly Change[]): string {
  const last = changes.findLast(change => change.kind === 'addNode')
  return last?.kind === 'addNode' ? last.node.id : ''
}
