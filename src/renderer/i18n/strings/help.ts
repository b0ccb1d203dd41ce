import type { Strings } from './types'

/** The sheet of shortcuts. */
export const help = {
  'help.title': { en: 'Keyboard and mouse', ko: '키보드와 마우스' },
  'help.print': { en: 'Print', ko: '인쇄' },
  'help.gestures': { en: 'On the canvas', ko: '캔버스에서' },
  'help.gesture.doubleClick': { en: 'Double-click', ko: '두 번 클릭' },
  'help.gesture.doubleClick.does': { en: 'Search for a node to add', ko: '추가할 노드 검색' },
  'help.gesture.dragEmpty': { en: 'Drag', ko: '빈 곳 끌기' },
  'help.gesture.dragEmpty.does': { en: 'Select what the frame touches', ko: '영역 안의 항목 선택' },
  'help.gesture.dragSpace': { en: 'Space + drag', ko: 'Space + 끌기' },
  'help.gesture.dragSpace.does': {
    en: 'Move the view, as the middle button does',
    ko: '화면 이동 (가운데 버튼으로도 가능)',
  },
  'help.gesture.wheel': { en: 'Wheel', ko: '휠' },
  'help.gesture.wheel.does': { en: 'Move the view', ko: '화면 이동' },
  'help.gesture.wheelZoom': { en: 'Ctrl + wheel', ko: 'Ctrl + 휠' },
  'help.gesture.wheelZoom.does': { en: 'Zoom', ko: '확대/축소' },
  'help.gesture.dragDot': { en: 'Drag from a dot', ko: '점에서 끌기' },
  'help.gesture.dragDot.does': { en: 'Draw an edge', ko: '연결 그리기' },
  'help.gesture.dropEmpty': { en: 'Drop it on empty canvas', ko: '빈 곳에 놓기' },
  'help.gesture.dropEmpty.does': {
    en: 'Add a node that fits, connected',
    ko: '알맞은 노드를 추가하고 연결',
  },
  'help.gesture.dragEnd': { en: 'Drag an end of an edge', ko: '연결의 끝 끌기' },
  'help.gesture.dragEnd.does': { en: 'Reconnect or remove it', ko: '다른 노드에 연결하거나 끊기' },
  'help.gesture.shiftClick': { en: 'Shift + click', ko: 'Shift + 클릭' },
  'help.gesture.shiftClick.does': { en: 'Add to the selection', ko: '선택에 추가' },
  'help.gesture.arrows': { en: 'Arrows', ko: '화살표 키' },
  'help.gesture.arrows.does': { en: 'Move the selected nodes', ko: '선택한 노드 이동' },
  'help.gesture.shiftArrows': { en: 'Shift + arrows', ko: 'Shift + 화살표 키' },
  'help.gesture.shiftArrows.does': { en: 'Move them farther', ko: '더 크게 이동' },
  'help.gesture.escape': { en: 'Esc', ko: 'Esc' },
  'help.gesture.escape.does': {
    en: 'Back to the canvas; there, select nothing',
    ko: '캔버스로 돌아가기, 캔버스에서는 선택 해제',
  },
} as const satisfies Strings
