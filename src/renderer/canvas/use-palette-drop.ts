import { type DragEvent, useMemo } from 'react'
import { useReactFlow } from 'reactflow'
import { findNodeKind, type NodeKind } from '../../engine/nodes/index'
import { insertNodeOnEdge } from '../editing/insert'
import { addNodeAt } from './add-node'
import { fitsOnEdge, leaveDropEdge, trackDropEdge, useDropEdge } from './drop-edge'
import { draggedKind, nodeDragType } from './node-drag'

/** What the canvas does with an item of the palette: puts its node there, or into an edge. */
export function usePaletteDrop() {
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(
    () => ({
      // Where what is under the pointer changes, the browser tells of entering only.
      onDragEnter: follow,
      onDragOver: follow,
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        const inside =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
        if (!inside) leaveDropEdge()
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        const kind = event.dataTransfer.getData(nodeDragType)
        const { edge } = useDropEdge.getState()
        leaveDropEdge()
        if (!findNodeKind(kind)) return
        event.preventDefault()
        const point = { x: event.clientX, y: event.clientY }
        const at = screenToFlowPosition(point, { snapToGrid: false })
        if (edge) insertNodeOnEdge(edge, kind as NodeKind, {}, at)
        else addNodeAt(kind as NodeKind, at)
        const flow = event.currentTarget.querySelector<HTMLElement>('.react-flow')
        flow?.focus({ preventScroll: true })
      },
    }),
    [screenToFlowPosition],
  )
}

function follow(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(nodeDragType)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
  const kind = draggedKind()
  if (kind && fitsOnEdge(kind)) trackDropEdge([{ x: event.clientX, y: event.clientY }])
}
