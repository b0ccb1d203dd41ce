import type { CommandRows } from './row'

/** Of the Edit menu: what is done with the selection as a whole. */
export const clipboardCommands = {
  'edit.cut': { title: { en: 'Cut', ko: '잘라내기' }, keys: ['Mod+X'], group: 'clipboard' },
  'edit.copy': { title: { en: 'Copy', ko: '복사' }, keys: ['Mod+C'], group: 'clipboard' },
  'edit.paste': { title: { en: 'Paste', ko: '붙여넣기' }, keys: ['Mod+V'], group: 'clipboard' },
  'edit.duplicate': { title: { en: 'Duplicate', ko: '복제' }, keys: ['Mod+D'], group: 'clipboard' },
} as const satisfies CommandRows

export const selectionCommands = {
  'edit.deleteOnly': {
    title: { en: 'Delete without reconnecting', ko: '다시 연결하지 않고 삭제' },
    keys: ['Mod+Delete', 'Mod+Backspace'],
    group: 'clipboard',
  },
  'edit.bypass': {
    title: { en: 'Bypass', ko: '우회' },
    keys: ['B'],
    group: 'node',
  },
  'edit.alignLeft': { title: { en: 'Align left', ko: '왼쪽 맞춤' }, keys: [], group: 'align' },
  'edit.alignCentre': {
    title: { en: 'Align centres', ko: '가로 가운데 맞춤' },
    keys: [],
    group: 'align',
  },
  'edit.alignRight': { title: { en: 'Align right', ko: '오른쪽 맞춤' }, keys: [], group: 'align' },
  'edit.alignTop': { title: { en: 'Align top', ko: '위쪽 맞춤' }, keys: [], group: 'align' },
  'edit.alignMiddle': {
    title: { en: 'Align middles', ko: '세로 가운데 맞춤' },
    keys: [],
    group: 'align',
  },
  'edit.alignBottom': {
    title: { en: 'Align bottom', ko: '아래쪽 맞춤' },
    keys: [],
    group: 'align',
  },
  'edit.distributeHorizontally': {
    title: { en: 'Distribute horizontally', ko: '가로 간격 같게' },
    keys: [],
    group: 'align',
  },
  'edit.distributeVertically': {
    title: { en: 'Distribute vertically', ko: '세로 간격 같게' },
    keys: [],
    group: 'align',
  },
} as const satisfies CommandRows
