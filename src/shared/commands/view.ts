import type { CommandRows } from './row'

export const viewCommands = {
  'view.fit': {
    title: { en: 'Fit the graph to the view', ko: '그래프를 화면에 맞추기' },
    keys: ['.'],
    group: 'zoom',
  },
  'view.start': {
    title: { en: 'Examples and files', ko: '예제와 파일' },
    keys: [],
    group: 'screen',
  },
} as const satisfies CommandRows
