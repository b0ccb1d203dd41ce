import type { RuleId } from '../../engine/diagnosis/finding'
import type { FixId } from '../../engine/diagnosis/fixes'
import type { RuleText } from '../../engine/diagnosis/texts'

/** What findings say, as `ruleTexts` in English; `{{name}}` stands for a number of the evidence. */
export const koreanRules: Readonly<Record<RuleId, RuleText>> = {
  diverged: {
    title: '학습이 발산했습니다',
    brief: '손실이 {{loss}}입니다.',
    evidence: '학습률 {{learningRate}}에서 손실이 {{loss}}입니다.',
    lesson:
      '보폭이 너무 크면 내려가야 할 골짜기를 벗어납니다. 갱신할 때마다 기울기가 더 커지다가 결국 수가 넘칩니다.',
    causes: { learningRate: '지금의 기울기에 비해 학습률이 너무 큽니다.' },
  },
  vanishing: {
    title: '기울기가 소실됩니다',
    brief: '{{layers}}개 층에서 RMS가 층마다 ×{{factorPerLayer}}씩 줄어듭니다.',
    evidence:
      '첫 은닉층의 기울기가 마지막 은닉층의 {{ratio}}배입니다({{firstRms}} 대 {{lastRms}}). {{layers}}개 층을 지나며 층마다 ×{{factorPerLayer}}씩 줄어듭니다.',
    lesson:
      '기울기는 거꾸로 전파되면서 층마다 가중치와 활성화 함수의 도함수가 곱해집니다. 1보다 작은 값이 거듭 곱해지면 거의 사라지고, 앞쪽 층은 학습되지 않습니다. 시그모이드의 도함수는 최대 0.25입니다.',
    causes: {
      slopes:
        '활성화 함수의 도함수가 기울기를 줄입니다. 모든 층을 합쳐 활성화 함수는 ×{{slopes}}, 가중치는 ×{{weights}}입니다.',
      weights:
        '가중치가 기울기를 줄입니다. 모든 층을 합쳐 가중치는 ×{{weights}}, 활성화 함수는 ×{{slopes}}입니다.',
    },
  },
  exploding: {
    title: '기울기가 폭발합니다',
    brief: '전체 기울기의 노름이 {{norm}}입니다.',
    evidence: '전체 기울기의 노름은 {{norm}}, 한계는 {{limit}}입니다.',
    lesson:
      '가중치가 너무 크면 기울기가 층을 지날 때마다 커집니다. 그러면 한 번의 갱신으로 모든 가중치가 멀리 튕겨 나갈 수 있습니다.',
    causes: {
      weights:
        '가중치가 너무 큽니다. {{layers}}개 층에서 층마다 ×{{factorPerLayer}}씩 커져, 첫 은닉층의 기울기가 마지막 은닉층의 {{ratio}}배입니다.',
      learningRate: '기울기가 전체적으로 커서 이 보폭으로는 최솟값을 지나칩니다.',
    },
  },
  identicalUnits: {
    title: '한 층의 모든 유닛이 똑같습니다',
    brief: '가중치가 모두 0인 은닉층: {{layers}}개.',
    evidence: '가중치가 모두 0인 은닉층: {{layers}}개.',
    lesson:
      '똑같이 시작한 유닛은 같은 기울기를 받아 계속 똑같이 남습니다. 유닛이 백 개여도 하나와 다르지 않습니다. 가중치를 무작위로 초기화해야 대칭이 깨집니다.',
    causes: { zeroWeights: '가중치가 0에서 시작합니다.' },
  },
  poorInit: {
    title: '가중치 초깃값이 깊이에 맞지 않습니다',
    brief: '{{layers}}개 층에서 출력의 표준편차가 {{first}}에서 {{last}}로 변합니다.',
    evidence:
      '학습 전 층 출력의 표준편차가 {{first}}에서 {{last}}로 변합니다. {{layers}}개 층을 지나며 층마다 ×{{factorPerLayer}}배가 됩니다.',
    lesson:
      '가중치는 흐르는 값의 퍼짐을 유지해야 합니다. ReLU에는 분산 2/n(He), tanh와 시그모이드에는 1/n(Xavier)이 알맞습니다. 그렇지 않으면 깊어질수록 활성화 값이 사라지거나 포화됩니다.',
    causes: { initScale: '입력 개수에 비해 가중치 초깃값이 너무 작거나 너무 큽니다.' },
  },
  inputScale: {
    title: '입력이 정규화되지 않았습니다',
    brief: '입력의 평균은 {{mean}}, 표준편차는 {{std}}입니다.',
    evidence: '입력의 평균은 {{mean}}, 표준편차는 {{std}}입니다.',
    lesson:
      '입력이 평균 0, 표준편차 1에서 멀면 손실이 어떤 방향으로는 가파르고 어떤 방향으로는 평평해져, 모든 방향에 맞는 학습률이 없습니다.',
    causes: { unscaledInput: '데이터셋 노드가 값을 그대로 내보냅니다.' },
  },
  deadUnits: {
    title: 'ReLU 유닛이 죽었습니다',
    brief: '한 층의 유닛 중 최대 {{share}}가 항상 0입니다.',
    evidence:
      '모든 검증 샘플에서 출력이 0인 유닛이 한 층에 최대 {{share}}입니다(해당하는 층: {{layers}}개).',
    lesson:
      '모든 입력에서 ReLU가 0이면 도함수도 0이라 가중치에 기울기가 닿지 않고, 유닛은 다시 깨어나지 못합니다. 보폭이 너무 크거나 편향이 0보다 훨씬 작을 때 그렇게 됩니다.',
    causes: { learningRate: '큰 보폭이나 음의 편향이 유닛을 0 아래로 밀어냈습니다.' },
  },
  saturation: {
    title: '활성화 값이 포화되었습니다',
    brief: '한 층의 출력 중 최대 {{share}}에서 도함수가 0.05 미만입니다.',
    evidence:
      '한 층의 출력 중 최대 {{share}}가 도함수 0.05 미만인 곳에 있습니다(해당하는 층: {{layers}}개).',
    lesson:
      '시그모이드나 tanh의 평평한 양 끝에서는 기울기가 거의 통과하지 못합니다. 가중치를 줄이거나 앞에 배치 정규화를 두면 입력이 가파른 구간에 머뭅니다.',
    causes: { initScale: '활성화 함수에 들어가는 값이 너무 큽니다.' },
  },
  updateTooLarge: {
    title: '갱신량이 큽니다',
    brief: '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다.',
    evidence:
      '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다(ΔW의 노름 ÷ W의 노름. 보통 1e-3, 한계 {{limit}}).',
    lesson:
      '갱신량은 가중치의 천분의 일쯤이 좋습니다. 그보다 훨씬 크면 학습률이 너무 높은 것입니다.',
    causes: { learningRate: '지금의 기울기에 비해 학습률 {{learningRate}}이(가) 큽니다.' },
  },
  updateTooSmall: {
    title: '갱신량이 작습니다',
    brief: '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다.',
    evidence:
      '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다(ΔW의 노름 ÷ W의 노름. 보통 1e-3, 한계 {{limit}}).',
    lesson: '갱신량은 가중치의 천분의 일쯤이 좋습니다. 그보다 훨씬 작으면 학습이 끝없이 걸립니다.',
    causes: { learningRate: '지금의 기울기에 비해 학습률 {{learningRate}}이(가) 작습니다.' },
  },
  notLearning: {
    title: '손실이 줄지 않습니다',
    brief: '처음 {{first}}, 지금 {{last}}입니다.',
    evidence: '손실이 처음 {{window}}스텝에서 {{first}}, 최근 {{window}}스텝에서 {{last}}입니다.',
    lesson:
      '손실이 제자리라면 기울기가 닿지 않거나 보폭이 너무 작거나 너무 큰 것입니다. 층별 기울기를 살펴보세요.',
    causes: {
      learningRate: '손실이 오히려 늘어납니다. 보폭이 너무 큽니다.',
      unknown: '기울기나 보폭이 너무 작거나, 신경망이 이 문제를 표현하지 못합니다.',
    },
  },
  oscillating: {
    title: '손실이 요동칩니다',
    brief: '스텝마다 평균 {{jump}}씩 바뀝니다.',
    evidence: '손실이 {{last}} 근처에서 스텝마다 평균 {{jump}}씩 바뀝니다.',
    lesson: '처음 손실만큼 크게 요동친다면 골짜기를 따라가지 않고 가로질러 건너뛰고 있는 것입니다.',
    causes: { learningRate: '학습률이 너무 크거나 배치가 아주 작습니다.' },
  },
  overfitting: {
    title: '신경망이 과적합됩니다',
    brief: '검증 손실 {{validationLoss}}, 학습 손실 {{trainLoss}}.',
    evidence:
      '검증 손실은 {{validationLoss}}, 학습 손실은 {{trainLoss}}입니다. {{checks}}번 연속으로 벌어져 있습니다.',
    lesson:
      '샘플에 비해 자유도가 큰 신경망은 샘플을 통째로 외웁니다. 가중치 감소, 드롭아웃, 조기 종료, 더 많은 샘플이 일반화를 돕습니다.',
    causes: { tooFewExamples: '가중치 수에 비해 샘플이 적습니다.' },
  },
}

export const koreanFixes: Readonly<Record<FixId, string>> = {
  reluHe: 'ReLU와 He 초기화 사용',
  init: '활성화 함수에 맞게 가중치 초기화',
  batchNorm: '활성화 함수 앞에 배치 정규화 삽입',
  skipConnections: '스킵 연결 추가',
  lowerLearningRate: '학습률 낮추기',
  raiseLearningRate: '학습률을 10배로',
  clipNorm: '기울기 노름을 1로 클리핑',
  leakyRelu: 'Leaky ReLU 사용',
  standardize: '입력 표준화',
  weightDecay: '가중치 감소(L2) 추가',
  dropout: '드롭아웃 삽입',
  earlyStopping: '조기 종료 사용',
}
