import type { DocumentNode, GraphDocument } from '../../engine/document/schema'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The node to go to from another: along an edge to the right or left where there is one, of several
 * the nearest in height; else the nearest node that lies in that direction. Without a start, the
 * leftmost node.
 */
export function neighbour(
  { nodes, edges }: Pick<GraphDocument, 'nodes' | 'edges'>,
  from: DocumentNode | undefined,
  direction: Direction,
): DocumentNode | undefined {
  if (!from) return best(nodes, ({ position }) => position.x + position.y / 1e3)
  const linked = new Set(
    direction === 'right'
      ? edges.filter(edge => edge.from.node === from.id).map(edge => edge.to.node)
      : direction === 'left'
        ? edges.filter(edge => edge.to.node === from.id).map(edge => edge.from.node)
        : [],
  )
  const along = nodes.filter(({ id }) => linked.has(id))
  const height = ({ position }: DocumentNode) => Math.abs(position.y - from.position.y)
  return best(along, height) ?? best(nodes, node => cost(from, node, direction))
}

/** How far a node lies in a direction; infinite for one outside the quarter around it. */
function cost(from: DocumentNode, to: DocumentNode, direction: Direction): number {
  const dx = to.position.x - from.position.x
  const dy = to.position.y - from.position.y
  const horizontal = direction === 'left' || direction === 'right'
  const ahead = (horizontal ? dx : dy) * (direction === 'right' || direction === 'down' ? 1 : -1)
  const aside = Math.abs(horizontal ? dy : dx)
  // A row of nodes is lower than it is wide: up and down take in more of both sides.
  const reach = horizontal ? aside : aside / 3
  return ahead > 0 && reach <= ahead ? ahead + 2 * aside : Number.POSITIVE_INFINITY
}

function best(
  nodes: readonly DocumentNode[],
  costOf: (node: DocumentNode) => number,
): DocumentNode | undefined {
  let found: DocumentNode | undefined
  let least = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    const value = costOf(node)
    if (value < least) {
      found = node
      least = value
    }
  }
  return found
}
