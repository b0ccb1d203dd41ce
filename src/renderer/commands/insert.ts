import type { insertCommands } from '../../shared/commands/insert'
import type { Actions } from './action'

export const insertActions: Actions<typeof insertCommands> = {}
