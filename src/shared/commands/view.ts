import { panelCommands } from './panels'
import type { CommandRows } from './row'

export const viewCommands = {
  'view.commands': {
    title: { en: 'Command palette…', ko: '명령 팔레트…' },
    keys: ['Mod+Shift+P', 'Mod+K'],
    group: 'find',
    inFields: true,
  },
  'view.findNode': {
    title: { en: 'Find node…', ko: '노드 찾기…' },
    keys: ['Mod+P', 'Mod+F'],
    group: 'find',
    inFields: true,
  },
  'view.zoomIn': {
    title: { en: 'Zoom in', ko: '확대' },
    keys: ['Mod+=', 'Mod+Plus'],
    group: 'zoom',
  },
  'view.zoomOut': {
    title: { en: 'Zoom out', ko: '축소' },
    keys: ['Mod+-'],
    group: 'zoom',
  },
  'view.zoomActual': {
    title: { en: 'Zoom to 100 %', ko: '실제 크기(100%)' },
    keys: ['Mod+0'],
    group: 'zoom',
  },
  'view.fit': {
    title: { en: 'Fit the graph to the view', ko: '그래프를 화면에 맞추기' },
    keys: ['.', 'Shift+1'],
    group: 'zoom',
  },
  'view.fitSelection': {
    title: { en: 'Fit the selection to the view', ko: '선택 항목을 화면에 맞추기' },
    keys: ['F', 'Shift+2'],
    group: 'zoom',
  },
  'view.palette': {
    title: { en: 'Show or hide the palette', ko: '팔레트 표시/숨기기' },
    keys: ['Mod+B'],
    group: 'panes',
    inFields: true,
  },
  'view.inspector': {
    title: { en: 'Show or hide the inspector', ko: '속성 패널 표시/숨기기' },
    keys: ['Mod+Alt+B'],
    group: 'panes',
    inFields: true,
  },
  'view.dock': {
    title: { en: 'Show or hide the panels', ko: '하단 패널 표시/숨기기' },
    keys: ['Mod+J'],
    group: 'panes',
    inFields: true,
  },
  'view.minimap': {
    title: { en: 'Show or hide the overview map', ko: '미니맵 표시/숨기기' },
    keys: ['M'],
    group: 'panes',
  },
  ...panelCommands,
  'view.nextPane': {
    title: { en: 'Next pane', ko: '다음 영역으로' },
    keys: ['F6'],
    group: 'focus',
    inFields: true,
  },
  'view.previousPane': {
    title: { en: 'Previous pane', ko: '이전 영역으로' },
    keys: ['Shift+F6'],
    group: 'focus',
    inFields: true,
  },
  'view.start': {
    title: { en: 'Examples and files', ko: '예제와 파일' },
    keys: [],
    group: 'screen',
  },
  'view.theme.system': {
    title: { en: 'Theme: as the system', ko: '테마: 시스템 설정' },
    keys: [],
    group: 'theme',
  },
  'view.theme.light': { title: { en: 'Theme: light', ko: '테마: 밝게' }, keys: [], group: 'theme' },
  'view.theme.dark': { title: { en: 'Theme: dark', ko: '테마: 어둡게' }, keys: [], group: 'theme' },
  'view.theme.contrast': {
    title: { en: 'Theme: high contrast', ko: '테마: 고대비' },
    keys: [],
    group: 'theme',
  },
  'view.language.system': {
    title: { en: 'Language: as the system', ko: '언어: 시스템 설정' },
    keys: [],
    group: 'language',
  },
  'view.language.en': {
    title: { en: 'Language: English', ko: '언어: English' },
    keys: [],
    group: 'language',
  },
  'view.language.ko': {
    title: { en: 'Language: 한국어', ko: '언어: 한국어' },
    keys: [],
    group: 'language',
  },
} as const satisfies CommandRows
