import type { Strings } from './types'

/** The status bar. */
export const status = {
  'status.layers': {
    en: { one: '{{count}} layer', other: '{{count}} layers' },
    ko: '층 {{count}}개',
  },
  'status.parameters': {
    en: { one: '{{formatted}} parameter', other: '{{formatted}} parameters' },
    ko: '파라미터 {{formatted}}개',
  },
  'status.threads': {
    en: { one: '{{count}} thread', other: '{{count}} threads' },
    ko: '스레드 {{count}}개',
  },
  'status.seed': { en: 'seed {{seed}}', ko: '시드 {{seed}}' },
  'status.memory': { en: '{{size}} memory', ko: '메모리 {{size}}' },

  'preferences.language': { en: 'Language', ko: '언어' },
  'preferences.language.system': { en: 'As the system', ko: '시스템 설정' },
  'preferences.language.en': { en: 'English', ko: 'English' },
  'preferences.language.ko': { en: '한국어', ko: '한국어' },
  'preferences.theme': { en: 'Theme', ko: '테마' },
  'preferences.theme.system': { en: 'As the system', ko: '시스템 설정' },
  'preferences.theme.light': { en: 'Light', ko: '밝게' },
  'preferences.theme.dark': { en: 'Dark', ko: '어둡게' },
  'preferences.theme.contrast': { en: 'High contrast', ko: '고대비' },
} as const satisfies Strings
