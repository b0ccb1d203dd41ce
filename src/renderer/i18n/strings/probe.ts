import type { Strings } from './types'

/** The decision boundary, the responses of units and the loss landscape. */
export const probe = {
  'boundary.title': { en: 'Decision boundary', ko: '결정 경계' },
  'boundary.title.regression': { en: 'Prediction', ko: '예측값' },
  'boundary.measure.softmax': {
    en: 'colour: predicted class, stronger where it is surer',
    ko: '색: 예측 클래스, 확신할수록 진합니다',
  },
  'boundary.measure.value': { en: 'colour: predicted value', ko: '색: 예측값' },
  'boundary.x': { en: 'input x₁', ko: '입력 x₁' },
  'boundary.y': { en: 'input x₂', ko: '입력 x₂' },
  'boundary.step': { en: 'step', ko: '스텝' },
  'boundary.training': { en: 'training', ko: '학습' },
  'boundary.heldOut': { en: 'held out', ko: '검증·테스트' },
  'boundary.share': { en: 'share of the plane', ko: '평면에서 차지하는 비율' },
  'boundary.predicted': { en: 'predicted', ko: '예측' },
  'boundary.class': { en: 'class {{index}}', ko: '클래스 {{index}}' },
  'boundary.role': { en: 'map of predictions', ko: '예측 지도' },
  'boundary.untrained': {
    en: 'asking the network…',
    ko: '신경망의 답을 계산하는 중…',
  },
  'boundary.empty.none': {
    en: 'The graph is not complete\nMend what it lacks to see its data and what it predicts.',
    ko: '그래프가 아직 완성되지 않았습니다\n문제를 해결하면 데이터와 예측이 표시됩니다.',
  },
  'boundary.empty.noPlane': {
    en: {
      one: 'This data has one input, a boundary needs two\nChoose a data set of points: spiral, moons, circles, XOR or clusters.',
      other:
        'This data has {{count}} inputs, a boundary needs two\nChoose a data set of points: spiral, moons, circles, XOR or clusters.',
    },
    ko: '이 데이터는 입력이 {{count}}개입니다. 결정 경계는 입력이 2개일 때 그릴 수 있습니다\n나선, 초승달, 동심원, XOR, 군집 같은 점 데이터셋을 선택하세요.',
  },
  'boundary.empty.reading': { en: 'Reading the data…', ko: '데이터를 읽는 중입니다…' },
  'boundary.nothing': {
    en: 'Nothing to export before the first step',
    ko: '첫 스텝 전에는 내보낼 것이 없습니다',
  },
  'units.title': { en: 'Unit responses of {{label}}', ko: '{{label}}의 유닛별 반응' },
  'units.shown': {
    en: { one: '{{shown}} of {{count}} unit', other: '{{shown}} of {{count}} units' },
    ko: '유닛 {{count}}개 중 {{shown}}개',
  },
  'units.all': { en: { one: '{{count}} unit', other: '{{count}} units' }, ko: '유닛 {{count}}개' },
  'units.unit': { en: 'unit', ko: '유닛' },
  'units.smallest': { en: 'smallest', ko: '최소' },
  'units.largest': { en: 'largest', ko: '최대' },
  'units.role': { en: 'small maps', ko: '작은 지도 모음' },
  'units.node': { en: 'Units of', ko: '유닛을 볼 노드' },
  'units.empty': {
    en: 'No unit responses yet\nSelect a layer to see what each of its units responds to.',
    ko: '아직 유닛별 반응이 없습니다\n층을 선택하면 유닛마다 어디에 반응하는지 표시됩니다.',
  },
  'landscape.title': { en: 'Loss landscape', ko: '손실 지형' },
  'landscape.measure': {
    en: {
      one: 'step {{step}} · {{formatted}} {{part}} example',
      other: 'step {{step}} · {{formatted}} {{part}} examples',
    },
    ko: '스텝 {{step}} · {{part}} 샘플 {{formatted}}개',
  },
  'landscape.part.train': { en: 'training', ko: '학습' },
  'landscape.part.validation': { en: 'validation', ko: '검증' },
  'landscape.loss': { en: 'loss', ko: '손실' },
  'landscape.centre': { en: 'centre', ko: '중심' },
  'landscape.lowest': { en: 'lowest', ko: '최솟값' },
  'landscape.profile': { en: 'Profile', ko: '단면' },
  'landscape.alongAlpha': { en: 'along α', ko: 'α 방향' },
  'landscape.alongBeta': { en: 'along β', ko: 'β 방향' },
  'landscape.role': { en: 'contour map', ko: '등고선 지도' },
  'landscape.profileRole': { en: 'line chart', ko: '꺾은선 차트' },
  'landscape.form': { en: 'What to measure', ko: '측정 설정' },
  'landscape.resolution': { en: 'Points', ko: '격자점' },
  'landscape.resolution.value': { en: '{{points}} × {{points}}', ko: '{{points}} × {{points}}' },
  'landscape.range': { en: 'Range α, β', ko: 'α, β 범위' },
  'landscape.range.value': { en: '±{{range}}', ko: '±{{range}}' },
  'landscape.seed': { en: 'Seed', ko: '시드' },
  'landscape.part': { en: 'Loss of', ko: '데이터' },
  'landscape.part.train.option': { en: 'Training', ko: '학습' },
  'landscape.part.validation.option': { en: 'Validation', ko: '검증' },
  'landscape.compute': { en: 'Measure', ko: '측정' },
  'landscape.again': { en: 'Measure again', ko: '다시 측정' },
  'landscape.cancel': { en: 'Cancel', ko: '취소' },
  'landscape.progress': {
    en: '{{done}} of {{total}} points',
    ko: '{{total}}개 중 {{done}}개 측정',
  },
  'landscape.older': {
    en: 'Of step {{step}}; the run is at step {{now}}.',
    ko: '스텝 {{step}}의 지형입니다. 현재 스텝은 {{now}}입니다.',
  },
  'landscape.help': {
    en: 'Two random directions, each filter as long as that of the weights; biases and norms stay.',
    ko: '무작위 방향 두 개를 필터마다 가중치와 같은 크기로 맞춥니다. 편향과 정규화 층은 그대로 둡니다.',
  },
  'landscape.empty': {
    en: 'No landscape yet\nMeasure the loss around the present weights; training goes on meanwhile.',
    ko: '아직 측정한 지형이 없습니다\n현재 가중치 주변의 손실을 측정하세요. 그동안에도 학습은 계속됩니다.',
  },
  'landscape.noRun': {
    en: 'No network to measure\nTrain or step first: the landscape is around the weights of a run.',
    ko: '측정할 신경망이 없습니다\n먼저 학습하거나 한 스텝 진행하세요. 손실 지형은 실행 중인 가중치를 중심으로 그립니다.',
  },
  'landscape.working': {
    en: 'Measuring…\nThe first points are on their way.',
    ko: '측정하는 중입니다…\n곧 첫 격자점이 표시됩니다.',
  },
  'landscape.nothing': {
    en: 'Nothing to export before a landscape is measured',
    ko: '손실 지형을 측정하기 전에는 내보낼 것이 없습니다',
  },
} as const satisfies Strings
