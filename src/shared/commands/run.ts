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
  'run.fork': {
    title: { en: 'Continue with changes', ko: '변경 사항으로 이어서 학습' },
    keys: [],
    group: 'run',
    inFields: true,
  },
  'run.returnToNewest': {
    title: { en: 'Return to newest step', ko: '최신 스텝으로 돌아가기' },
    keys: [],
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
    title: { en: 'Check gradients', ko: '기울기 검사' },
    keys: [],
    group: 'check',
    inFields: true,
  },
} as const satisfies CommandRows
