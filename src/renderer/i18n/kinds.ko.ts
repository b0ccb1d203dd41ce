import type { NodeKind } from '../../engine/nodes/index'
import { koreanAugmentAttrs, koreanFileAttrs } from './data.ko'

/** What the engine's tables say of an attr or an option of it, in Korean. */
export interface KindText {
  readonly title: string
  readonly help: string
}

export interface AttrText extends KindText {
  /** By the option's value. */
  readonly options?: Readonly<Record<string, KindText>>
  /** What a number counts. */
  readonly unit?: string
}

interface KindTexts {
  readonly title: string
  readonly summary: string
  readonly attrs: Readonly<Record<string, AttrText>>
}

const epsilon = { title: 'ε', help: '분산에 더해 0으로 나누는 것을 막습니다.' }

/** The node kinds in Korean; their English stands in `src/engine/nodes`. */
export const koreanKinds: Readonly<Record<NodeKind, KindTexts>> = {
  data: {
    title: '데이터셋',
    summary: '샘플과 정답입니다. 모든 신경망은 여기서 시작합니다.',
    attrs: {
      dataset: {
        title: '데이터셋',
        help: '샘플을 가져올 데이터셋입니다.',
        options: {
          mnist: { title: 'MNIST', help: '숫자 10,000개, 28×28' },
          spiral: { title: '나선', help: '서로 감긴 나선 팔' },
          moons: { title: '초승달', help: '엇갈린 두 반원' },
          circles: { title: '동심원', help: '안쪽 원과 바깥쪽 원' },
          xor: { title: 'XOR', help: '마주 보는 사분면' },
          clusters: { title: '군집', help: '원 둘레의 가우시안 군집' },
          randomNoise: { title: '무작위 잡음', help: 'N(0, 1), 무작위 레이블' },
          iris: { title: '붓꽃', help: '꽃 150송이, 3품종' },
          wine: { title: '와인', help: '와인 178종, 3품종' },
          breastCancer: { title: '유방암', help: '종양 569건, 진단 2가지' },
          diabetes: { title: '당뇨병', help: '환자 442명, 수치 예측(회귀)' },
          ownTable: { title: '내 표 데이터', help: 'CSV 또는 TSV 파일' },
          ownIdx: { title: '내 이미지 (IDX)', help: 'MNIST 형식의 이미지와 레이블' },
          ownFolder: { title: '내 이미지 (PNG)', help: '클래스마다 폴더 하나' },
        },
      },
      ...koreanFileAttrs,
      classes: {
        title: '클래스 수',
        help: '나선 팔 또는 군집의 개수입니다. 하나가 한 클래스입니다.',
      },
      size: {
        title: '샘플 수',
        help: '만들 샘플의 전체 개수입니다. 5분의 1은 테스트용으로 남겨 둡니다.',
      },
      noise: {
        title: '잡음',
        help: '점을 흩뜨리는 표준편차입니다. 도형의 반지름은 약 1입니다.',
      },
      subset: {
        title: '학습에 쓸 샘플',
        help: '학습 샘플 중 어느 것을 쓸지 정합니다.',
        options: {
          all: { title: '모든 샘플', help: '떼어 두지 않은 학습 샘플을 모두 씁니다.' },
          some: {
            title: '일부 샘플',
            help: '아래에 정한 개수만 써서 과적합을 관찰합니다. 검증 데이터와 테스트 데이터는 그대로입니다.',
          },
        },
      },
      examples: {
        title: '학습 샘플 수',
        help: '학습에 쓸 개수입니다. 시드에 따라 뽑습니다.',
      },
      normalization: {
        title: '정규화',
        help: '학습 데이터의 평균과 표준편차를 전체 데이터에 적용합니다.',
        options: {
          standardize: {
            title: '표준화',
            help: '평균 0, 표준편차 1로 맞춥니다. 예측할 수치도 함께 맞추며, 이미지는 모든 픽셀에 같은 평균과 표준편차를 씁니다.',
          },
          none: { title: '없음', help: '값을 그대로 사용합니다. 픽셀은 0…1입니다.' },
        },
      },
      validationFraction: {
        title: '검증 데이터 비율',
        help: '학습 샘플 중 검증에 쓰려고 떼어 두는 비율입니다. 시드에 따라 뽑습니다.',
      },
      seedFrom: {
        title: '데이터 시드',
        help: '샘플과 데이터 분할을 정하는 시드입니다.',
        options: {
          training: {
            title: '학습 시드 사용',
            help: '학습 시드를 바꾸면 샘플이나 분할도 달라집니다.',
          },
          own: {
            title: '별도 시드 사용',
            help: '학습 시드가 달라도 데이터는 같습니다. 가중치와 배치만 달라집니다.',
          },
        },
      },
      seed: { title: '별도 시드', help: '시드가 같으면 데이터도 같습니다.' },
      ...koreanAugmentAttrs,
    },
  },
  dense: {
    title: '완전 연결',
    summary: '모든 유닛이 모든 입력을 받습니다: y = xW + b.',
    attrs: {
      units: { title: '유닛 수', help: '출력의 개수입니다.' },
      init: {
        title: '가중치 초기화',
        help: '학습 전에 W를 정하는 방법입니다. 편향은 0에서 시작합니다.',
        options: {
          he: { title: 'He', help: '분산 2 / n_in. ReLU에 알맞습니다.' },
          xavier: {
            title: 'Xavier',
            help: '분산 1 / n_in. 강의에서 흔히 쓰는 간단한 형태로, tanh와 시그모이드에 알맞습니다.',
          },
          glorot: {
            title: 'Glorot',
            help: '분산 2 / (n_in + n_out). Glorot와 Bengio의 원래 식으로, tanh와 시그모이드에 알맞습니다.',
          },
          lecun: {
            title: 'LeCun',
            help: '분산 1 / n_in. 여기서는 Xavier와 같으며, 더 오래된 이름입니다.',
          },
          normal: {
            title: '정규분포',
            help: '아래에서 정한 표준편차의 정규분포입니다. 1과 0.01은 대표적인 나쁜 선택입니다.',
          },
          identity: {
            title: '단위 행렬',
            help: '단위 행렬에 계수를 곱한 값입니다. 각 유닛이 입력 하나를 그대로 전달하며, 무작위로 뽑지 않습니다.',
          },
          zeros: {
            title: '0',
            help: '모든 가중치가 0입니다. 모든 유닛이 같은 값을 계산하고 똑같이 학습합니다.',
          },
        },
      },
      sigma: { title: 'σ', help: '초기 가중치의 표준편차입니다.' },
      scale: {
        title: '계수',
        help: '층마다 입력에 곱해지는 값입니다. 1보다 크면 깊어질수록 신호가 커지고, 1보다 작으면 사라집니다.',
      },
      distribution: {
        title: '분포',
        help: '가중치를 뽑는 분포입니다.',
        options: {
          normal: { title: '정규분포', help: '위의 분산을 갖는, 0을 중심으로 한 종 모양입니다.' },
          uniform: {
            title: '균등분포',
            help: '±√(3 · 분산) 사이의 모든 값이 같은 확률입니다. 분산은 같고 극단값이 없습니다.',
          },
        },
      },
      bias: { title: '편향', help: '모든 유닛에 학습되는 편향 b를 더합니다.' },
    },
  },
  activation: {
    title: '활성화 함수',
    summary: '모든 값에 비선형 함수를 적용합니다. 소프트맥스는 모든 특성을 함께 봅니다.',
    attrs: {
      function: {
        title: '함수',
        help: '역전파에서 이 함수의 도함수가 기울기에 곱해집니다.',
        options: {
          relu: { title: 'ReLU', help: 'max(0, x). 도함수는 1 또는 0입니다.' },
          sigmoid: { title: '시그모이드', help: '1 / (1 + e⁻ˣ). 도함수는 최대 0.25입니다.' },
          tanh: { title: 'Tanh', help: 'tanh x. 도함수는 0에서 최대 1입니다.' },
          leakyRelu: { title: 'Leaky ReLU', help: '양수면 x, 아니면 작은 기울기 × x입니다.' },
          elu: { title: 'ELU', help: '양수면 x, 아니면 α(eˣ − 1)입니다.' },
          gelu: { title: 'GELU', help: 'x Φ(x). Φ는 정규분포의 누적 분포 함수입니다.' },
          silu: { title: 'SiLU', help: 'x · sigmoid(x).' },
          softplus: { title: 'Softplus', help: 'ln(1 + eˣ). 매끄러운 ReLU입니다.' },
          identity: { title: '항등', help: 'x를 그대로 내보냅니다.' },
          softmax: {
            title: '소프트맥스',
            help: '특성 전체에 대한 eˣ / Σ eˣ. 합이 1인 비율이 됩니다. 소프트맥스 교차 엔트로피에는 이미 들어 있으므로 그 앞에는 쓰지 마세요.',
          },
        },
      },
      negativeSlope: {
        title: '음수 구간 기울기',
        help: '입력이 음수일 때 Leaky ReLU의 기울기입니다.',
      },
      alpha: { title: 'α', help: '입력이 매우 작은 음수이면 ELU는 −α에 가까워집니다.' },
    },
  },
  batchNorm: {
    title: '배치 정규화',
    summary: '미니배치에 걸쳐 특성마다 정규화한 뒤 크기를 조정하고 이동합니다.',
    attrs: {
      momentum: {
        title: '모멘텀',
        help: '평가에 쓰는 이동 평균과 이동 분산에 최신 배치를 반영하는 비율입니다.',
      },
      epsilon,
    },
  },
  layerNorm: {
    title: '층 정규화',
    summary: '샘플마다 특성 전체를 정규화한 뒤 특성별로 크기를 조정하고 이동합니다.',
    attrs: { epsilon },
  },
  dropout: {
    title: '드롭아웃',
    summary: '학습 중에 값을 무작위로 꺼서 한 유닛이 다른 유닛 하나에 의존하지 않게 합니다.',
    attrs: {
      rate: {
        title: '드롭 비율 p',
        help: '학습 중 0으로 만드는 값의 비율입니다. 나머지는 1 / (1 − p)배가 됩니다. 평가할 때는 모두 사용합니다.',
      },
    },
  },
  add: {
    title: '더하기',
    summary: '형상이 같은 가지를 더합니다. 스킵 연결은 기울기가 되돌아가는 지름길이 됩니다.',
    attrs: {},
  },
  concat: {
    title: '이어 붙이기',
    summary: '여러 가지의 특성을 연결한 순서대로 나란히 이어 붙입니다.',
    attrs: {},
  },
  loss: {
    title: '손실',
    summary: '예측과 정답을 비교합니다. 모든 신경망은 여기서 끝납니다.',
    attrs: {
      function: {
        title: '함수',
        help: '최소화할 함수입니다. 입력은 로짓이므로 앞에 소프트맥스나 시그모이드를 두지 마세요.',
        options: {
          softmaxCrossEntropy: {
            title: '소프트맥스 교차 엔트로피',
            help: '분류용입니다. 입력에 소프트맥스를 적용한 뒤 정답 클래스의 −ln을 구합니다. ln C 근처에서 시작합니다.',
          },
          binaryCrossEntropy: {
            title: '이진 교차 엔트로피',
            help: '출력마다 따로 시그모이드와 교차 엔트로피를 구해 평균합니다.',
          },
          meanSquaredError: {
            title: '평균 제곱 오차',
            help: '정답과의 차이를 제곱해 모든 원소에 대해 평균합니다.',
          },
        },
      },
    },
  },
}
