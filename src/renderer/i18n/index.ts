import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en'

type Singular<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K

/** A key of the table; plural forms are named by their stem. */
export type MessageKey = Singular<keyof typeof en>
export type MessageValues = Readonly<Record<string, string | number>>

/** A string to be: kept where it outlives a change of language, as in the history. */
export interface Message {
  readonly key: MessageKey
  readonly values?: MessageValues
}

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en } },
  lng: 'en',
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
})

export type Translate = (key: MessageKey, values?: MessageValues) => string

/** The string of a key in the current language. */
export const t: Translate = (key, values) => i18next.t(key as string, { ...values })

export function tMessage({ key, values }: Message): string {
  return t(key, values)
}

/** Whether the table has a key that is put together at run time. */
export function hasMessage(key: string): key is MessageKey {
  return i18next.exists(key)
}

/** `t` for components: they draw again when the language changes. */
export function useT(): Translate {
  useTranslation()
  return t
}
