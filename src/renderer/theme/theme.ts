import { create } from 'zustand'
import type { Settings } from '../../shared/settings'
import { useSettings } from '../stores/settings'

/** How the window looks: which of a colour's two values holds, and whether contrast is high. */
export interface Theme {
  readonly scheme: 'light' | 'dark'
  readonly contrast: 'normal' | 'more'
}

/** What the system asks for. */
interface SystemTheme {
  readonly dark: boolean
  readonly contrast: boolean
}

/** What a setting means on a system: high contrast is light or dark as the system is. */
export function resolveTheme(choice: Settings['theme'], system: SystemTheme): Theme {
  const fixed = choice === 'light' || choice === 'dark'
  return {
    scheme: fixed ? choice : system.dark ? 'dark' : 'light',
    contrast: choice === 'contrast' || system.contrast ? 'more' : 'normal',
  }
}

/** The theme in use, for what is drawn without CSS. */
export const useTheme = create<Theme>()(() => ({ scheme: 'light', contrast: 'normal' }))

/** Keeps the theme on the root element, by the setting and the system. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)')
  const apply = () => {
    const system = { dark: dark.matches, contrast: contrast.matches }
    const theme = resolveTheme(useSettings.getState().theme, system)
    document.documentElement.dataset.theme = theme.scheme
    document.documentElement.dataset.contrast = theme.contrast
    useTheme.setState(theme)
  }
  apply()
  dark.addEventListener('change', apply)
  contrast.addEventListener('change', apply)
  useSettings.subscribe(apply)
}
