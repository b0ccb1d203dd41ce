import type { Strings } from './types'

/** Names of undo steps. */
export const history = {
  'history.addNode': { en: 'Add {{name}}', ko: '{{name}} 추가' },
  'history.move': {
    en: { one: 'Move {{name}}', other: 'Move {{count}} nodes' },
    ko: '노드 {{count}}개 이동',
  },
  'history.delete': {
    en: { one: 'Delete {{name}}', other: 'Delete {{count}} items' },
    ko: '항목 {{count}}개 삭제',
  },
  'history.connect': { en: 'Connect {{from}} to {{to}}', ko: '{{from}} → {{to}} 연결' },
  'history.disconnect': {
    en: { one: 'Disconnect', other: 'Disconnect {{count}} edges' },
    ko: '연결 {{count}}개 끊기',
  },
  'history.reconnect': { en: 'Reconnect an edge', ko: '연결 바꾸기' },
  'history.setAttr': { en: 'Change {{attr}} of {{name}}', ko: '{{name}}의 {{attr}} 변경' },
  'history.rename': { en: 'Rename {{name}}', ko: '{{name}} 이름 변경' },
  'history.layout': {
    en: { one: 'Arrange {{count}} node', other: 'Arrange {{count}} nodes' },
    ko: '노드 {{count}}개 정렬',
  },
  'history.training': { en: 'Change {{field}}', ko: '{{field}} 변경' },
} as const satisfies Strings
