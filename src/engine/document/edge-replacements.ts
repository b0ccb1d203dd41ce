import { nodeKinds } from '../nodes/index'
import { edgeKey } from './parse'
import type { DocumentEdge, GraphDocument } from './schema'

/** An edge, and those that come in its place. */
export interface EdgeReplacement {
  readonly edge: DocumentEdge
  readonly by: readonly DocumentEdge[]
}

/**
 * The edges of a document after some were replaced by others, one after another, each in its place:
 * their order is the order of a join's inputs. An edge that is gone is not replaced; new edges without
 * both ends, or that stand there already, are left out; a port that takes one edge gives up the one it
 * had. Takes time in proportion to the edges, however many are replaced.
 */
export function replaceEdges(
  { nodes, edges }: Pick<GraphDocument, 'nodes' | 'edges'>,
  replacements: readonly EdgeReplacement[],
): readonly DocumentEdge[] {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]))
  const list = new EdgeList(edges)
  for (const { edge, by } of replacements) {
    const place = list.take(edge)
    if (!place) continue
    for (const next of by.toReversed()) {
      const kind = kinds.get(next.to.node)
      if (!kind || !kinds.has(next.from.node) || list.has(next)) continue
      const port = nodeKinds[kind].inputs.find(({ name }) => name === next.to.port)
      if (!port?.many) list.clearPort(next.to)
      list.insertAfter(place, next)
    }
    list.close(place)
  }
  return list.isUnchanged ? edges : list.toArray()
}

/** A place among the edges; the one before all of them has none. */
interface Link {
  readonly edge: DocumentEdge | null
  before: Link | null
  after: Link | null
}

/** Edges in their order, found by their key and by the port they lead to. */
class EdgeList {
  isUnchanged = true
  private readonly start: Link = { edge: null, before: null, after: null }
  private readonly byKey = new Map<string, Link>()
  private readonly byPort = new Map<string, Set<Link>>()

  constructor(edges: readonly DocumentEdge[]) {
    let last = this.start
    for (const edge of edges) last = this.insertAfter(last, edge)
    this.isUnchanged = true
  }

  has(edge: DocumentEdge): boolean {
    return this.byKey.has(edgeKey(edge))
  }

  /** Takes an edge out and keeps its place open. */
  take(edge: DocumentEdge): Link | undefined {
    const link = this.byKey.get(edgeKey(edge))
    if (link) this.forget(link)
    return link
  }

  insertAfter(place: Link, edge: DocumentEdge): Link {
    const link: Link = { edge, before: place, after: place.after }
    if (place.after) place.after.before = link
    place.after = link
    this.byKey.set(edgeKey(edge), link)
    const port = portKey(edge.to)
    const links = this.byPort.get(port)
    if (links) links.add(link)
    else this.byPort.set(port, new Set([link]))
    this.isUnchanged = false
    return link
  }

  /** Takes out all that leads to a port. */
  clearPort(port: DocumentEdge['to']): void {
    for (const link of [...(this.byPort.get(portKey(port)) ?? [])]) {
      this.forget(link)
      this.close(link)
    }
  }

  close({ before, after }: Link): void {
    if (before) before.after = after
    if (after) after.before = before
    this.isUnchanged = false
  }

  toArray(): DocumentEdge[] {
    const edges: DocumentEdge[] = []
    for (let { after } = this.start; after; after = after.after) {
      if (after.edge) edges.push(after.edge)
    }
    return edges
  }

  private forget(link: Link): void {
    if (!link.edge) return
    this.byKey.delete(edgeKey(link.edge))
    this.byPort.get(portKey(link.edge.to))?.delete(link)
  }
}

function portKey({ node, port }: DocumentEdge['to']): string {
  return `${node}.${port}`
}
