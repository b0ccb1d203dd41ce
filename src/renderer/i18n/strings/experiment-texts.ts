import type { Strings } from './types'

/** What the experiments ask, what to do, to expect and to look at; and what their variants are called. */
export const experimentTexts = {
  'experiment.01-activations.title': { en: 'Initial weights', ko: '초기 가중치와 활성화값' },
  'experiment.01-activations.question': {
    en: 'Why does the scale of the first weights matter so much?',
    ko: '초기 가중치의 크기가 왜 그렇게 중요할까요?',
  },
  'experiment.01-activations.do': {
    en: 'Run all variants. Each sends 1,000 random inputs of 100 features through five layers of 100 units, once.',
    ko: '모든 조건을 학습하세요. 특성이 100개인 무작위 입력 1,000개가 유닛 100개짜리 층 다섯 개를 한 번 통과합니다.',
  },
  'experiment.01-activations.expect': {
    en: 'With σ = 1, sigmoid outputs pile up at 0 and 1, where the slope is almost 0. With σ = 0.01 they pile up at 0.5: all units say the same. Xavier spreads them. ReLU fades with σ = 0.01 and with Xavier, and holds its spread with He.',
    ko: 'σ = 1이면 시그모이드 출력이 기울기가 거의 0인 0과 1에 몰립니다. σ = 0.01이면 0.5에 몰려 모든 유닛이 같은 값을 냅니다. Xavier는 출력을 고르게 퍼뜨립니다. ReLU는 σ = 0.01과 Xavier에서 점점 작아지고 He에서는 퍼진 정도를 유지합니다.',
  },
  'experiment.01-activations.look': {
    en: 'The standard deviation of each layer’s outputs, and the share of saturated outputs of the last layer. Train a variant and open Distributions to see the histograms.',
    ko: '층별 출력의 표준편차와 마지막 층에서 포화된 출력의 비율을 보세요. 조건 하나를 학습한 뒤 분포 패널에서 히스토그램을 확인하세요.',
  },
  'experiment.02-optimizers.title': { en: 'Optimisers', ko: '옵티마이저 비교' },
  'experiment.02-optimizers.question': {
    en: 'Which optimiser learns fastest?',
    ko: '어떤 옵티마이저가 가장 빨리 학습할까요?',
  },
  'experiment.02-optimizers.do': {
    en: 'Run all variants: the same network with four hidden layers of 100 ReLU units, 2,000 iterations on MNIST in batches of 128.',
    ko: '모든 조건을 학습하세요. ReLU 유닛 100개짜리 은닉층 네 개로 된 같은 신경망을 MNIST로 배치 크기 128에서 2,000번 갱신합니다.',
  },
  'experiment.02-optimizers.expect': {
    en: 'SGD is the slowest. Momentum, AdaGrad and Adam reach a far lower loss with as many iterations.',
    ko: 'SGD가 가장 느립니다. 모멘텀, AdaGrad, Adam은 같은 횟수로 훨씬 낮은 손실에 도달합니다.',
  },
  'experiment.02-optimizers.look': {
    en: 'How steep the curves fall within the first few hundred steps, and the final loss.',
    ko: '처음 수백 스텝 동안 곡선이 얼마나 가파르게 내려가는지와 최종 손실을 보세요.',
  },
  'experiment.03-initial-weights.title': {
    en: 'Initial weights on MNIST',
    ko: 'MNIST와 초기 가중치',
  },
  'experiment.03-initial-weights.question': {
    en: 'Why does the network with small weights not learn at all?',
    ko: '가중치가 작은 신경망은 왜 전혀 학습하지 못할까요?',
  },
  'experiment.03-initial-weights.do': {
    en: 'Run all variants: the network of the optimisers with SGD, learning rate 0.01, and three ways to draw its weights.',
    ko: '모든 조건을 학습하세요. 옵티마이저 비교와 같은 신경망을 학습률 0.01의 SGD로, 가중치를 세 가지 방법으로 정해 학습합니다.',
  },
  'experiment.03-initial-weights.expect': {
    en: 'With σ = 0.01 the loss stays at ln 10 ≈ 2.30. Xavier and He learn, He a little faster, since it suits ReLU.',
    ko: 'σ = 0.01이면 손실이 ln 10 ≈ 2.30에 머뭅니다. Xavier와 He는 학습하며, ReLU에 알맞은 He가 조금 더 빠릅니다.',
  },
  'experiment.03-initial-weights.look': {
    en: 'Train σ = 0.01 and open Gradients: next to nothing comes back to the first layer.',
    ko: 'σ = 0.01을 학습하고 기울기 패널을 여세요. 첫 층까지 돌아오는 기울기가 거의 없습니다.',
  },
  'experiment.04-batch-norm.title': { en: 'Batch normalisation', ko: '배치 정규화' },
  'experiment.04-batch-norm.question': {
    en: 'Can a network learn whatever weights it starts with?',
    ko: '어떤 가중치로 시작해도 학습할 수 있을까요?',
  },
  'experiment.04-batch-norm.do': {
    en: 'Run all variants: 1,000 digits, 20 epochs, four scales of the initial weights, each without and with batch norm.',
    ko: '모든 조건을 학습하세요. 숫자 1,000개를 20에폭 동안, 초기 가중치의 크기 네 가지에 대해 배치 정규화 없이 그리고 배치 정규화와 함께 학습합니다.',
  },
  'experiment.04-batch-norm.expect': {
    en: 'Without batch norm σ = 1 diverges, and 0.01 and 0.001 learn nothing. With it, all of them learn.',
    ko: '배치 정규화가 없으면 σ = 1은 발산하고 0.01과 0.001은 아무것도 학습하지 못합니다. 배치 정규화가 있으면 모두 학습합니다.',
  },
  'experiment.04-batch-norm.look': {
    en: 'The training accuracy of each pair. Open a variant: batch norm nodes that take no part are bypassed, and you can switch them on yourself.',
    ko: '같은 σ끼리 학습 정확도를 비교하세요. 조건을 열면 쓰이지 않는 배치 정규화 노드가 우회 상태로 있으며 직접 켤 수 있습니다.',
  },
  'experiment.05-overfitting.title': { en: 'Overfitting', ko: '과적합' },
  'experiment.05-overfitting.question': {
    en: 'Why is the network right on all it has seen and wrong on the rest?',
    ko: '왜 본 것은 다 맞히면서 새로운 것은 틀릴까요?',
  },
  'experiment.05-overfitting.do': {
    en: 'Run all variants: six hidden layers of 100 units and only 300 digits to learn from, for 201 epochs.',
    ko: '모든 조건을 학습하세요. 유닛 100개짜리 은닉층 여섯 개를 숫자 300개만으로 201에폭 동안 학습합니다.',
  },
  'experiment.05-overfitting.expect': {
    en: 'Without a remedy all 300 digits are learned by heart, and the test stays about 20 points lower. Weight decay 0.1 and dropout narrow the gap.',
    ko: '대책이 없으면 300개를 모두 외우고 테스트 정확도는 20%p쯤 낮습니다. 가중치 감소 0.1과 드롭아웃은 그 차이를 줄입니다.',
  },
  'experiment.05-overfitting.look': {
    en: 'The gap between training and test. Train a variant and see Findings, which names overfitting when it sees it.',
    ko: '학습과 테스트 정확도의 차이를 보세요. 조건을 학습하면 진단 패널이 과적합을 찾아 알려 줍니다.',
  },
  'experiment.06-vanishing.title': { en: 'The vanishing gradient', ko: '기울기 소실' },
  'experiment.06-vanishing.question': {
    en: 'Why does the first layer not learn?',
    ko: '첫 번째 층은 왜 학습하지 못할까요?',
  },
  'experiment.06-vanishing.do': {
    en: 'Run all variants: twelve sigmoid layers, then the same network with one cure each.',
    ko: '모든 조건을 학습하세요. 시그모이드 층 열두 개짜리 신경망과, 여기에 처방을 하나씩 적용한 신경망을 비교합니다.',
  },
  'experiment.06-vanishing.expect': {
    en: 'Each sigmoid layer leaves at most a quarter of the gradient: a billionth reaches the first layer, and nothing is learned. ReLU with He, batch norm or skip connections bring it back, and the network learns.',
    ko: '시그모이드 층마다 기울기가 많아야 4분의 1만 남습니다. 첫 층에는 10억분의 1만 도달하여 아무것도 학습하지 못합니다. ReLU와 He, 배치 정규화, 스킵 연결은 기울기를 되살려 학습이 이루어집니다.',
  },
  'experiment.06-vanishing.look': {
    en: 'The slope of the lines: the factor per layer. Open a variant and see Attenuation.',
    ko: '선의 기울어진 정도, 곧 층마다 곱해지는 값을 보세요. 조건을 열고 감쇠 패널을 확인하세요.',
  },
  'experiment.07-regularization.title': { en: 'Regularisation', ko: '규제와 결정 경계' },
  'experiment.07-regularization.question': {
    en: 'What does overfitting look like in the plane?',
    ko: '과적합은 평면에서 어떤 모습일까요?',
  },
  'experiment.07-regularization.do': {
    en: 'Train each variant and watch Decision boundary; then run all variants and compare. 100 noisy points of two moons, two layers of 64 units.',
    ko: '조건을 하나씩 학습하며 결정 경계를 보고, 모든 조건을 학습해 비교하세요. 잡음이 섞인 두 반달 모양의 점 100개와 유닛 64개짜리 층 두 개를 씁니다.',
  },
  'experiment.07-regularization.expect': {
    en: 'Without regularisation the boundary winds around single points. L2 makes it smooth; dropout that keeps 0.86 of the units narrows the gap too.',
    ko: '규제가 없으면 경계가 점 하나하나를 감싸며 구불거립니다. L2는 경계를 매끄럽게 하고, 유닛의 0.86을 유지하는 드롭아웃도 차이를 줄입니다.',
  },
  'experiment.07-regularization.look': {
    en: 'Islands in the decision boundary, and the gap between training and test accuracy.',
    ko: '결정 경계에 생기는 섬과, 학습·테스트 정확도의 차이를 보세요.',
  },
  'experiment.08-random-search.title': { en: 'Random search', ko: '무작위 탐색' },
  'experiment.08-random-search.question': {
    en: 'How do you find a good learning rate?',
    ko: '좋은 학습률은 어떻게 찾을까요?',
  },
  'experiment.08-random-search.do': {
    en: 'Run all variants: three learning rates from the range of the search, 10⁻⁶ to 10⁻². Then press Open and search: the learning rate and the weight decay (10⁻⁸ to 10⁻⁴) are drawn at random on log scales and ranked.',
    ko: '모든 조건을 학습하세요. 탐색 범위 10⁻⁶ ~ 10⁻²에서 고른 학습률 세 가지입니다. 그다음 “열고 탐색하기”를 눌러 학습률과 가중치 감소(10⁻⁸ ~ 10⁻⁴)를 로그 척도에서 무작위로 뽑아 순위를 매기세요.',
  },
  'experiment.08-random-search.expect': {
    en: 'Small learning rates learn next to nothing in 50 epochs; good ones lie near 10⁻². The weight decay matters far less.',
    ko: '작은 학습률은 50에폭 동안 거의 학습하지 못합니다. 좋은 값은 10⁻² 부근에 있습니다. 가중치 감소의 영향은 훨씬 작습니다.',
  },
  'experiment.08-random-search.look': {
    en: 'The validation accuracy, never the test accuracy: the test part is for the end.',
    ko: '테스트 정확도가 아니라 검증 정확도를 보세요. 테스트 데이터는 마지막에만 씁니다.',
  },
  'experiment.09-optimizer-paths.title': { en: 'Paths of optimisers', ko: '옵티마이저의 경로' },
  'experiment.09-optimizer-paths.question': {
    en: 'Why does SGD zigzag?',
    ko: 'SGD는 왜 지그재그로 움직일까요?',
  },
  'experiment.09-optimizer-paths.do': {
    en: 'Play the four paths down f(x, y) = x²/20 + y² from (−7, 2), drag the step, and change the learning rates.',
    ko: 'f(x, y) = x²/20 + y²를 (−7, 2)에서 내려가는 네 경로를 재생하고, 스텝을 끌어 보고, 학습률을 바꿔 보세요.',
  },
  'experiment.09-optimizer-paths.expect': {
    en: 'The valley is steep in y and almost level in x, so the gradient hardly ever points at the minimum. SGD jumps from side to side; Momentum rolls on, AdaGrad and Adam shorten the steps in y.',
    ko: '골짜기는 y 방향으로 가파르고 x 방향으로 거의 평평해서 기울기가 최솟값을 가리키지 않습니다. SGD는 양쪽을 오가고, 모멘텀은 굴러가듯 나아가며, AdaGrad와 Adam은 y 방향의 보폭을 줄입니다.',
  },
  'experiment.09-optimizer-paths.look': {
    en: 'How often a path crosses the floor of the valley. With a learning rate above 1, SGD leaves it for good.',
    ko: '경로가 골짜기 바닥을 몇 번 가로지르는지 보세요. 학습률이 1을 넘으면 SGD는 골짜기를 벗어나 돌아오지 못합니다.',
  },
  'experiment.10-exploding.title': { en: 'The exploding gradient', ko: '기울기 폭발' },
  'experiment.10-exploding.question': {
    en: 'What do twenty layers make of a factor of 1.5?',
    ko: '1.5라는 계수는 층 스무 개를 지나면 얼마가 될까요?',
  },
  'experiment.10-exploding.do': {
    en: 'Run all variants: twenty linear layers that start as 1.5, 1 and 0.5 times the identity.',
    ko: '모든 조건을 학습하세요. 단위 행렬의 1.5배, 1배, 0.5배로 시작하는 선형 층 스무 개입니다.',
  },
  'experiment.10-exploding.expect': {
    en: 'The gradient is multiplied by the factor in every layer: 1.5¹⁹ ≈ 2,217 times as large at the first layer as at the last, or 0.5¹⁹ ≈ 2 millionths.',
    ko: '층마다 기울기에 계수가 곱해집니다. 첫 층의 기울기는 마지막 층의 1.5¹⁹ ≈ 2,217배가 되거나 0.5¹⁹, 곧 100만분의 2로 줄어듭니다.',
  },
  'experiment.10-exploding.look': {
    en: 'Straight lines on a log axis: growth and decay are exponential in depth.',
    ko: '로그 축에서 곧은 선이 나타납니다. 깊이에 따라 지수적으로 커지거나 작아진다는 뜻입니다.',
  },
  'variant.sigmoid-sigma-1': { en: 'Sigmoid, σ = 1', ko: '시그모이드, σ = 1' },
  'variant.sigmoid-sigma-0.01': { en: 'Sigmoid, σ = 0.01', ko: '시그모이드, σ = 0.01' },
  'variant.sigmoid-xavier': { en: 'Sigmoid, Xavier', ko: '시그모이드, Xavier' },
  'variant.tanh-sigma-1': { en: 'Tanh, σ = 1', ko: 'tanh, σ = 1' },
  'variant.tanh-sigma-0.01': { en: 'Tanh, σ = 0.01', ko: 'tanh, σ = 0.01' },
  'variant.tanh-xavier': { en: 'Tanh, Xavier', ko: 'tanh, Xavier 초기화' },
  'variant.relu-sigma-0.01': { en: 'ReLU, σ = 0.01', ko: 'ReLU, σ = 0.01' },
  'variant.relu-xavier': { en: 'ReLU, Xavier', ko: 'ReLU, Xavier 초기화' },
  'variant.relu-he': { en: 'ReLU, He', ko: 'ReLU, He' },
  'variant.sgd': { en: 'SGD', ko: 'SGD' },
  'variant.momentum': { en: 'Momentum', ko: '모멘텀' },
  'variant.adagrad': { en: 'AdaGrad', ko: 'AdaGrad' },
  'variant.adam': { en: 'Adam', ko: 'Adam' },
  'variant.xavier': { en: 'Xavier', ko: 'Xavier 초기화' },
  'variant.he': { en: 'He', ko: 'He 초기화' },
  'variant.sigma-1': { en: 'σ = 1', ko: 'σ = 1' },
  'variant.sigma-0.1': { en: 'σ = 0.1', ko: 'σ = 0.1' },
  'variant.sigma-0.01': { en: 'σ = 0.01', ko: 'σ = 0.01' },
  'variant.sigma-0.001': { en: 'σ = 0.001', ko: 'σ = 0.001' },
  'variant.sigma-1-batch-norm': { en: 'σ = 1, batch norm', ko: 'σ = 1, 배치 정규화' },
  'variant.sigma-0.1-batch-norm': { en: 'σ = 0.1, batch norm', ko: 'σ = 0.1, 배치 정규화' },
  'variant.sigma-0.01-batch-norm': { en: 'σ = 0.01, batch norm', ko: 'σ = 0.01, 배치 정규화' },
  'variant.sigma-0.001-batch-norm': { en: 'σ = 0.001, batch norm', ko: 'σ = 0.001, 배치 정규화' },
  'variant.none': { en: 'No regularisation', ko: '규제 없음' },
  'variant.weight-decay-0.1': { en: 'Weight decay 0.1', ko: '가중치 감소 0.1' },
  'variant.dropout': { en: 'Dropout 0.2', ko: '드롭아웃 0.2' },
  'variant.sigmoid': { en: 'Sigmoid, Xavier, no cure', ko: '시그모이드, 처방 없음' },
  'variant.batch-norm': { en: 'Batch norm', ko: '배치 정규화' },
  'variant.skip': { en: 'Skip connections', ko: '스킵 연결' },
  'variant.l2': { en: 'L2, λ = 0.01', ko: 'L2, λ = 0.01' },
  'variant.dropout-0.86': { en: 'Dropout, keep 0.86', ko: '드롭아웃, 유지 0.86' },
  'variant.rate-1e-6': { en: 'Learning rate 10⁻⁶', ko: '학습률 10⁻⁶' },
  'variant.rate-1e-4': { en: 'Learning rate 10⁻⁴', ko: '학습률 10⁻⁴' },
  'variant.rate-1e-2': { en: 'Learning rate 10⁻²', ko: '학습률 10⁻²' },
  'variant.identity-1.5': { en: 'W = 1.5 I', ko: 'W = 1.5 I' },
  'variant.identity-1': { en: 'W = I', ko: 'W = I' },
  'variant.identity-0.5': { en: 'W = 0.5 I', ko: 'W = 0.5 I' },
} as const satisfies Strings
