import type { CommandRows } from './row'

export const helpCommands = {} as const satisfies CommandRows
