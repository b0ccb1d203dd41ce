import type { EdgeChange, NodeChange, SelectionRect, Transform } from 'reactflow'
import { framesOf } from '../../engine/document/frame'
import { frameRect } from '../editing/frames'
import { currentDocument, useDocument } from '../stores/document'
import type { CanvasNode, FlowEdge } from './flow-elements'
import { frameIdOf } from './frames/frame-elements'
import { encloses, type Rect } from './geometry'

interface Box {
  readonly userSelectionActive: boolean
  readonly userSelectionRect: SelectionRect | null
  readonly transform: Transform
}

type Select = { readonly id: string; readonly selected: boolean }

/** Takes over what React Flow selects among nodes and frames. */
export function selectElements(changes: readonly NodeChange<CanvasNode>[], box: Box): void {
  const picked: Select[] = changes.filter(change => change.type === 'select')
  if (picked.length === 0) return
  const { selection, select } = useDocument.getState()
  const frames = picked.flatMap(({ id, selected }) => {
    const frame = frameIdOf(id)
    return frame !== undefined && (!selected || mayBeBoxed(frame, box))
      ? [{ id: frame, selected }]
      : []
  })
  select({
    ...selection,
    nodes: applied(
      selection.nodes,
      picked.filter(({ id }) => frameIdOf(id) === undefined),
    ),
    frames: applied(selection.frames ?? [], frames),
  })
}

/** A box drawn inside a frame means what stands there; the frame itself only once it is all in it. */
function mayBeBoxed(
  id: string,
  { userSelectionActive, userSelectionRect, transform }: Box,
): boolean {
  if (!userSelectionActive || !userSelectionRect) return true
  const frame = framesOf(currentDocument(useDocument.getState())).find(other => other.id === id)
  const [left, top, zoom] = transform
  const drawn: Rect = {
    x: (userSelectionRect.x - left) / zoom,
    y: (userSelectionRect.y - top) / zoom,
    width: userSelectionRect.width / zoom,
    height: userSelectionRect.height / zoom,
  }
  return frame !== undefined && encloses(drawn, frameRect(frame))
}

/** Takes over what React Flow selects among edges. */
export function selectLines(changes: readonly EdgeChange<FlowEdge>[]): void {
  const picked: Select[] = changes.filter(change => change.type === 'select')
  if (picked.length === 0) return
  const { selection, select } = useDocument.getState()
  select({ ...selection, edges: applied(selection.edges, picked) })
}

function applied(current: readonly string[], changes: readonly Select[]): readonly string[] {
  const ids = new Set(current)
  for (const { id, selected } of changes) {
    if (selected) ids.add(id)
    else ids.delete(id)
  }
  return [...ids]
}
