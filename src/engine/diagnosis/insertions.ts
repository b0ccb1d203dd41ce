import { type Change, createNodeBeside } from '../document/change'
import { takenNames } from '../document/node-name'
import type { DocumentEdge, DocumentNode, GraphDocument } from '../document/schema'
import type { Graph, GraphNode } from '../graph/types'
import type { AttrValues } from '../nodes/attrs'
import type { NodeKind } from '../nodes/index'
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
    const insertions = new Insertions(document)
    path.forEach((node, i) => {
      const next = path[i + 1]
      if (next && fits(node, next)) insertions.put(kind, node.id, next.id, attrs(places))
    })
    return insertions.changes
  }
}

/** Adds every second hidden activation to the one two layers before, where their shapes agree. */
export function skipConnections(document: GraphDocument, graph: Graph): Change[] {
  const path = mainPath(graph)
  const ends = path.flatMap((node, i) => {
    const next = path[i + 1]
    return node.kind === 'activation' && next?.kind === 'dense' ? [{ node, next }] : []
  })
  const insertions = new Insertions(document)
  let lastSum: string | undefined
  for (let i = 0; i + 2 < ends.length; i += 2) {
    const from = ends[i]!.node
    const { node, next } = ends[i + 2]!
    if (from.shape.join() !== node.shape.join()) continue
    const sum = insertions.put('add', node.id, next.id, {}, lastSum ?? from.id)
    lastSum = sum?.id ?? lastSum
  }
  return insertions.changes
}

/** Nodes put on edges of a document, all nodes before all edges: so thousands are applied at once. */
class Insertions {
  private readonly nodes: DocumentNode[] = []
  private readonly replacements: Change[] = []
  private readonly taken: Set<string>
  private readonly edges: ReadonlyMap<string, DocumentEdge>
  private readonly sources: ReadonlyMap<string, DocumentNode>

  constructor(document: GraphDocument) {
    this.taken = takenNames(document)
    this.edges = new Map(document.edges.map(edge => [pair(edge.from.node, edge.to.node), edge]))
    this.sources = new Map(document.nodes.map(node => [node.id, node]))
  }

  get changes(): Change[] {
    return [...this.nodes.map(node => ({ kind: 'addNode' as const, node })), ...this.replacements]
  }

  /** Puts a node below its source; `beside` leads to it too. Null where there is no such edge. */
  put(
    kind: NodeKind,
    from: string,
    to: string,
    attrs: AttrValues,
    beside?: string,
  ): DocumentNode | null {
    const edge = this.edges.get(pair(from, to))
    const source = this.sources.get(from)
    if (!edge || !source) return null
    const position = { x: source.position.x, y: source.position.y + 120 }
    const node = createNodeBeside(this.taken, kind, position, attrs)
    this.taken.add(node.id)
    this.nodes.push(node)
    const input = { node: node.id, port: 'x' }
    const by = [{ from: edge.from, to: input }]
    if (beside) by.push({ from: { node: beside, port: 'y' }, to: input })
    by.push({ from: { node: node.id, port: 'y' }, to: edge.to })
    this.replacements.push({ kind: 'replaceEdge', edge, by })
    return node
  }
}

function pair(from: string, to: string): string {
  return JSON.stringify([from, to])
}
