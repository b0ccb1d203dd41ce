import type { insertCommands } from '../../shared/commands/insert'
import { openQuickAddAtSelection } from '../canvas/quick-add/open-at-selection'
import type { Actions } from './action'
import { noEditor } from './reasons'

export const insertActions: Actions<typeof insertCommands> = {
  'insert.node': { blocked: noEditor, run: openQuickAddAtSelection },
}
