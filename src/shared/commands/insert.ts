import type { CommandRows } from './row'

export const insertCommands = {
  'insert.node': {
    title: { en: 'Add node…', ko: '노드 추가…' },
    keys: ['A', 'Insert'],
    group: 'node',
  },
  'insert.stack': {
    title: { en: 'Stack of layers…', ko: '층 쌓기…' },
    keys: ['Shift+A'],
    group: 'node',
  },
  'insert.frame': {
    title: { en: 'Frame the selection', ko: '선택 항목을 프레임으로 묶기' },
    keys: ['Mod+G'],
    group: 'frame',
  },
  'insert.note': {
    title: { en: 'Note', ko: '메모' },
    keys: ['Shift+N'],
    group: 'frame',
  },
} as const satisfies CommandRows
