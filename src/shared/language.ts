/** Languages of the window, the native menu and native dialogs. */
export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

/** The language that a setting means on a system of the given locale, such as `ko-KR`. */
export function resolveLanguage(choice: Language | 'system', locale: string): Language {
  if (choice !== 'system') return choice
  return locale.toLowerCase().split(/[-_]/)[0] === 'ko' ? 'ko' : 'en'
}
