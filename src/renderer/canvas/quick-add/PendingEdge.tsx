import { useInternalNode, ViewportPortal } from 'reactflow'
import type { Position } from '../../../engine/document/schema'
import type { Origin } from '../connecting'
import { edgeRoute } from '../edge-path'
import { useQuickAdd } from './store'

/** The edge that was dropped on empty canvas, until a node is chosen for its end. */
export function PendingEdge() {
  const purpose = useQuickAdd(state => state.request?.purpose)
  return purpose?.kind === 'connect' ? <Line origin={purpose.origin} end={purpose.at} /> : null
}

function Line({ origin, end }: { readonly origin: Origin; readonly end: Position }) {
  const node = useInternalNode(origin.nodeId)
  const handle = node?.internals.handleBounds?.[origin.type]?.find(({ id }) => id === origin.id)
  if (!node || !handle) return null
  const { x, y } = node.internals.positionAbsolute
  const start = { x: x + handle.x + handle.width / 2, y: y + handle.y + handle.height / 2 }
  const { path } = origin.type === 'source' ? edgeRoute(start, end) : edgeRoute(end, start)
  return (
    <ViewportPortal>
      <svg className="pending-edge" aria-hidden>
        <path d={path} />
      </svg>
    </ViewportPortal>
  )
}
