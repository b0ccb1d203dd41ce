import type { NodeKind } from '../../engine/nodes/index'

/** Other words by which people look for a kind, in English and Korean. */
export const kindSynonyms: Readonly<Partial<Record<NodeKind, readonly string[]>>> = {
  data: ['input', 'source', '데이터', '데이터셋', '데이터 세트', '입력', '입력층'],
  dense: [
    ...['linear', 'fc', 'fully connected', 'affine', 'hidden layer', 'mlp', 'perceptron'],
    ...['완전 연결', '완전연결층', '전결합', '선형', '밀집층', '은닉층', '층'],
  ],
  activation: ['nonlinearity', 'phi', '활성화', '활성화 함수', '비선형'],
  batchNorm: ['bn', 'batchnorm1d', 'normalization', 'normalisation', '배치 정규화', '정규화'],
  layerNorm: ['ln', 'layernorm', 'normalization', 'normalisation', '층 정규화', '레이어 정규화'],
  dropout: ['regularization', 'regularisation', '드롭아웃', '드랍아웃', '규제'],
  add: ['sum', 'plus', 'skip connection', 'residual', 'shortcut', '더하기', '합', '잔차 연결'],
  concat: ['concatenate', 'cat', 'merge', 'join', '이어 붙이기', '연결', '결합'],
  loss: ['cost', 'objective', 'criterion', '손실', '손실 함수', '비용 함수', '목적 함수', '오차'],
}

/** The same for the choices of a kind, by their value. */
export const choiceSynonyms: Readonly<Record<string, readonly string[]>> = {
  mnist: ['digits', '숫자', '손글씨', '엠니스트'],
  spiral: ['나선', '나선형'],
  moons: ['two moons', '초승달', '반달'],
  circles: ['rings', '동심원'],
  xor: ['exclusive or', '배타적 논리합'],
  clusters: ['blobs', 'gaussians', '군집', '가우시안'],
  randomNoise: ['gaussian noise', '잡음', '노이즈'],
  iris: ['붓꽃', '아이리스'],
  wine: ['와인'],
  breastCancer: ['유방암'],
  diabetes: ['regression', '당뇨병', '회귀'],
  relu: ['rectifier', '렐루'],
  sigmoid: ['logistic', '시그모이드'],
  tanh: ['hyperbolic tangent', '탄젠트', '쌍곡 탄젠트'],
  leakyRelu: ['lrelu', '리키 렐루'],
  silu: ['swish', '스위시'],
  identity: ['linear', '항등'],
  softmax: ['소프트맥스'],
  softplus: ['소프트플러스'],
  softmaxCrossEntropy: ['cce', 'nll', 'crossentropyloss', '교차 엔트로피', '소프트맥스'],
  binaryCrossEntropy: ['bce', 'log loss', '이진 교차 엔트로피'],
  meanSquaredError: ['mse', 'l2 loss', '평균 제곱 오차', '회귀'],
}
