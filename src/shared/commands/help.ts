import type { CommandRows } from './row'

export const helpCommands = {
  'help.experiments': {
    title: { en: 'Experiments…', ko: '실험…' },
    keys: [],
    group: 'learn',
  },
  'help.shortcuts': {
    title: { en: 'Keyboard shortcuts', ko: '키보드 단축키' },
    keys: ['F1', '?'],
    group: 'help',
  },
} as const satisfies CommandRows
