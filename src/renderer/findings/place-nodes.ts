import { applyChanges, type Change } from '../../engine/document/change'
import { framesOf } from '../../engine/document/frame'
import type { GraphDocument } from '../../engine/document/schema'

/** Larger graphs take seconds to arrange: their new nodes stay beside those they belong to. */
const mostNodes = 300

/**
 * The changes of a fix, and the arranging of the graph where the fix brings new nodes, so that all of
 * it is one undo step.
 *
 * @param area what the canvas shows at once, in pixels
 */
export async function withPlaces(
  document: GraphDocument,
  changes: readonly Change[],
  area: { readonly width: number; readonly height: number },
): Promise<readonly Change[]> {
  const after = applyChanges(document, changes)
  const { length } = after.nodes
  if (length === document.nodes.length || length > mostNodes) return changes
  const { layoutGraph } = await import('../layout/layout-graph')
  const { positions, frames } = layoutGraph({
    nodes: after.nodes,
    edges: after.edges,
    frames: framesOf(after),
    area,
  })
  const framed = Object.entries(frames).map(
    ([id, { x, y, width, height }]): Change => ({
      kind: 'setFrame',
      id,
      fields: { position: { x, y }, width, height },
    }),
  )
  return [...changes, { kind: 'moveNodes', positions }, ...framed]
}
