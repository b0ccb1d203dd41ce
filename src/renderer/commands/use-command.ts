import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import type { CommandId } from '../../shared/commands/table'
import { useLayout } from '../layout/arrange'
import { useDock } from '../stores/dock'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { useSettings } from '../stores/settings'
import { useView } from '../stores/view'
import { command, commandTitle, runCommand } from './commands'

/** Hears of everything that names and states of commands depend on. */
export function subscribeToCommands(listener: () => void): () => void {
  const stops = [useDocument, useRun, useView, useSettings, useLayout, useDock].map(store =>
    store.subscribe(listener),
  )
  i18next.on('languageChanged', listener)
  return () => {
    i18next.off('languageChanged', listener)
    for (const stop of stops) stop()
  }
}

/** A value of commands or stores together; draws again only when it changes. */
export function useCommandValue<T extends string | number | boolean | null>(read: () => T): T {
  return useSyncExternalStore(subscribeToCommands, read)
}

/** A command for a button: its name now, what stands against it, and how to run it. */
export function useCommand(id: CommandId) {
  const blocked = useCommandValue(() => command(id).blocked())
  const title = useCommandValue(() => commandTitle(id))
  return { title, blocked, shortcut: command(id).keys[0] ?? null, run: () => runCommand(id) }
}
