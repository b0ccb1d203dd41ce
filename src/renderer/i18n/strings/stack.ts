import type { Strings } from './types'

/** The form for a stack of layers. */
export const stack = {
  'stack.title': { en: 'Stack of layers', ko: '층 쌓기' },
  'stack.open': { en: 'Stack of layers…', ko: '층 쌓기…' },
  'stack.summary': {
    en: 'Many dense layers at once, with activation, norm, dropout and skip connections.',
    ko: '활성화 함수, 정규화, 드롭아웃, 스킵 연결을 갖춘 여러 완전 연결층을 한 번에 추가합니다.',
  },
  'stack.after': {
    en: 'Behind {{name}}, in front of what it feeds.',
    ko: '{{name}} 뒤, 그 출력이 이어지던 노드 앞에 놓입니다.',
  },
  'stack.alone': {
    en: 'By itself. Select a node first to build on from it.',
    ko: '단독으로 놓입니다. 이어서 쌓으려면 먼저 노드를 선택하세요.',
  },
  'stack.count': { en: 'Layers', ko: '층 수' },
  'stack.count.help': {
    en: 'Dense layers, one after another.',
    ko: '이어지는 완전 연결층의 수입니다.',
  },
  'stack.units': { en: 'Units', ko: '유닛 수' },
  'stack.units.help': { en: 'Outputs of every layer.', ko: '층마다의 출력 수입니다.' },
  'stack.activation': { en: 'Activation', ko: '활성화 함수' },
  'stack.activation.help': { en: 'After every layer.', ko: '각 층 뒤에 놓입니다.' },
  'stack.activation.none': { en: 'None', ko: '없음' },
  'stack.activation.none.help': {
    en: 'The layers together stay one linear map.',
    ko: '층을 모두 합쳐도 하나의 선형 변환입니다.',
  },
  'stack.init': { en: 'Weight initialisation', ko: '가중치 초기화' },
  'stack.init.help': {
    en: 'How W is drawn before training.',
    ko: '학습 전 W를 정하는 방법입니다.',
  },
  'stack.dropout': { en: 'Drop rate', ko: '드롭아웃 비율' },
  'stack.dropout.help': {
    en: 'Dropout after every layer. 0 for none.',
    ko: '각 층 뒤의 드롭아웃입니다. 0이면 없습니다.',
  },
  'stack.skip': { en: 'Skip connection every', ko: '스킵 연결 간격' },
  'stack.skip.help': {
    en: 'Layers that one leads around. 0 for none.',
    ko: '스킵 연결이 건너뛰는 층 수입니다. 0이면 없습니다.',
  },
  'stack.batchNorm': { en: 'Batch norm', ko: '배치 정규화' },
  'stack.batchNorm.help': {
    en: 'Between every layer and its activation.',
    ko: '각 층과 활성화 함수 사이에 놓입니다.',
  },
  'stack.insert': {
    en: { one: 'Insert a layer', other: 'Insert {{count}} layers' },
    ko: '층 {{count}}개 추가',
  },
  'stack.cancel': { en: 'Cancel', ko: '취소' },
} as const satisfies Strings
