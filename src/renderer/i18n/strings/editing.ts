import type { Strings } from './types'

/** Editing of several nodes, frames and notes, and the clipboard. */
export const editing = {
  'history.deleteFrames': {
    en: { one: 'Delete a frame', other: 'Delete {{count}} frames' },
    ko: '프레임 {{count}}개 삭제',
  },
  'history.insertOnEdge': { en: 'Insert {{name}} on an edge', ko: '연결 위에 {{name}} 삽입' },
  'history.replace': { en: 'Replace {{name}} by {{kind}}', ko: '{{name}} → {{kind}} 교체' },
  'history.setAttrs': {
    en: { one: 'Change {{attr}} of {{name}}', other: 'Change {{attr}} of {{count}} nodes' },
    ko: '노드 {{count}}개의 {{attr}} 변경',
  },
  'history.bypass': {
    en: { one: 'Bypass {{name}}', other: 'Bypass {{count}} nodes' },
    ko: '노드 {{count}}개 우회',
  },
  'history.enable': {
    en: { one: 'Switch {{name}} on', other: 'Switch {{count}} nodes on' },
    ko: '노드 {{count}}개 우회 해제',
  },
  'history.align.left': { en: 'Align left', ko: '왼쪽 맞춤' },
  'history.align.centre': { en: 'Align centres', ko: '가로 가운데 맞춤' },
  'history.align.right': { en: 'Align right', ko: '오른쪽 맞춤' },
  'history.align.top': { en: 'Align top', ko: '위쪽 맞춤' },
  'history.align.middle': { en: 'Align middles', ko: '세로 가운데 맞춤' },
  'history.align.bottom': { en: 'Align bottom', ko: '아래쪽 맞춤' },
  'history.distribute.horizontal': { en: 'Distribute horizontally', ko: '가로 간격 같게' },
  'history.distribute.vertical': { en: 'Distribute vertically', ko: '세로 간격 같게' },
  'history.duplicate': {
    en: { one: 'Duplicate', other: 'Duplicate {{count}} items' },
    ko: '항목 {{count}}개 복제',
  },
  'history.cut': {
    en: { one: 'Cut', other: 'Cut {{count}} items' },
    ko: '항목 {{count}}개 잘라내기',
  },
  'history.paste': {
    en: { one: 'Paste', other: 'Paste {{count}} items' },
    ko: '항목 {{count}}개 붙여넣기',
  },
  'history.stack': {
    en: { one: 'Insert a layer', other: 'Insert {{count}} layers' },
    ko: '층 {{count}}개 삽입',
  },
  'history.addFrame': { en: 'Add a frame', ko: '프레임 추가' },
  'history.addNote': { en: 'Add a note', ko: '메모 추가' },
  'history.moveFrame': { en: 'Move {{name}}', ko: '{{name}} 이동' },
  'history.resizeFrame': { en: 'Resize {{name}}', ko: '{{name}} 크기 조절' },
  'history.renameFrame': { en: 'Rename {{name}}', ko: '{{name}} 이름 변경' },
  'history.recolorFrame': { en: 'Colour {{name}}', ko: '{{name}} 색 변경' },
  'history.editNote': { en: 'Edit {{name}}', ko: '{{name}} 편집' },

  'frame.newTitle': { en: 'Frame', ko: '프레임' },
  'frame.untitled': { en: 'frame', ko: '프레임' },
  'frame.note': { en: 'note', ko: '메모' },

  'edit.notBypassed': { en: 'Not bypassed: {{reason}}', ko: '우회할 수 없음: {{reason}}' },
  'edit.noRoom': {
    en: 'That is more than one file can hold.',
    ko: '파일 하나에 담을 수 있는 양을 넘습니다.',
  },

  'command.edit.bypass.off': { en: 'Switch on', ko: '우회 해제' },

  'reason.noNodeSelected': { en: 'Select a node first.', ko: '먼저 노드를 선택하세요.' },
  'reason.selectMore': {
    en: 'Select at least {{count}} nodes first.',
    ko: '먼저 노드를 {{count}}개 이상 선택하세요.',
  },

  'clipboard.foreign.title': {
    en: 'Nothing to paste',
    ko: '붙여넣을 것이 없습니다',
  },
  'clipboard.foreign.body': {
    en: 'The clipboard holds no nodes. Copy nodes in Gradscope first, or the text of a graph.',
    ko: '클립보드에 노드가 없습니다. 먼저 Gradscope에서 노드를 복사하거나 그래프의 텍스트를 복사하세요.',
  },
  'clipboard.tooNew.body': {
    en: 'It was copied in a newer Gradscope. Update this one to paste it.',
    ko: '더 새로운 Gradscope에서 복사한 내용입니다. 붙여넣으려면 이 앱을 업데이트하세요.',
  },
  'clipboard.dropped': {
    en: {
      one: 'One damaged entry was left out.',
      other: '{{count}} damaged entries were left out.',
    },
    ko: '손상된 항목 {{count}}개를 제외하고 붙여넣었습니다.',
  },
  'clipboard.failed.title': {
    en: 'The clipboard cannot be used',
    ko: '클립보드를 사용할 수 없습니다',
  },
  'clipboard.failed.body': { en: 'Try again in a moment.', ko: '잠시 후 다시 시도하세요.' },
} as const satisfies Strings
