import { Contrast, Languages, Monitor, Moon, Sun } from 'lucide-react'
import { useLanguage, useT } from '../i18n/index'
import { changeSettings, useSettings } from '../stores/settings'
import { ChoiceMenu } from '../ui/ChoiceMenu'

const themes = ['system', 'light', 'dark', 'contrast'] as const
const themeIcons = { system: Monitor, light: Sun, dark: Moon, contrast: Contrast } as const
const languages = ['system', 'en', 'ko'] as const

/** Language and theme, at the edge of every screen. */
export function Preferences() {
  const t = useT()
  const shown = useLanguage()
  const { language, theme } = useSettings()
  const Icon = themeIcons[theme]
  return (
    <div className="preferences">
      <ChoiceMenu
        label={t('preferences.theme')}
        value={theme}
        options={themes.map(value => ({ value, title: t(`preferences.theme.${value}`) }))}
        testId="theme"
        onChange={next => changeSettings({ theme: next })}
      >
        <Icon aria-hidden size={13} />
        <span className="sr-only">{t(`preferences.theme.${theme}`)}</span>
      </ChoiceMenu>
      <ChoiceMenu
        label={t('preferences.language')}
        value={language}
        options={languages.map(value => ({
          value,
          title: t(`preferences.language.${value}`),
          ...(value !== 'system' && { lang: value }),
        }))}
        testId="language"
        onChange={next => changeSettings({ language: next })}
      >
        <Languages aria-hidden size={13} />
        <span lang={shown}>{t(`preferences.language.${shown}`)}</span>
      </ChoiceMenu>
    </div>
  )
}
