import type { Strings } from './types'

/** Automatic layout. */
export const layout = {
  'layout.running': { en: 'Arranging the graph…', ko: '그래프를 정렬하는 중…' },
  'layout.stop': { en: 'Stop', ko: '중지' },
  'layout.failed': { en: 'The graph was not arranged', ko: '그래프를 정렬하지 못했습니다' },
  'layout.failed.remedy': {
    en: 'Nothing was moved. Try again with part of the graph selected.',
    ko: '아무것도 이동하지 않았습니다. 그래프의 일부를 선택하고 다시 시도하세요.',
  },
} as const satisfies Strings
