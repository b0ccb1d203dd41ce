import type { Position } from '../../engine/document/schema'
import type { insertCommands } from '../../shared/commands/insert'
import { beginning } from '../canvas/add-node'
import { freeMiddle } from '../canvas/free-place'
import { openQuickAddAtSelection } from '../canvas/quick-add/open-at-selection'
import { openStackForm } from '../canvas/stack/stack-form'
import { viewArea } from '../canvas/view-area'
import { addFrame, addNote, frameSize, noteSize } from '../editing/frames'
import { currentDocument, useDocument } from '../stores/document'
import { useView } from '../stores/view'
import type { Actions } from './action'
import { noEditor } from './reasons'

export const insertActions: Actions<typeof insertCommands> = {
  'insert.node': { blocked: noEditor, run: openQuickAddAtSelection },
  'insert.stack': { blocked: noEditor, run: () => openStackForm(beginning(viewArea())) },
  'insert.frame': { blocked: noEditor, run: frameSelection },
  'insert.note': { blocked: noEditor, run: () => addInSight(addNote, noteSize) },
}

/** A frame around the selected nodes; without any, one where there is room. */
function frameSelection(): void {
  if (useDocument.getState().selection.nodes.length === 0) addInSight(addFrame, frameSize)
  else addFrame({ x: 0, y: 0 })
}

/** Adds something where there is room for it, and brings that into sight. */
function addInSight(
  add: (middle: Position) => void,
  size: { readonly width: number; readonly height: number },
): void {
  const view = viewArea()
  const middle = freeMiddle(currentDocument(useDocument.getState()), view, size)
  add(middle)
  if (middle.y + size.height / 2 > view.y + view.height) useView.getState().fit()
}
