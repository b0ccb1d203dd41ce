import type { CommandRows } from './row'

export const viewCommands = {
  'view.fit': {
    title: { en: 'Fit the graph to the view', ko: '그래프를 화면에 맞추기' },
    keys: ['.'],
    group: 'zoom',
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
