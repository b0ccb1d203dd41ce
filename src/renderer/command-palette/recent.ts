import { type CommandId, commandIds } from '../../shared/commands/table'

const storageKey = 'gradscope.recent-commands'
const kept = 6

/** Commands that were last chosen in the palette, the newest first; remembered across starts. */
export function recentCommands(storage: Storage = localStorage): CommandId[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]')
    const known: readonly unknown[] = commandIds
    return Array.isArray(stored) ? stored.filter(id => known.includes(id)) : []
  } catch {
    return []
  }
}

export function rememberCommand(id: CommandId, storage: Storage = localStorage): void {
  const others = recentCommands(storage).filter(other => other !== id)
  storage.setItem(storageKey, JSON.stringify([id, ...others].slice(0, kept)))
}
