import { type MouseEvent, useMemo } from 'react'
import {
  type OnConnectEnd,
  type OnConnectStart,
  type OnMoveStart,
  type OnNodeDrag,
  type OnReconnect,
  type ReactFlowProps,
  useReactFlow,
} from 'reactflow'
import type { DocumentEdge } from '../../engine/document/schema'
import { endConnecting, startConnecting } from './connecting'
import { documentEdge } from './connection'
import { canMoveOntoEdge, trackDropEdge } from './drop-edge'
import { connectToNode, dropLoose, explainRefusal, reconnect } from './edge-edits'
import type { CanvasNode, FlowEdge } from './flow-elements'
import { nodeSize } from './geometry'
import { openQuickAdd } from './quick-add/store'

type Props = ReactFlowProps<CanvasNode, FlowEdge>

/**
 * What the canvas does on gestures. The handlers stay the same from render to render: React Flow hands
 * them to every edge, and a new one would draw all edges again at every move of a drag.
 *
 * @param onMove hears that the user moves the view.
 */
export function useCanvasHandlers(onMove: () => void) {
  const flow = useReactFlow<CanvasNode, FlowEdge>()
  return useMemo(() => {
    /** The edge whose end is being moved. */
    let moved: DocumentEdge | null = null
    const place = (event: { readonly clientX: number; readonly clientY: number }) =>
      flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false })

    const searchAtPointer = (event: MouseEvent) => {
      if (!isEmptyCanvas(event.target)) return
      openQuickAdd({
        purpose: { kind: 'place', at: place(event) },
        screen: { x: event.clientX, y: event.clientY },
      })
    }

    const startEdge: OnConnectStart = (_event, { nodeId, handleId: id, handleType: type }) => {
      if (nodeId && type) startConnecting({ nodeId, id, type }, moved)
    }

    const dropEdge: OnConnectEnd = (event, state) => {
      const { fromHandle: origin, toHandle } = state
      if (moved || toHandle) explainRefusal(state)
      else if (!connectToNode(event, state) && origin && isEmptyCanvas(event.target)) {
        const at = 'clientX' in event ? event : event.changedTouches[0]!
        openQuickAdd({
          purpose: { kind: 'connect', origin, at: place(at) },
          screen: { x: at.clientX, y: at.clientY },
        })
      }
      endConnecting()
    }

    const takeEdge: NonNullable<Props['onReconnectStart']> = (_event, edge) => {
      moved = documentEdge(edge)
    }
    const releaseEdge: NonNullable<Props['onReconnectEnd']> = (_event, edge, _type, state) => {
      dropLoose(edge, state)
      moved = null
    }

    /** A node that has no edges yet goes into the edge it is dropped on. */
    const dragNode: OnNodeDrag<CanvasNode> = (event, node, all) => {
      if (all.length > 1 || !canMoveOntoEdge(node.id)) return
      const { x, y } = node.position
      const middle = { x: x + nodeSize.width / 2, y: y + nodeSize.height / 2 }
      const pointer = 'clientX' in event ? event : event.touches[0]!
      trackDropEdge([flow.flowToScreenPosition(middle), { x: pointer.clientX, y: pointer.clientY }])
    }

    /** Without an event it is the window that moves the view. */
    const moveView: OnMoveStart = event => {
      if (event) onMove()
    }

    const moveEdge: OnReconnect<FlowEdge> = reconnect
    return {
      searchAtPointer,
      startEdge,
      dropEdge,
      takeEdge,
      moveEdge,
      releaseEdge,
      dragNode,
      moveView,
    }
  }, [flow, onMove])
}

/** Whether an event is about the ground, with no node, edge or control there. */
function isEmptyCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains('react-flow__pane')
}
