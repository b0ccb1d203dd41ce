import { create } from 'zustand'
import { defaultSettings, type Settings, type SettingsPatch } from '../../shared/settings'
import { bridge } from '../bridge'

/** The app's settings as main has them; the defaults until they came. */
export const useSettings = create<Settings>()(() => defaultSettings)

/** Takes the settings from main and follows their changes in other windows. */
export async function followSettings(): Promise<void> {
  bridge().on('settings.changed', settings => useSettings.setState(settings))
  useSettings.setState(await bridge().request('settings.get', undefined))
}

/** Changes settings here at once, and in main's file. */
export function changeSettings(patch: SettingsPatch): void {
  useSettings.setState(patch)
  void bridge().request('settings.set', patch)
}
