import type { NodeKind } from '../../engine/nodes/index'

/** What a palette item carries while it is dragged; its data is the node kind. */
export const nodeDragType = 'application/x-gradscope-node'

let dragged: NodeKind | null = null

/** The palette tells what is dragged from it: a drag's data cannot be read before the drop. */
export function setDraggedKind(kind: NodeKind | null): void {
  dragged = kind
}

export function draggedKind(): NodeKind | null {
  return dragged
}
