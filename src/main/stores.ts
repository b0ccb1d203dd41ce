import { join } from 'node:path'
import type { Settings } from '../shared/settings'
import { type Backups, createBackups } from './files/backups'
import { type JsonStore, openJsonStore } from './files/json-store'
import { removeLeftovers } from './files/leftovers'
import { openRecentFiles, type RecentFiles } from './files/recent-files'
import { createRunStore, type RunStore } from './runs/run-store'
import { openSettings, type SettingsStore } from './settings'
import { readWindowState, type WindowState } from './window/window-state'

interface StoresOptions {
  readonly userData: string
  readonly log: { warn(message: string): void }
  onSettings(settings: Settings): void
  onRecent(): void
  onRuns(): void
}

/** What the app keeps in its user data folder. */
export interface AppStores {
  readonly settings: SettingsStore
  readonly recent: RecentFiles
  readonly windowState: JsonStore<WindowState>
  readonly backups: Backups
  readonly runs: RunStore
  /** Work that the app waits for before it ends. */
  finishBeforeQuit(work: Promise<unknown>): void
  /** Whether something is still being written. */
  isBusy(): boolean
  settled(): Promise<void>
}

export async function openStores(options: StoresOptions): Promise<AppStores> {
  const { userData, log, onSettings, onRecent, onRuns } = options
  const at = (name: string) => join(userData, name)
  await removeLeftovers([userData, at('backups'), at('checkpoints')], log)
  const [settings, recent, windowState] = await Promise.all([
    openSettings({ path: at('settings.json'), log, onChange: onSettings }),
    openRecentFiles({ path: at('recent.json'), log, onChange: onRecent }),
    openJsonStore({ path: at('windows.json'), read: readWindowState, log }),
  ])
  const files = [settings, recent, windowState]
  const working = new Set<Promise<unknown>>()
  return {
    settings,
    recent,
    windowState,
    backups: createBackups({ directory: at('backups'), log }),
    runs: createRunStore({ path: at('runs.sqlite'), log, onChange: onRuns }),
    finishBeforeQuit(work) {
      working.add(work)
      void work.finally(() => working.delete(work))
    },
    isBusy: () => working.size > 0 || files.some(file => file.isBusy()),
    async settled() {
      await Promise.all([...working, ...files.map(file => file.settled())])
    },
  }
}
