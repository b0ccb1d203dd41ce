import type { RuleId } from '../../engine/diagnosis/finding'
import type { FixId } from '../../engine/diagnosis/fixes'
import type { RuleText } from '../../engine/diagnosis/texts'

/** What findings say, as `ruleTexts` in English; `{{name}}` stands for a number of the evidence. */
export const koreanRules: Readonly<Record<RuleId, RuleText>> = {
  outputActivation: {
    title: '손실 앞에 활성화 함수가 있습니다',
    brief: '손실 함수는 마지막 층의 출력을 그대로 받아야 합니다.',
    evidence:
      '손실 함수는 마지막 층의 출력을 그대로 받아야 하는데, 활성화 함수를 거친 값을 받습니다.',
    lesson:
      '교차 엔트로피에는 소프트맥스나 시그모이드가 이미 들어 있어, −∞에서 ∞까지의 원점수(로짓)를 받아야 합니다. 앞에 다른 함수가 있으면 확신에 찬 점수를 낼 수 없고, 그 함수의 도함수만큼 모든 기울기가 줄어듭니다.',
    causes: {
      doubleActivation: '손실 함수에 이미 들어 있는 함수여서 두 번 적용됩니다.',
      boundedOutput: '출력 범위가 정해져 있어, 손실이 요구하는 그 밖의 값에는 닿을 수 없습니다.',
      cutOutput:
        '0보다 작은 값을 잘라 냅니다. 낮아야 할 점수가 낮아지지 못하고 기울기도 전달되지 않습니다.',
      slowLoss:
        '제곱 오차에서는 시그모이드나 소프트맥스의 도함수가 기울기에 곱해져, 확신하며 틀린 답에서 기울기가 거의 0이 됩니다. 교차 엔트로피에서는 그 도함수가 상쇄됩니다.',
    },
  },
  smallBatch: {
    title: '배치 정규화에 비해 배치가 너무 작습니다',
    brief: '샘플 {{batchSize}}개의 평균과 분산으로 정규화합니다.',
    evidence:
      '배치 정규화가 샘플 {{batchSize}}개에서 평균과 분산을 구합니다. {{limit}}개보다 적으면 거의 우연에 좌우됩니다.',
    lesson:
      '샘플 몇 개의 평균과 분산은 잡음이고, 그 잡음이 정규화되는 모든 값에 섞입니다. 이동 평균을 쓰는 평가 때는 전혀 다른 신경망이 됩니다. 샘플이 둘이면 차이의 부호만 남습니다.',
    causes: { batchSize: '배치 크기가 {{batchSize}}입니다.' },
  },
  heavyDropout: {
    title: '드롭아웃이 거의 모든 값을 버립니다',
    brief: '비율 {{rate}}에서는 잡음이 신호의 {{noise}}배입니다.',
    evidence: '비율 {{rate}}에서는 드롭아웃이 더하는 잡음이 신호의 {{noise}}배입니다.',
    lesson:
      '드롭아웃은 남긴 값을 1/(1 − 비율)배로 키워 나머지를 메웁니다. 은닉층에서는 0.5까지가 보통입니다. 그보다 훨씬 크면 층이 거의 잡음만 전달하고, 층마다 잡음이 더해집니다.',
    causes: { dropout: '드롭아웃 비율이 {{rate}}입니다.' },
  },
  constantInput: {
    title: '모든 입력이 같습니다',
    brief: '배치의 모든 값이 {{mean}}입니다.',
    evidence: '데이터셋 노드가 내보내는 값이 모든 샘플에서 같습니다({{mean}}).',
    lesson:
      '신경망은 샘플마다 다른 값으로만 샘플을 구별할 수 있습니다. 변하지 않는 열은 표준화하면 0이 되어 아무 정보도 담지 못합니다.',
    causes: { constantData: '데이터셋의 열이 변하지 않습니다. 데이터를 확인하세요.' },
  },
  noBias: {
    title: '편향이 있는 층이 없습니다',
    brief: '편향이 없는 Dense 층: {{layers}}개.',
    evidence: '편향이 없는 Dense 층: {{layers}}개.',
    lesson:
      '편향이 없으면 입력 0의 출력은 항상 0이고, 클래스 사이의 모든 경계가 원점을 지납니다. 데이터가 0 주위에 있으면 괜찮을 수 있지만, 그렇지 않으면 경계를 데이터 쪽으로 옮길 수 없습니다.',
    causes: {
      missingBias: '편향이 꺼져 있고, 대신 값을 옮겨 줄 배치 정규화나 층 정규화도 없습니다.',
    },
  },
  noActivation: {
    title: '모든 층이 하나의 선형 함수를 이룹니다',
    brief: 'Dense 층 {{layers}}개 사이에 활성화 함수가 없고, 손실이 {{loss}}에 머물러 있습니다.',
    evidence:
      '기울기와 갱신은 정상인데 손실이 {{loss}}에 머물러 있습니다. Dense 층 {{layers}}개 사이에 활성화 함수가 없습니다.',
    lesson:
      '활성화 함수 없이 이어진 층은 곱해져 행렬 하나가 됩니다. 층이 아무리 많아도 한 층보다 더 표현할 수 없어, 클래스 사이의 경계는 직선이고 회귀 결과도 직선입니다. 은닉층마다 활성화 함수를 두면 휘어진 함수를 배울 수 있습니다.',
    causes: {
      missingActivation: '은닉층 뒤에 비선형 활성화 함수가 없습니다.',
    },
  },
  targetScale: {
    title: '예측할 값이 정규화되지 않았습니다',
    brief: '첫 오차는 {{error}}, 신경망 출력의 표준편차는 {{output}}입니다.',
    evidence:
      '첫 오차는 {{error}}인데 신경망 출력의 표준편차는 {{output}}입니다. 오차의 크기가 곧 목푯값의 크기입니다.',
    lesson:
      '오차가 목푯값만큼 크면 기울기도 그만큼 커서, 처음 몇 번의 갱신으로 가중치가 멀리 튕겨 나갑니다. 표준화하면 첫 오차가 1쯤이 되고, 결과는 원래 단위로 되돌려 보여 줍니다.',
    causes: { unscaledTarget: '데이터셋 노드가 목푯값을 그대로 내보냅니다.' },
  },
  initialLoss: {
    title: '첫 손실이 지나치게 큽니다',
    brief: '첫 손실은 {{loss}}, 무작위로 찍으면 {{chance}}입니다.',
    evidence: '학습 전 손실이 {{loss}}입니다. 모든 클래스에 같은 확률을 주면 {{chance}}입니다.',
    lesson:
      '아무것도 모르는 신경망은 찍는 것만큼만 확신해야 합니다. 손실이 그보다 훨씬 크면 점수가 너무 커서 틀린 답을 확신하는 것이고, 먼저 그것부터 지워야 합니다.',
    causes: {
      initScale:
        '손실에 닿는 값이 너무 큽니다. 가중치 초깃값이 너무 크거나 여러 층의 값이 더해집니다.',
      unscaledInput: '입력이 크고, 층들이 그 크기를 그대로 전달합니다.',
    },
  },
  highLearningRate: {
    title: '학습률이 너무 큽니다',
    brief: '한 스텝에 가중치가 그 크기의 최대 {{ratio}}배만큼 바뀌었습니다.',
    evidence:
      '학습률 {{learningRate}}에서 한 스텝에 가중치가 그 크기의 최대 {{ratio}}배만큼 바뀌었습니다(ΔW의 노름 ÷ W의 노름. 보통 1e-3).',
    lesson:
      '보폭이 너무 크면 최솟값을 지나쳐 가중치가 멀리 튕겨 나갑니다. 시그모이드는 평평한 양 끝에, ReLU는 0 아래에 놓이고 손실은 커지거나 요동칩니다. 그 결과가 기울기 소실처럼 보이지만, 신경망은 처음에 멀쩡했습니다.',
    causes: {
      learningRate:
        '학습률({{learningRate}})이 너무 큽니다. 이런 보폭은 가중치 초깃값이 갖춘 균형을 무너뜨립니다.',
      momentum:
        '모멘텀({{momentum}})이 지난 갱신을 계속 더해, 보폭이 학습률이 뜻하는 것의 {{lengthening}}배가 됩니다.',
      batchSize:
        '샘플 {{batchSize}}개짜리 배치의 기울기는 거의 우연에 좌우됩니다. 학습률({{learningRate}})은 더 큰 배치에 알맞습니다.',
    },
  },
  strongPenalty: {
    title: '가중치 규제가 너무 강합니다',
    brief: '층의 출력이 처음의 {{left}}배로 줄었습니다.',
    evidence:
      '층 출력의 표준편차가 처음의 {{left}}배로 줄었는데, 손실은 아직 시작할 때와 비슷합니다.',
    lesson:
      '가중치 감소는 스텝마다 모든 가중치를 0 쪽으로 당깁니다. 그 힘이 데이터의 기울기보다 세면 신경망은 좋아지는 대신 작아지기만 합니다. L2는 1e-4에서 1e-2가 보통입니다.',
    causes: {
      penalty: '가중치 규제가 L1 {{l1}}, L2 {{l2}}, 가중치 감소 {{decay}}입니다.',
    },
  },
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
      largeValues: '층들이 전달하는 값이 처음부터 너무 큽니다. 가중치가 크기 때문입니다.',
      unscaledInput: '입력이 커서, 입력이 곱해지는 모든 기울기도 큽니다.',
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
    causes: {
      learningRate: '큰 보폭이나 음의 편향이 유닛을 0 아래로 밀어냈습니다.',
      initScale: '첫 스텝 전부터 0이었습니다. 갱신이 밀어낸 것이 아닙니다.',
    },
  },
  saturation: {
    title: '활성화 값이 포화되었습니다',
    brief: '한 층의 출력 중 최대 {{share}}에서 도함수가 0.05 미만입니다.',
    evidence:
      '한 층의 출력 중 최대 {{share}}가 도함수 0.05 미만인 곳에 있습니다(해당하는 층: {{layers}}개).',
    lesson:
      '시그모이드나 tanh의 평평한 양 끝에서는 기울기가 거의 통과하지 못합니다. 가중치를 줄이거나 앞에 배치 정규화를 두면 입력이 가파른 구간에 머뭅니다.',
    causes: {
      initScale: '활성화 함수에 들어가는 값이 처음부터 너무 큽니다.',
      learningRate:
        '처음에는 그렇지 않았습니다. 갱신을 거치며 활성화 함수에 들어가는 값이 너무 커졌습니다.',
    },
  },
  updateTooLarge: {
    title: '갱신량이 큽니다',
    brief: '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다.',
    evidence:
      '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다(ΔW의 노름 ÷ W의 노름. 보통 1e-3, 한계 {{limit}}).',
    lesson:
      '갱신량은 가중치의 천분의 일쯤이 좋습니다. 그보다 훨씬 크면 학습률이 너무 높은 것입니다.',
    causes: { learningRate: '지금의 기울기에 비해 학습률({{learningRate}})이 큽니다.' },
  },
  updateTooSmall: {
    title: '갱신량이 작습니다',
    brief: '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다.',
    evidence:
      '한 스텝에 가중치가 그 크기의 {{ratio}}배만큼 바뀝니다(ΔW의 노름 ÷ W의 노름. 보통 1e-3, 한계 {{limit}}).',
    lesson: '갱신량은 가중치의 천분의 일쯤이 좋습니다. 그보다 훨씬 작으면 학습이 끝없이 걸립니다.',
    causes: {
      learningRate: '지금의 기울기에 비해 학습률({{learningRate}})이 작습니다.',
      clipping: '클리핑이 기울기를 원래 크기의 아주 작은 일부로 자릅니다.',
    },
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
  raiseLearningRate: '학습률 높이기',
  clipNorm: '기울기 노름을 1로 클리핑',
  leakyRelu: 'Leaky ReLU 사용',
  standardize: '입력 표준화',
  weightDecay: '가중치 감소(L2) 추가',
  dropout: '드롭아웃 삽입',
  earlyStopping: '조기 종료 사용',
  lowerMomentum: '모멘텀을 0.9로 낮추기',
  loosenClipping: '노름 1에서만 클리핑',
  weakerPenalty: '가중치 규제 약하게',
  lowerDropout: '드롭아웃 낮추기',
  largerBatch: '배치 크기를 32로',
  bypassOutputActivation: '손실 앞의 활성화 함수 우회',
  crossEntropy: '소프트맥스 교차 엔트로피 사용',
  addBias: '층에 편향 추가',
  addActivations: '은닉층에 활성화 함수 추가',
}
