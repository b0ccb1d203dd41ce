import type { CommandRows } from './row'

export const insertCommands = {} as const satisfies CommandRows
