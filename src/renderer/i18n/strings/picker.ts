import type { Strings } from './types'

/** The command palette and the other lists that are searched. */
export const picker = {
  'picker.move': { en: 'choose', ko: '이동' },
  'picker.choose': { en: 'run', ko: '실행' },
  'picker.close': { en: 'close', ko: '닫기' },
  'picker.commands': { en: 'Commands', ko: '명령' },
  'picker.commands.placeholder': { en: 'Search commands', ko: '명령 검색' },
  'picker.commands.none': { en: 'No command is called that.', ko: '일치하는 명령이 없습니다.' },
  'picker.sweepField.placeholder': { en: 'Search fields', ko: '항목 검색' },
  'picker.sweepField.none': { en: 'No field is called that.', ko: '일치하는 항목이 없습니다.' },
  'picker.nodes': { en: 'Find a node', ko: '노드 찾기' },
  'picker.nodes.placeholder': {
    en: 'Find a node by name, kind or id',
    ko: '이름, 종류 또는 ID로 노드 찾기',
  },
  'picker.nodes.none': { en: 'No node is called that.', ko: '일치하는 노드가 없습니다.' },
  'picker.connect': { en: 'Connect {{name}} to', ko: '{{name}}에서 연결할 노드' },
  'picker.connect.placeholder': {
    en: 'Connect {{name}} to…',
    ko: '{{name}}의 출력을 연결할 노드…',
  },
  'picker.connectFrom': { en: 'Connect to {{name}} from', ko: '{{name}}에 연결할 노드' },
  'picker.connectFrom.placeholder': {
    en: 'Feed {{name}} from…',
    ko: '{{name}}의 입력으로 연결할 노드…',
  },
  'picker.replaces': { en: 'replaces the edge from {{name}}', ko: '{{name}}에서 온 연결을 대체' },
  'picker.disconnect': { en: 'Disconnect from {{name}}', ko: '{{name}}의 연결 끊기' },
  'picker.disconnect.placeholder': {
    en: 'Which edge of {{name}}?',
    ko: '{{name}}의 어느 연결을 끊을까요?',
  },
  'picker.disconnect.none': { en: 'It has no such edge.', ko: '일치하는 연결이 없습니다.' },
} as const satisfies Strings
