import type { DocumentEdge, Endpoint, GraphDocument } from '../document/schema'
import { nodeKind } from '../nodes/index'
import { describeNode } from './messages'

export type ConnectionCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string }

/**
 * Whether the editor may draw an edge. A taken single port is fine (the new edge replaces the old);
 * loops, self-connections, repeats and ports that do not exist are not.
 */
export function checkConnection(document: GraphDocument, edge: DocumentEdge): ConnectionCheck {
  return connectionChecker(document, { side: 'output', ...edge.from })(edge.to)
}

/** The end of an edge that stands still while the other is drawn. */
export interface FixedEnd extends Endpoint {
  readonly side: 'output' | 'input'
}

/**
 * `checkConnection` for every place an edge from one end may lead to: walks the graph once, so that
 * asking about a place costs next to nothing.
 */
export function connectionChecker(
  document: GraphDocument,
  fixed: FixedEnd,
): (other: Endpoint) => ConnectionCheck {
  const byId = new Map(document.nodes.map(node => [node.id, node]))
  const isOutput = fixed.side === 'output'
  const edgeTo = (other: Endpoint): DocumentEdge =>
    isOutput ? { from: fixed, to: other } : { from: other, to: fixed }
  const taken = new Set(document.edges.map(nodesAndPort))
  const looping = reached(document, fixed.node, isOutput ? 'inputs' : 'outputs')

  return other => {
    const edge = edgeTo(other)
    const from = byId.get(edge.from.node)
    const to = byId.get(edge.to.node)
    if (!from || !to) return { ok: false, reason: 'One of the nodes is gone.' }
    if (from.id === to.id) return { ok: false, reason: 'A node cannot feed itself.' }
    if (!nodeKind(from.kind).hasOutput) {
      return { ok: false, reason: `${describeNode(from)} has no output.` }
    }
    if (!nodeKind(to.kind).inputs.some(({ name }) => name === edge.to.port)) {
      return { ok: false, reason: `${describeNode(to)} takes no input.` }
    }
    if (taken.has(nodesAndPort(edge))) return { ok: false, reason: 'They are connected already.' }
    if (!looping.has(other.node)) return { ok: true }
    return {
      ok: false,
      reason: `That would close a loop: ${describeNode(to)} already leads to ${describeNode(from)}.`,
    }
  }
}

function nodesAndPort({ from, to }: DocumentEdge): string {
  return `${from.node} ${to.node} ${to.port}`
}

/** Nodes from which `start` is fed, or which it feeds, through any number of others; and itself. */
function reached(
  document: GraphDocument,
  start: string,
  direction: 'inputs' | 'outputs',
): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of document.edges) {
    const [near, far] = direction === 'inputs' ? [to.node, from.node] : [from.node, to.node]
    const list = next.get(near)
    if (list) list.push(far)
    else next.set(near, [far])
  }
  const seen = new Set([start])
  for (const id of seen) for (const far of next.get(id) ?? []) seen.add(far)
  return seen
}
