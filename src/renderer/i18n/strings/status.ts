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
} as const satisfies Strings
