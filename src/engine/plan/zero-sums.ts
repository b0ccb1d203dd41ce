import type { Graph, GraphNode } from '../graph/types'
import { nodeKind } from '../nodes/index'

/**
 * Nodes whose output's gradient sums to 0 over the batch, because every way from there leads through
 * linear nodes into a batch norm, which takes batch means away. A bias there has gradient 0; left to
 * rounding, Adam and its kin would blow the rounding up to steps of full size.
 */
export function findZeroSums(graph: Graph): Set<string> {
  const consumers = new Map<string, GraphNode[]>()
  for (const node of graph.nodes) {
    for (const id of node.inputs) consumers.set(id, [...(consumers.get(id) ?? []), node])
  }
  const found = new Set<string>()
  for (const node of graph.nodes.toReversed()) {
    const uses = consumers.get(node.id) ?? []
    const vanishes = uses.every(use => {
      const sum = nodeKind(use.kind).batchSum(use.attrs as never)
      return sum === 'zero' || (sum === 'linear' && found.has(use.id))
    })
    if (vanishes && uses.length > 0) found.add(node.id)
  }
  return found
}
