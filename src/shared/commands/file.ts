import type { CommandRows } from './row'

export const fileCommands = {
  'file.new': {
    title: { en: 'New', ko: '새로 만들기' },
    keys: ['Mod+N'],
    group: 'open',
    inFields: true,
  },
  'file.open': {
    title: { en: 'Open…', ko: '열기…' },
    keys: ['Mod+O'],
    group: 'open',
    inFields: true,
  },
  'file.save': {
    title: { en: 'Save', ko: '저장' },
    keys: ['Mod+S'],
    group: 'save',
    inFields: true,
  },
  'file.saveAs': {
    title: { en: 'Save as…', ko: '다른 이름으로 저장…' },
    keys: ['Mod+Shift+S'],
    group: 'save',
    inFields: true,
  },
} as const satisfies CommandRows
