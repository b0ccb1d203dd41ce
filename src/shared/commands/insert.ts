import type { CommandRows } from './row'

export const insertCommands = {
  'insert.node': {
    title: { en: 'Add node…', ko: '노드 추가…' },
    keys: ['A', 'Insert'],
    group: 'node',
  },
} as const satisfies CommandRows
