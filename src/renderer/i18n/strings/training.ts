import type { Strings } from './types'

/** Training settings of the inspector. */
export const training = {
  'training.title': { en: 'Training', ko: '학습' },
  'training.optimizer': { en: 'Optimiser', ko: '옵티마이저' },
  'training.optimizer.help': {
    en: 'How a gradient becomes a change of the weights.',
    ko: '기울기로 가중치를 어떻게 바꿀지 정합니다.',
  },
  'training.optimizer.sgd': { en: 'SGD', ko: 'SGD' },
  'training.optimizer.sgd.help': {
    en: 'The plain gradient step: W − η · gradient.',
    ko: '기본 경사 하강: W − η · 기울기.',
  },
  'training.optimizer.momentum': { en: 'Momentum', ko: '모멘텀' },
  'training.optimizer.momentum.help': {
    en: 'A running sum of gradients carries the step on.',
    ko: '지금까지의 기울기를 누적해 같은 방향으로 계속 나아갑니다.',
  },
  'training.optimizer.adagrad': { en: 'AdaGrad', ko: 'AdaGrad' },
  'training.optimizer.adagrad.help': {
    en: 'A rate for each weight that shrinks with its past gradients.',
    ko: '가중치마다 학습률을 두고, 지난 기울기가 쌓일수록 줄입니다.',
  },
  'training.optimizer.rmsprop': { en: 'RMSProp', ko: 'RMSProp' },
  'training.optimizer.rmsprop.help': {
    en: 'Gradients divided by their recent size.',
    ko: '기울기를 최근 크기로 나누어 사용합니다.',
  },
  'training.optimizer.adam': { en: 'Adam', ko: 'Adam' },
  'training.optimizer.adam.help': {
    en: 'Momentum and RMSProp together.',
    ko: '모멘텀과 RMSProp을 결합한 방법입니다.',
  },
  'training.optimizer.adamw': { en: 'AdamW', ko: 'AdamW' },
  'training.optimizer.adamw.help': {
    en: 'Adam with weight decay apart from the gradient.',
    ko: '가중치 감쇠를 기울기와 분리해 적용하는 Adam입니다.',
  },
  'training.learningRate': { en: 'Learning rate', ko: '학습률' },
  'training.learningRate.help': {
    en: 'Length of a step. 1e-3 suits Adam, 0.1 plain SGD.',
    ko: '한 스텝의 크기입니다. Adam에는 1e-3, 기본 SGD에는 0.1이 무난합니다.',
  },
  'training.momentum': { en: 'Momentum', ko: '모멘텀' },
  'training.momentum.help': {
    en: 'Share of the last step that is kept.',
    ko: '이전 스텝을 유지하는 비율입니다.',
  },
  'training.nesterov': { en: 'Nesterov', ko: '네스테로프' },
  'training.nesterov.help': {
    en: 'Look ahead along the momentum before the gradient is taken.',
    ko: '모멘텀 방향으로 먼저 나아간 지점에서 기울기를 구합니다.',
  },
  'training.epsilon': { en: 'ε', ko: 'ε' },
  'training.epsilon.help': { en: 'Keeps the division from 0.', ko: '0으로 나누는 것을 막습니다.' },
  'training.decay': { en: 'Decay', ko: '감쇠율' },
  'training.decay.help': {
    en: 'Memory of the running mean of squared gradients.',
    ko: '기울기 제곱의 이동 평균이 과거를 반영하는 비율입니다.',
  },
  'training.beta1': { en: 'β₁', ko: 'β₁' },
  'training.beta1.help': {
    en: 'Memory of the running mean of gradients.',
    ko: '기울기의 이동 평균이 과거를 반영하는 비율입니다.',
  },
  'training.beta2': { en: 'β₂', ko: 'β₂' },
  'training.beta2.help': {
    en: 'Memory of the running mean of squared gradients.',
    ko: '기울기 제곱의 이동 평균이 과거를 반영하는 비율입니다.',
  },
  'training.weightDecay': { en: 'Weight decay', ko: '가중치 감쇠' },
  'training.weightDecay.help': {
    en: 'Share of every weight taken off at each step, times the rate.',
    ko: '스텝마다 각 가중치에서 (이 비율 × 학습률)만큼 줄입니다.',
  },
  'training.schedule': { en: 'Learning-rate schedule', ko: '학습률 스케줄' },
  'training.schedule.help': {
    en: 'How the learning rate changes over the run.',
    ko: '학습이 진행되는 동안 학습률을 어떻게 바꿀지 정합니다.',
  },
  'training.schedule.constant': { en: 'Constant', ko: '고정' },
  'training.schedule.constant.help': {
    en: 'The same rate all along.',
    ko: '처음부터 끝까지 같은 학습률을 씁니다.',
  },
  'training.schedule.step': { en: 'Step', ko: '계단식' },
  'training.schedule.step.help': {
    en: 'Times the factor after every so many: η · factor^⌊t / every⌋.',
    ko: '일정 간격마다 배율을 곱합니다: η · 배율^⌊t / 간격⌋.',
  },
  'training.schedule.exponential': { en: 'Exponential', ko: '지수' },
  'training.schedule.exponential.help': {
    en: 'Times the factor each time: η · factorᵗ.',
    ko: '매번 배율을 곱합니다: η · 배율ᵗ.',
  },
  'training.schedule.inverseTime': { en: '1/t', ko: '1/t' },
  'training.schedule.inverseTime.help': {
    en: 'Falls ever more slowly: η / (1 + k t).',
    ko: '갈수록 천천히 줄어듭니다: η / (1 + k t).',
  },
  'training.schedule.cosine': { en: 'Cosine', ko: '코사인' },
  'training.schedule.cosine.help': {
    en: 'Half a cosine down to the minimum, then up again.',
    ko: '반 주기 코사인으로 최솟값까지 줄었다가 다시 올라갑니다.',
  },
  'training.schedule.every': { en: 'Every', ko: '간격' },
  'training.schedule.every.help': {
    en: 'Epochs or steps between two drops.',
    ko: '학습률을 줄이는 간격(에포크 또는 스텝)입니다.',
  },
  'training.schedule.factor': { en: 'Factor', ko: '배율' },
  'training.schedule.factor.help': {
    en: 'What the rate is multiplied by.',
    ko: '학습률에 곱하는 값입니다.',
  },
  'training.schedule.decay': { en: 'k', ko: 'k' },
  'training.schedule.decay.help': {
    en: 'How fast the rate falls.',
    ko: '학습률이 줄어드는 빠르기입니다.',
  },
  'training.schedule.period': { en: 'Period', ko: '주기' },
  'training.schedule.period.help': {
    en: 'Epochs or steps on the way down.',
    ko: '최솟값까지 줄어드는 데 걸리는 에포크 또는 스텝 수입니다.',
  },
  'training.schedule.minimum': { en: 'Minimum', ko: '최솟값' },
  'training.schedule.minimum.help': {
    en: 'The rate at the end of the period.',
    ko: '주기가 끝날 때의 학습률입니다.',
  },
  'training.schedule.unit': { en: 'Counted in', ko: '단위' },
  'training.schedule.unit.help': { en: 'What t counts.', ko: 't를 세는 단위입니다.' },
  'training.schedule.unit.epoch': { en: 'Epochs', ko: '에포크' },
  'training.schedule.unit.epoch.help': {
    en: 'Changes once an epoch.',
    ko: '에포크마다 한 번 바뀝니다.',
  },
  'training.schedule.unit.step': { en: 'Steps', ko: '스텝' },
  'training.schedule.unit.step.help': {
    en: 'Changes at every step.',
    ko: '스텝마다 바뀝니다.',
  },
  'training.schedule.warmup': { en: 'Warm-up', ko: '웜업' },
  'training.schedule.warmup.help': {
    en: 'Steps in which the rate rises from near 0. 0 for none.',
    ko: '학습률을 0 근처에서부터 올리는 스텝 수입니다. 0이면 쓰지 않습니다.',
  },
  'training.clipping': { en: 'Gradient clipping', ko: '기울기 클리핑' },
  'training.clipping.help': {
    en: 'Keeps single steps from being too large.',
    ko: '한 스텝이 지나치게 커지는 것을 막습니다.',
  },
  'training.clipping.none': { en: 'None', ko: '없음' },
  'training.clipping.none.help': {
    en: 'Gradients as they are.',
    ko: '기울기를 그대로 사용합니다.',
  },
  'training.clipping.norm': { en: 'By global norm', ko: '전체 노름 기준' },
  'training.clipping.norm.help': {
    en: 'All gradients scaled alike when their norm together is above the limit. Panels show them before.',
    ko: '전체 기울기의 노름이 한계를 넘으면 모두 같은 비율로 줄입니다. 패널에는 클리핑 전 값이 표시됩니다.',
  },
  'training.clipping.value': { en: 'By value', ko: '값 기준' },
  'training.clipping.value.help': {
    en: 'Every entry kept within ± the limit. Panels show gradients before.',
    ko: '모든 원소를 ±한계 안으로 제한합니다. 패널에는 클리핑 전 값이 표시됩니다.',
  },
  'training.clipping.limit': { en: 'Limit', ko: '한계' },
  'training.clipping.limit.help': {
    en: 'Largest norm, or largest entry, that is left as it is.',
    ko: '그대로 두는 노름 또는 원소의 최댓값입니다.',
  },
  'training.batchSize': { en: 'Batch size', ko: '배치 크기' },
  'training.batchSize.help': { en: 'Examples of one step.', ko: '한 스텝의 샘플 수입니다.' },
  'training.epochs': { en: 'Epochs', ko: '에포크' },
  'training.epochs.help': {
    en: 'Passes over the data.',
    ko: '전체 데이터를 반복해서 학습하는 횟수입니다.',
  },
  'training.seed': { en: 'Seed', ko: '시드' },
  'training.seed.help': {
    en: 'Same seed, same run, bit for bit on this machine.',
    ko: '시드가 같으면 이 컴퓨터에서 학습 결과가 비트 단위로 같습니다.',
  },
  'training.l1': { en: 'L1', ko: 'L1' },
  'training.l1.help': {
    en: 'Pulls weights to exactly 0. No biases.',
    ko: '가중치를 정확히 0으로 끌어당깁니다. 편향은 제외됩니다.',
  },
  'training.l2': { en: 'L2', ko: 'L2' },
  'training.l2.help': {
    en: 'Added to the loss, not divided by the batch size: the gradient gains λ₂W. No biases.',
    ko: '손실에 더하며 배치 크기로 나누지 않습니다. 기울기에는 λ₂W가 더해집니다. 편향은 제외됩니다.',
  },
  'training.newSeed': { en: 'Draw a new seed', ko: '새 시드 뽑기' },
  'training.length': {
    en: {
      one: '{{steps}} step an epoch, {{total}} in all; {{examples}}',
      other: '{{steps}} steps an epoch, {{total}} in all; {{examples}}',
    },
    ko: '에포크당 {{steps}} 스텝, 모두 {{total}} 스텝 · {{examples}}',
  },
  'training.examples': {
    en: { one: '{{formatted}} example', other: '{{formatted}} examples' },
    ko: '샘플 {{formatted}}개',
  },
  'training.preview': { en: 'Learning rate over the run', ko: '학습 중 학습률 변화' },
  'training.preview.constant': { en: 'η {{rate}}', ko: 'η {{rate}}' },
  'training.preview.range': { en: 'η {{lowest}} – {{highest}}', ko: 'η {{lowest}} – {{highest}}' },
  'training.preview.start': { en: 'step 0', ko: '스텝 0' },
  'training.preview.end': { en: 'step {{step}}', ko: '스텝 {{step}}' },

  'training.earlyStopping': { en: 'Early stopping', ko: '조기 종료' },
  'training.earlyStopping.help': {
    en: 'Ends the run when it no longer gets better.',
    ko: '더 나아지지 않으면 학습을 끝냅니다.',
  },
  'training.earlyStopping.none': { en: 'None', ko: '없음' },
  'training.earlyStopping.none.help': {
    en: 'All epochs are trained.',
    ko: '모든 에포크를 학습합니다.',
  },
  'training.earlyStopping.validationLoss': { en: 'By validation loss', ko: '검증 손실 기준' },
  'training.earlyStopping.validationLoss.help': {
    en: 'Watches the loss on the validation part, once an epoch.',
    ko: '에포크마다 한 번 검증 데이터의 손실을 확인합니다.',
  },
  'training.earlyStopping.validationAccuracy': {
    en: 'By validation accuracy',
    ko: '검증 정확도 기준',
  },
  'training.earlyStopping.validationAccuracy.help': {
    en: 'Watches the accuracy on the validation part, once an epoch.',
    ko: '에포크마다 한 번 검증 데이터의 정확도를 확인합니다.',
  },
  'training.earlyStopping.patience': { en: 'Patience', ko: '인내 횟수' },
  'training.earlyStopping.patience.help': {
    en: 'Epochs in a row that may pass without getting better.',
    ko: '나아지지 않아도 계속하는 연속 에포크 수입니다.',
  },
  'training.earlyStopping.minDelta': { en: 'Least gain', ko: '최소 개선 폭' },
  'training.earlyStopping.minDelta.help': {
    en: 'Only a change by more than this is better.',
    ko: '이보다 크게 변해야 나아진 것으로 봅니다.',
  },
  'training.earlyStopping.restoreBest': {
    en: 'Keep the best weights',
    ko: '가장 좋은 가중치 사용',
  },
  'training.earlyStopping.restoreBest.help': {
    en: 'The run ends with the weights of its best epoch, not of its last.',
    ko: '마지막이 아니라 가장 좋았던 에포크의 가중치로 학습을 끝냅니다.',
  },
  'training.earlyStopping.noValidation': {
    en: 'There are no validation examples to watch.',
    ko: '확인할 검증 데이터가 없습니다.',
  },
  'training.earlyStopping.noValidation.remedy': {
    en: 'Set the validation part of the data set above 0.',
    ko: '데이터셋의 검증 비율을 0보다 크게 설정하세요.',
  },
} as const satisfies Strings
