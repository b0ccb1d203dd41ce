import type { viewCommands } from '../../shared/commands/view'
import type { Settings } from '../../shared/settings'
import { t } from '../i18n/index'
import { changeSettings, useSettings } from '../stores/settings'
import { useView } from '../stores/view'
import type { Action, Actions } from './action'
import { always, emptyGraph } from './reasons'

export const viewActions: Actions<typeof viewCommands> = {
  'view.fit': { blocked: emptyGraph, run: () => useView.getState().fit() },
  'view.start': { blocked: always, run: () => useView.getState().show('start') },
  'view.theme.system': setting({ theme: 'system' }),
  'view.theme.light': setting({ theme: 'light' }),
  'view.theme.dark': setting({ theme: 'dark' }),
  'view.theme.contrast': setting({ theme: 'contrast' }),
  'view.language.system': setting({ language: 'system' }),
  'view.language.en': setting({ language: 'en' }),
  'view.language.ko': setting({ language: 'ko' }),
}

function setting(patch: Partial<Pick<Settings, 'theme' | 'language'>>): Action {
  return {
    blocked: () => {
      const { theme, language } = useSettings.getState()
      const now = { theme, language }
      const changes = Object.entries(patch).some(
        ([key, value]) => now[key as keyof typeof now] !== value,
      )
      return changes ? null : t('reason.chosen')
    },
    run: () => changeSettings(patch),
  }
}
