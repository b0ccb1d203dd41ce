import type { Graph, GraphNode } from '../graph/types'

/**
 * The longest way from the data to the loss, counted in dense layers: what "depth" means in a network
 * with branches. Starts with the data, ends with the node that feeds the loss.
 */
export function mainPath(graph: Graph): readonly GraphNode[] {
  const known = paths.get(graph)
  if (known) return known
  const path = findPath(graph)
  paths.set(graph, path)
  return path
}

/** Asked for at every step of a run. */
const paths = new WeakMap<Graph, readonly GraphNode[]>()

function findPath(graph: Graph): GraphNode[] {
  const byId = new Map(graph.nodes.map(node => [node.id, node]))
  const depth = new Map<string, number>()
  const before = new Map<string, string>()
  for (const node of graph.nodes) {
    let deepest = -1
    for (const id of node.inputs) {
      if (depth.get(id)! > deepest) {
        deepest = depth.get(id)!
        before.set(node.id, id)
      }
    }
    depth.set(node.id, Math.max(0, deepest) + (node.kind === 'dense' ? 1 : 0))
  }
  const path: GraphNode[] = []
  for (let id = before.get(graph.loss.id); id !== undefined; id = before.get(id)) {
    path.unshift(byId.get(id)!)
  }
  return path
}

/** The dense layers of the main path that something nonlinear or another layer follows: all but the last. */
export function hiddenLayers(graph: Graph): GraphNode[] {
  return mainPath(graph)
    .filter(({ kind }) => kind === 'dense')
    .slice(0, -1)
}
