import type { insertCommands } from '../../shared/commands/insert'
import { beginning } from '../canvas/add-node'
import { freeMiddle } from '../canvas/free-place'
import { openQuickAddAtSelection } from '../canvas/quick-add/open-at-selection'
import { openStackForm } from '../canvas/stack/stack-form'
import { viewArea } from '../canvas/view-area'
import { addFrame, addNote, frameSize, noteSize } from '../editing/frames'
import { currentDocument, useDocument } from '../stores/document'
import type { Actions } from './action'
import { noEditor } from './reasons'

export const insertActions: Actions<typeof insertCommands> = {
  'insert.node': { blocked: noEditor, run: openQuickAddAtSelection },
  'insert.stack': { blocked: noEditor, run: () => openStackForm(beginning(viewArea())) },
  'insert.frame': { blocked: noEditor, run: () => addFrame(freeArea(frameSize)) },
  'insert.note': { blocked: noEditor, run: () => addNote(freeArea(noteSize)) },
}

/** Where there is room for a note or a frame. */
function freeArea(size: { readonly width: number; readonly height: number }) {
  return freeMiddle(currentDocument(useDocument.getState()), viewArea(), size)
}
