import type { helpCommands } from '../../shared/commands/help'
import { showExperiments } from '../experiments/store'
import { toggleHelp } from '../help/store'
import type { Actions } from './action'
import { always } from './reasons'

export const helpActions: Actions<typeof helpCommands> = {
  'help.experiments': { blocked: always, run: () => showExperiments() },
  'help.shortcuts': { blocked: always, run: toggleHelp },
}
