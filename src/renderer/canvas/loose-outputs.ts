import type { DocumentEdge } from '../../engine/document/schema'

const fed = new WeakMap<readonly DocumentEdge[], ReadonlySet<string>>()

/** Whether an edge begins at a node. Every node asks, so the edges are read once. */
export function hasOutgoing(edges: readonly DocumentEdge[], id: string): boolean {
  let sources = fed.get(edges)
  if (!sources) {
    sources = new Set(edges.map(({ from }) => from.node))
    fed.set(edges, sources)
  }
  return sources.has(id)
}
