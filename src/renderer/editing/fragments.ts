import { type Fragment, hasRoomFor } from '../../engine/document/change'
import { copyFragment, renameFragment, type Selected } from '../../engine/document/fragment'
import { framesOf } from '../../engine/document/frame'
import type { GraphDocument, Position } from '../../engine/document/schema'
import { grid, nodeRect, nodeSize, overlaps, pitch, type Rect } from '../canvas/geometry'
import type { Message } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { boundsOf } from './arrange'
import { frameRect, membersOf } from './frames'

/** Between what is selected and its duplicate below: rows stay rows. */
const gap = pitch.y - nodeSize.height
/** What a duplicate keeps clear of others. */
const margin = 2 * grid

export function isEmptyFragment({ nodes, frames }: Fragment): boolean {
  return nodes.length + frames.length === 0
}

/** What is selected, and what the selected frames hold. */
export function wholeSelection(): Required<Selected> {
  const state = useDocument.getState()
  const { nodes, frames = [] } = state.selection
  const held = frames.map(id => membersOf(currentDocument(state), id))
  return {
    nodes: [...new Set([...nodes, ...held.flatMap(members => members.nodes)])],
    frames: [...new Set([...frames, ...held.flatMap(members => members.frames)])],
  }
}

/** The nodes and frames of the whole selection, with the edges among them. */
export function selectedFragment(): Fragment {
  return copyFragment(currentDocument(useDocument.getState()), wholeSelection())
}

export function fragmentBounds({ nodes, frames }: Fragment): Rect {
  return boundsOf([...nodes.map(nodeRect), ...frames.map(frameRect)])
}

/**
 * Adds a fragment, moved by an offset, as one undo step; what is new is selected.
 *
 * @returns whether there was room for it in the document.
 */
export function addFragment(fragment: Fragment, offset: Position, label: Message): boolean {
  const { edit, select } = useDocument.getState()
  const document = currentDocument(useDocument.getState())
  if (!hasRoomFor(document, fragment)) {
    useView.getState().notify({ key: 'edit.noRoom' })
    return false
  }
  const added = renameFragment(document, fragment, offset)
  edit(label, [{ kind: 'addFragment', fragment: added }])
  select({
    nodes: added.nodes.map(({ id }) => id),
    edges: [],
    frames: added.frames.map(({ id }) => id),
  })
  return true
}

/** A second one of what is selected, below it where nothing stands yet. */
export function duplicateSelection(): void {
  const fragment = selectedFragment()
  if (isEmptyFragment(fragment)) return
  const offset = freeOffset(currentDocument(useDocument.getState()), fragment)
  const count = fragment.nodes.length + fragment.frames.length
  const added = addFragment(fragment, offset, { key: 'history.duplicate', values: { count } })
  const [first] = useDocument.getState().selection.nodes
  if (added && first !== undefined) useView.getState().reveal(first)
}

function freeOffset(document: GraphDocument, fragment: Fragment): Position {
  const bounds = fragmentBounds(fragment)
  const step = Math.ceil((bounds.height + gap) / grid) * grid
  const others = [...document.nodes.map(nodeRect), ...framesOf(document).map(frameRect)]
  const isFree = (y: number) =>
    !others.some(rect => overlaps(rect, { ...bounds, y: bounds.y + y }, margin))
  let y = step
  for (let tries = 0; tries < 100 && !isFree(y); tries++) y += pitch.y
  return { x: 0, y }
}
