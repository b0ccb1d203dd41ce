import type { helpCommands } from '../../shared/commands/help'
import { toggleHelp } from '../help/store'
import type { Actions } from './action'
import { always } from './reasons'

export const helpActions: Actions<typeof helpCommands> = {
  'help.shortcuts': { blocked: always, run: toggleHelp },
}
