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
  'example.spiral.title': { en: 'Spiral in the plane', ko: '평면의 나선' },
  'example.spiral.summary': {
    en: 'Three arms wound into each other, told apart by two small tanh layers.',
    ko: '서로 감긴 세 나선 팔을 작은 tanh 층 두 개로 구분합니다.',
  },
  'example.overfitting-300.title': { en: 'Overfitting', ko: '과적합' },
  'example.overfitting-300.summary': {
    en: '300 digits learned by heart: right on all of them, wrong on every fifth new one.',
    ko: '숫자 300개를 외워 버립니다. 학습 샘플은 모두 맞히지만 새 숫자는 다섯 중 하나꼴로 틀립니다.',
  },
  'example.exploding-linear.title': { en: 'The exploding gradient', ko: '기울기 폭발' },
  'example.exploding-linear.summary': {
    en: 'Ten linear layers whose initial weights are too large: each doubles the gradient.',
    ko: '초기 가중치가 너무 큰 선형 층 열 개입니다. 층마다 기울기가 두 배로 커집니다.',
  },
  'example.dead-relu.title': { en: 'Dead ReLU units', ko: '죽은 ReLU' },
  'example.dead-relu.summary': {
    en: 'The learning rate is too high: units stay at 0 and no gradient wakes them again.',
    ko: '학습률이 너무 높아 유닛이 0에 머물고, 기울기가 없어 다시 살아나지 못합니다.',
  },
  'example.vanishing-sigmoid.title': { en: 'The vanishing gradient', ko: '기울기 소실' },
  'example.vanishing-sigmoid.summary': {
    en: 'Many sigmoid layers, one after another. Watch the gradient fade on its way to the first.',
    ko: '시그모이드 층이 여러 개 이어집니다. 첫 층으로 갈수록 기울기가 사라지는 모습을 보세요.',
  },
} as const satisfies Strings
