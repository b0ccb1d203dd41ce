import i18next from 'i18next'
import type { Language } from '../../shared/language'

/** The language of the window now. */
export function language(): Language {
  return i18next.language === 'ko' ? 'ko' : 'en'
}
