import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { initReactI18next } from 'react-i18next'
import { z } from 'zod'
import english from 'zod/v4/locales/en.js'
import korean from 'zod/v4/locales/ko.js'
import { type Language, resolveLanguage } from '../../shared/language'
import { useSettings } from '../stores/settings'
import { engineText } from './engine-text'
import { language } from './language'
import { chooseParticles } from './particles.ko'
import { resource, strings } from './strings/index'

export { language }

/** A key of the table. */
export type MessageKey = keyof typeof strings
export type MessageValues = Readonly<Record<string, string | number>>

/** A string to be: kept where it outlives a change of language, as in the history. */
export interface Message {
  readonly key: MessageKey
  readonly values?: MessageValues
}

void i18next
  .use(initReactI18next)
  .use({ type: 'postProcessor', name: 'particles', process: chooseParticles })
  .init({
    resources: { en: { translation: resource('en') }, ko: { translation: resource('ko') } },
    lng: 'en',
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    postProcess: ['particles'],
  })

/** Keeps the window in the language of the settings. */
export function followLanguage(): void {
  const apply = () => {
    const chosen = resolveLanguage(useSettings.getState().language, navigator.language)
    document.documentElement.lang = chosen
    // What is wrong with a field of a file is worded by Zod.
    z.config(chosen === 'ko' ? korean() : english())
    if (chosen !== i18next.language) void i18next.changeLanguage(chosen)
  }
  apply()
  useSettings.subscribe(apply)
}

export type Translate = (key: MessageKey, values?: MessageValues) => string

/** The string of a key in the current language. */
export const t: Translate = (key, values) => i18next.t(key as string, spoken(values))

/** Values that the engine worded, in the language of the window. */
function spoken(values: MessageValues = {}): MessageValues {
  const worded = ['message', 'remedy', 'reason'].filter(name => typeof values[name] === 'string')
  const texts = worded.map(name => [name, engineText(String(values[name]))])
  return { ...values, ...Object.fromEntries(texts) }
}

export function tMessage({ key, values }: Message): string {
  return t(key, values)
}

/** Whether the table has a key that is put together at run time. */
export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(strings, key)
}

/** `t` for components: they draw again when the language changes. */
export function useT(): Translate {
  useLanguage()
  return t
}

/** The language for components: they draw again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language)
}

function onLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}
