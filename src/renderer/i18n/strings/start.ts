import type { Strings } from './types'

/** The start screen and the examples on it. */
export const start = {
  'start.title': { en: 'Gradscope', ko: 'Gradscope' },
  'start.subtitle': {
    en: 'Build a network, train it, and see where its gradient goes.',
    ko: '신경망을 만들고 학습시키며 기울기가 어디로 흐르는지 확인하세요.',
  },
  'start.examples': { en: 'Examples', ko: '예제' },
  'start.examples.none': { en: 'No examples were found.', ko: '예제를 찾을 수 없습니다.' },
  'start.new': { en: 'New network', ko: '새 신경망' },
  'start.new.help': { en: 'An empty canvas', ko: '빈 캔버스' },
  'start.open': { en: 'Open…', ko: '열기…' },
  'start.open.help': { en: 'A .gradscope file', ko: '.gradscope 파일' },
  'start.nodes': {
    en: { one: '{{count}} node', other: '{{count}} nodes' },
    ko: '노드 {{count}}개',
  },
  'start.back': { en: 'Back to {{name}}', ko: '돌아가기: {{name}}' },
  'start.broken': { en: 'This example cannot be read.', ko: '이 예제를 읽을 수 없습니다.' },
  'example.mnist-relu.title': { en: 'Digits with ReLU', ko: 'ReLU로 숫자 인식' },
  'example.mnist-relu.summary': {
    en: 'A small network that learns handwritten digits well. A good first run.',
    ko: '손글씨 숫자를 잘 학습하는 작은 신경망입니다. 처음 해 보기에 좋습니다.',
  },
  'example.vanishing-sigmoid.title': { en: 'The vanishing gradient', ko: '기울기 소실' },
  'example.vanishing-sigmoid.summary': {
    en: 'Many sigmoid layers, one after another. Watch the gradient fade on its way to the first.',
    ko: '시그모이드 층이 여러 개 이어집니다. 첫 층으로 갈수록 기울기가 사라지는 모습을 보세요.',
  },
} as const satisfies Strings
