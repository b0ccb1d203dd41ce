import { type ConnectionState, useConnection, useStore } from 'reactflow'
import type { Position } from '../../engine/document/schema'
import { currentDocument, useDocument } from '../stores/document'
import { refusalOfHandle, refusalOfNode, useConnecting } from './connecting'
import { nodeRect } from './geometry'

/** While an edge is drawn to a place it cannot go: why not, next to the pointer. */
export function ConnectionHint() {
  const reason = useConnection(refusal)
  return reason === null ? null : <Hint reason={reason} />
}

function Hint({ reason }: { readonly reason: string }) {
  const at = useConnection(({ to }) => to)
  const [left, top, zoom] = useStore(state => state.transform)
  if (!at) return null
  return (
    <div
      className="connection-hint"
      role="status"
      data-testid="connection-hint"
      style={{ left: at.x * zoom + left, top: at.y * zoom + top }}
    >
      {reason}
    </div>
  )
}

/** Why the dot, or the node, under the pointer cannot take the edge. */
function refusal(state: ConnectionState): string | null {
  const { now } = useConnecting.getState()
  if (!now || !state.inProgress) return null
  if (state.toHandle) return refusalOfHandle(now, state.toHandle)
  const node = nodeAt(state.to)
  return node && node.id !== now.origin.nodeId ? refusalOfNode(now, node) : null
}

function nodeAt({ x, y }: Position) {
  return currentDocument(useDocument.getState()).nodes.findLast(node => {
    const rect = nodeRect(node)
    return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height
  })
}
