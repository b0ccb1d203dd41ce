import type { insertCommands } from '../../shared/commands/insert'
import { beginning } from '../canvas/add-node'
import { openQuickAddAtSelection } from '../canvas/quick-add/open-at-selection'
import { openStackForm } from '../canvas/stack/stack-form'
import { viewArea } from '../canvas/view-area'
import { addFrame, addNote } from '../editing/frames'
import type { Actions } from './action'
import { noEditor } from './reasons'

export const insertActions: Actions<typeof insertCommands> = {
  'insert.node': { blocked: noEditor, run: openQuickAddAtSelection },
  'insert.stack': { blocked: noEditor, run: () => openStackForm(beginning(viewArea())) },
  'insert.frame': { blocked: noEditor, run: () => addFrame(middleOfView()) },
  'insert.note': { blocked: noEditor, run: () => addNote(middleOfView()) },
}

function middleOfView() {
  const { x, y, width, height } = viewArea()
  return { x: x + width / 2, y: y + height / 2 }
}
