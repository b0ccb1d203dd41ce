import type { Strings } from './types'

/** The look at a network before training, and the check of its gradients. */
export const examination = {
  'xray.badge': {
    en: 'Before training: gradient RMS of the weights {{gradient}}',
    ko: '학습 전: 가중치 기울기 RMS {{gradient}}',
  },
  'xray.summary': {
    en: {
      one: 'One forward and one backward pass at the initial weights, {{formatted}} example',
      other: 'One forward and one backward pass at the initial weights, {{formatted}} examples',
    },
    ko: '초기 가중치에서 샘플 {{formatted}}개로 순전파와 역전파를 한 번씩 한 결과',
  },
  'xray.waiting.title': { en: 'Nothing to look at yet', ko: '아직 살펴볼 것이 없습니다' },
  'xray.waiting': {
    en: 'As soon as the graph is sound, one pass shows what its first step will look like.',
    ko: '그래프에 문제가 없으면 한 번의 순전파와 역전파로 첫 스텝이 어떨지 보여 줍니다.',
  },
  'xray.busy': {
    en: 'It is looked at again when the run pauses.',
    ko: '학습이 멈추면 다시 살펴봅니다.',
  },
  'xray.working': { en: 'Looking at the network…', ko: '신경망을 살펴보는 중…' },
  'xray.loss': { en: 'Loss', ko: '손실' },
  'xray.loss.expected': {
    en: 'Untrained, it should be near {{expected}}.',
    ko: '학습 전에는 {{expected}} 근처여야 합니다.',
  },
  'xray.input': { en: 'Input', ko: '입력' },
  'xray.input.value': { en: 'mean {{mean}} · std {{std}}', ko: '평균 {{mean}} · 표준편차 {{std}}' },
  'xray.factor': { en: 'Gradient per layer', ko: '층당 기울기 배율' },
  'xray.factor.value': { en: '×{{factor}} on the way back', ko: '역전파에서 ×{{factor}}' },
  'xray.findings': { en: 'Findings', ko: '진단' },
  'xray.findings.none': { en: 'Nothing is wrong.', ko: '이상이 없습니다.' },
  'xray.table': { en: 'By depth', ko: '깊이별' },
  'xray.node': { en: 'Node', ko: '노드' },
  'xray.std': { en: 'Output std', ko: '출력 표준편차' },
  'xray.gradient': { en: 'Gradient RMS', ko: '기울기 RMS' },
  'xray.saturated': { en: 'Saturated', ko: '포화' },
  'xray.zero': { en: 'Zero', ko: '0의 비율' },

  'trust.title': { en: 'Gradient check', ko: '기울기 검사' },
  'trust.progress': {
    en: 'Checking {{tensor}} ({{done}} of {{count}})',
    ko: '{{tensor}} 검사 중 ({{done}}/{{count}})',
  },
  'trust.starting': { en: 'Reading the data', ko: '데이터를 읽는 중' },
  'trust.cancel': { en: 'Cancel', ko: '취소' },
  'trust.close': { en: 'Close', ko: '닫기' },
  'trust.again': { en: 'Check again', ko: '다시 검사' },
  'trust.explain': {
    en: 'Every gradient of backpropagation is compared with central differences of the loss, in float64, with dropout masks frozen.',
    ko: '역전파로 구한 모든 기울기를 float64에서 손실의 중앙 차분과 비교합니다. 드롭아웃 마스크는 고정합니다.',
  },
  'trust.passed': { en: 'All gradients are right', ko: '모든 기울기가 맞습니다' },
  'trust.failed': { en: 'Some gradients are wrong', ko: '틀린 기울기가 있습니다' },
  'trust.noLoss': {
    en: 'The loss is not a finite number: there is nothing to compare.',
    ko: '손실이 유한한 수가 아니어서 비교할 수 없습니다.',
  },
  'trust.stale': {
    en: 'The graph changed since this check.',
    ko: '이 검사 뒤에 그래프가 바뀌었습니다.',
  },
  'trust.verified': { en: 'Verified to {{error}}', ko: '{{error}}까지 확인됨' },
  'trust.wrong': { en: 'Gradient is wrong: off by {{error}}', ko: '기울기가 틀림: 오차 {{error}}' },
  'trust.kink': { en: 'At a kink: no derivative to compare', ko: '꺾인 점: 비교할 도함수가 없음' },
  'trust.tensor': { en: 'Tensor', ko: '텐서' },
  'trust.error': { en: 'Relative error', ko: '상대 오차' },
  'trust.direction': { en: 'Along one direction', ko: '한 방향 오차' },
  'trust.entries': { en: 'Entries', ko: '원소' },
  'trust.entries.value': { en: '{{checked}} of {{size}}', ko: '{{size}}개 중 {{checked}}개' },
  'trust.kinks': { en: 'At kinks', ko: '꺾인 점' },
  'trust.result': { en: 'Result', ko: '결과' },
  'trust.result.ok': { en: 'right', ko: '맞음' },
  'trust.result.wrong': { en: 'wrong', ko: '틀림' },
  'trust.result.kink': { en: 'at a kink', ko: '꺾인 점' },
  'trust.worst': {
    en: 'Worst entry {{index}}: backpropagation {{analytic}}, differences {{numeric}}',
    ko: '가장 큰 차이 {{index}}: 역전파 {{analytic}}, 차분 {{numeric}}',
  },
} as const satisfies Strings
