import type { Strings } from './types'

/** The palette of node kinds. */
export const palette = {
  'palette.title': { en: 'Nodes', ko: '노드' },
  'palette.search': { en: 'Search nodes', ko: '노드 검색' },
  'palette.clear': { en: 'Clear the search', ko: '검색어 지우기' },
  'palette.none': {
    en: 'No node is called “{{query}}”.',
    ko: '“{{query}}”에 맞는 노드가 없습니다.',
  },
  'palette.hint': {
    en: 'Drag onto the canvas, or press Enter to add after the selected node',
    ko: '캔버스로 끌어다 놓거나, Enter를 눌러 선택한 노드 뒤에 추가하세요',
  },
  'quickAdd.place': { en: 'Add a node', ko: '추가할 노드 검색' },
  'quickAdd.connect': { en: 'Add a node to the edge', ko: '연결할 노드 검색' },
  'quickAdd.follow': { en: 'Add the next node', ko: '다음 노드 검색' },
  'quickAdd.insert': { en: 'Insert on the edge', ko: '연결에 넣을 노드 검색' },
  'quickAdd.replace': { en: 'Replace with', ko: '바꿀 노드 검색' },
  'category.data': { en: 'Data', ko: '데이터' },
  'category.layer': { en: 'Layers', ko: '층' },
  'category.join': { en: 'Join', ko: '결합' },
  'category.end': { en: 'Ends', ko: '출력' },
} as const satisfies Strings
