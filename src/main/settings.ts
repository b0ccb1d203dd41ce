import { readSettings, type Settings, type SettingsPatch } from '../shared/settings'
import { openJsonStore } from './files/json-store'

interface SettingsOptions {
  readonly path: string
  readonly log: { warn(message: string): void }
  /** Something changed, from whichever window. */
  onChange(settings: Settings): void
}

export type SettingsStore = Awaited<ReturnType<typeof openSettings>>

/** The settings of the app, one for all windows, in `settings.json` of the user data. */
export async function openSettings({ path, log, onChange }: SettingsOptions) {
  const store = await openJsonStore({ path, read: readSettings, log })
  return {
    get: store.get,
    isBusy: store.isBusy,
    settled: store.settled,
    set(patch: SettingsPatch): Settings {
      const before = store.get()
      const after = { ...before, ...patch }
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        store.set(after)
        onChange(after)
      }
      return after
    },
  }
}
