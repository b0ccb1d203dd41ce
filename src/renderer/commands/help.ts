import type { helpCommands } from '../../shared/commands/help'
import type { Actions } from './action'

export const helpActions: Actions<typeof helpCommands> = {}
