import type { CommandRow } from '../../shared/commands/row'
import { type CommandId, commandIds, commandRow } from '../../shared/commands/table'
import { language } from '../i18n/index'
import { useView } from '../stores/view'
import type { Action } from './action'
import { editActions } from './edit'
import { fileActions } from './file'
import { helpActions } from './help'
import { insertActions } from './insert'
import { runActions } from './run'
import { viewActions } from './view'

/** A thing the user can ask for. Toolbar, keyboard and native menu all run it from here. */
export interface Command extends CommandRow, Omit<Action, 'title'> {
  readonly id: CommandId
  readonly titleNow: (() => string | null) | undefined
}

const actions: { readonly [Id in CommandId]: Action } = {
  ...fileActions,
  ...editActions,
  ...insertActions,
  ...viewActions,
  ...runActions,
  ...helpActions,
}

/** All of them, in the order of the menus. */
export const commands: readonly Command[] = commandIds.map(id => {
  const { blocked, run, title } = actions[id]
  return { id, ...commandRow(id), blocked, run, titleNow: title }
})

const byId = new Map(commands.map(entry => [entry.id, entry]))

export function command(id: CommandId): Command {
  return byId.get(id)!
}

/** Runs a command, or says in the status bar what stands against it; gives whether it ran. */
export function runCommand(id: CommandId): boolean {
  const { blocked, run } = command(id)
  const why = blocked()
  if (why !== null) {
    const values = { title: commandTitle(id).replace(/…$/, ''), why }
    useView.getState().notify({ key: 'command.blocked', values })
    return false
  }
  void run()
  return true
}

/** A command's name as things stand: `Undo: Move dense1`, `Pause`. */
export function commandTitle(id: CommandId): string {
  const { title, titleNow } = command(id)
  return titleNow?.() ?? title[language()]
}
