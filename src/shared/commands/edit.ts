import { clipboardCommands, selectionCommands } from './editing'
import type { CommandRows } from './row'

export const editCommands = {
  'edit.undo': {
    title: { en: 'Undo', ko: '실행 취소' },
    keys: ['Mod+Z'],
    group: 'history',
  },
  'edit.redo': {
    title: { en: 'Redo', ko: '다시 실행' },
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    group: 'history',
  },
  ...clipboardCommands,
  'edit.delete': {
    title: { en: 'Delete', ko: '삭제' },
    keys: ['Delete', 'Backspace'],
    group: 'clipboard',
  },
  'edit.selectAll': {
    title: { en: 'Select all', ko: '모두 선택' },
    keys: ['Mod+A'],
    group: 'select',
  },
  ...selectionCommands,
} as const satisfies CommandRows
