import type { CommandRows } from './row'

export const runCommands = {
  'run.train': {
    title: { en: 'Train', ko: '학습' },
    keys: ['Mod+Enter'],
    group: 'run',
    inFields: true,
  },
  'run.step': {
    title: { en: 'Step', ko: '한 스텝' },
    keys: [],
    group: 'run',
    inFields: true,
  },
  'run.stop': {
    title: { en: 'Stop', ko: '중지' },
    keys: ['Mod+Alt+Enter'],
    group: 'run',
    inFields: true,
  },
  'run.reset': {
    title: { en: 'Reset', ko: '초기화' },
    keys: [],
    group: 'reset',
    inFields: true,
  },
  'run.checkGradients': {
    title: { en: 'Check Gradients', ko: '기울기 검사' },
    keys: [],
    group: 'check',
    inFields: true,
  },
} as const satisfies CommandRows
