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
  'edit.selectRight': {
    title: { en: 'Go to the next node', ko: '다음 노드로 이동' },
    keys: ['Alt+ArrowRight'],
    group: 'go',
  },
  'edit.selectLeft': {
    title: { en: 'Go to the previous node', ko: '이전 노드로 이동' },
    keys: ['Alt+ArrowLeft'],
    group: 'go',
  },
  'edit.selectUp': {
    title: { en: 'Go to the node above', ko: '위쪽 노드로 이동' },
    keys: ['Alt+ArrowUp'],
    group: 'go',
  },
  'edit.selectDown': {
    title: { en: 'Go to the node below', ko: '아래쪽 노드로 이동' },
    keys: ['Alt+ArrowDown'],
    group: 'go',
  },
  'edit.properties': {
    title: { en: 'Edit properties', ko: '속성 편집' },
    keys: ['Enter'],
    group: 'node',
  },
  'edit.rename': {
    title: { en: 'Rename', ko: '이름 바꾸기' },
    keys: ['F2'],
    group: 'node',
  },
  'edit.connect': {
    title: { en: 'Connect to…', ko: '다음 노드에 연결…' },
    keys: ['C'],
    group: 'edges',
  },
  'edit.connectFrom': {
    title: { en: 'Connect from…', ko: '이전 노드에서 연결…' },
    keys: ['Shift+C'],
    group: 'edges',
  },
  'edit.disconnect': {
    title: { en: 'Disconnect…', ko: '연결 끊기…' },
    keys: ['X'],
    group: 'edges',
  },
  'edit.layout': {
    title: { en: 'Arrange from left to right', ko: '왼쪽에서 오른쪽으로 정렬' },
    keys: ['Mod+Shift+L'],
    group: 'layout',
  },
} as const satisfies CommandRows
