import type { DocumentEdge, GraphDocument } from '../document/schema'
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
  const from = document.nodes.find(node => node.id === edge.from.node)
  const to = document.nodes.find(node => node.id === edge.to.node)
  if (!from || !to) return { ok: false, reason: 'One of the nodes is gone.' }
  if (from.id === to.id) return { ok: false, reason: 'A node cannot feed itself.' }
  if (!nodeKind(from.kind).hasOutput) {
    return { ok: false, reason: `${describeNode(from)} has no output.` }
  }
  const port = nodeKind(to.kind).inputs.find(({ name }) => name === edge.to.port)
  if (!port) return { ok: false, reason: `${describeNode(to)} takes no input.` }
  const repeats = document.edges.some(
    other => other.from.node === from.id && other.to.node === to.id && other.to.port === port.name,
  )
  if (repeats) return { ok: false, reason: 'They are connected already.' }
  return reaches(document, to.id, from.id)
    ? {
        ok: false,
        reason: `That would close a loop: ${describeNode(to)} already leads to ${describeNode(from)}.`,
      }
    : { ok: true }
}

function reaches(document: GraphDocument, start: string, goal: string): boolean {
  const outputs = new Map<string, string[]>()
  for (const { from, to } of document.edges) {
    outputs.set(from.node, [...(outputs.get(from.node) ?? []), to.node])
  }
  const seen = new Set([start])
  const queue = [start]
  for (let i = 0; i < queue.length; i++) {
    if (queue[i] === goal) return true
    for (const next of outputs.get(queue[i]!) ?? []) {
      if (!seen.has(next)) {
        seen.add(next)
        queue.push(next)
      }
    }
  }
  return false
}
