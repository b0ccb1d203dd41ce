import type { Strings } from './types'

/** The panel that looks inside a layer, and the spread of all outputs. */
export const layer = {
  'layer.control.tensor': { en: 'Tensor', ko: '텐서' },
  'layer.control.side': { en: 'Shown', ko: '표시' },
  'layer.control.view': { en: 'View', ko: '보기' },
  'layer.side.values': { en: 'Values', ko: '값' },
  'layer.side.gradient': { en: 'Gradient', ko: '기울기' },
  'layer.view.matrix': { en: 'As a matrix', ko: '행렬로 보기' },
  'layer.view.images': { en: 'As images', ko: '이미지로 보기' },
  'layer.none.title': { en: 'No node selected', ko: '선택한 노드가 없습니다' },
  'layer.none': {
    en: 'Select a dense layer to see its weights and their gradients, or any other node to see what each of its units puts out.',
    ko: '은닉층을 선택하면 가중치와 기울기가, 다른 노드를 선택하면 유닛별 출력이 표시됩니다.',
  },
  'layer.nothing': { en: 'No layer is shown', ko: '표시된 층이 없습니다' },
  'layer.gone.title': { en: 'The run is gone', ko: '실행이 남아 있지 않습니다' },
  'layer.gone': {
    en: 'Train the network again, or run one step, to look inside its layers.',
    ko: '다시 학습하거나 한 스텝을 진행하면 층 내부를 볼 수 있습니다.',
  },
  'layer.incomplete.title': {
    en: 'The graph is not complete',
    ko: '그래프가 아직 완성되지 않았습니다',
  },
  'layer.incomplete': {
    en: 'Mend what it lacks to see the weights that training begins with.',
    ko: '문제를 해결하면 학습을 시작할 때의 가중치가 표시됩니다.',
  },
  'layer.noOutput.title': { en: 'Nothing to look inside', ko: '표시할 내부가 없습니다' },
  'layer.noOutput': {
    en: 'The loss, and what takes no part in the network, has no weights and no output. Select another node.',
    ko: '손실과 신경망에 속하지 않는 노드에는 가중치도 출력도 없습니다. 다른 노드를 선택하세요.',
  },
  'layer.unknown.title': {
    en: 'Not in the network that was trained',
    ko: '학습한 신경망에 없는 노드입니다',
  },
  'layer.unknown': {
    en: 'This node was added or changed after the run began, or has no output. Train again to look inside it.',
    ko: '학습을 시작한 뒤에 추가했거나 출력이 없는 노드입니다. 다시 학습하면 내부를 볼 수 있습니다.',
  },
  'layer.waiting': { en: 'Looking inside…', ko: '층 내부를 읽는 중…' },
  'layer.step': { en: 'step {{step}}', ko: '스텝 {{step}}' },
  'layer.step.before': { en: 'before the first step', ko: '첫 스텝 이전' },
  'layer.step.after': { en: 'after step {{step}}', ko: '스텝 {{step}} 이후' },
  'layer.step.restored': {
    en: 'of step {{step}}, restored',
    ko: '스텝 {{step}}의 복원된 가중치',
  },
  'layer.step.again': {
    en: 'batch of step {{step}}, weights after it',
    ko: '스텝 {{step}}의 배치, 갱신 이후 가중치',
  },
  'layer.matrix.row': { en: 'input', ko: '입력' },
  'layer.matrix.column': { en: 'unit', ko: '유닛' },
  'layer.matrix.zero': { en: 'exactly 0', ko: '정확히 0' },
  'layer.matrix.rms': { en: 'RMS', ko: 'RMS' },
  'layer.matrix.rowRms': { en: 'RMS of the row', ko: '행의 RMS' },
  'layer.matrix.columnRms': { en: 'RMS of the column', ko: '열의 RMS' },
  'layer.matrix.mean': { en: 'mean', ko: '평균' },
  'layer.matrix.largest': { en: 'largest in size', ko: '절댓값 최대' },
  'layer.matrix.binned': {
    en: 'largest in size of {{rows}} × {{columns}} cells',
    ko: '{{rows}} × {{columns}}칸 중 절댓값이 가장 큰 값',
  },
  'layer.matrix.role': { en: 'matrix', ko: '행렬' },
  'layer.images.title': { en: 'What each unit looks for', ko: '유닛별 가중치 이미지' },
  'layer.images.role': { en: 'weight images', ko: '가중치 이미지' },
  'layer.images.enlarge': {
    en: 'A click enlarges a unit.',
    ko: '유닛을 클릭하면 확대됩니다.',
  },
  'layer.histogram.title': { en: 'Spread', ko: '값의 분포' },
  'layer.histogram.std': { en: 'standard deviation', ko: '표준편차' },
  'layer.histogram.share': { en: 'share, up to {{most}}', ko: '비율, 최대 {{most}}' },
  'layer.histogram.role': { en: 'histogram', ko: '히스토그램' },
  'layer.units.title': { en: 'Unit activity', ko: '유닛 활성' },
  'layer.units.dead': { en: 'dead', ko: '죽은 유닛' },
  'layer.units.dead.of': {
    en: '{{dead}}/{{units}} dead',
    ko: '죽은 유닛 {{dead}}/{{units}}',
  },
  'layer.batch': {
    en: { one: '1 example', other: '{{rows}} examples' },
    ko: '샘플 {{rows}}개',
  },
  'layer.units.active': {
    en: 'share of examples with y ≠ 0',
    ko: 'y ≠ 0인 샘플 비율',
  },
  'layer.units.std': { en: 'std', ko: '표준편차' },
  'layer.units.several': {
    en: 'least active of units {{from}}–{{to}}',
    ko: '유닛 {{from}}–{{to}} 중 가장 덜 활성인 유닛',
  },
  'layer.units.role': { en: 'bar chart', ko: '막대 차트' },
  'activations.title': { en: 'Outputs by layer', ko: '층별 활성값 분포' },
  'activations.measure': {
    en: 'share of a layer’s outputs over one batch',
    ko: '한 배치에서 층별 출력값의 비율',
  },
  'distributions.control.of': { en: 'Distribution of', ko: '분포 대상' },
  'distributions.of.gradients': { en: 'Gradients by layer', ko: '층별 기울기' },
  'distributions.of.time': { en: 'Gradients over time', ko: '시간별 기울기' },
  'distributions.of.activations': { en: 'Outputs by layer', ko: '층별 활성값' },
  'distributions.time.title': { en: '{{tensor}} over time', ko: '{{tensor}}의 시간별 분포' },
  'distributions.time.measure': {
    en: 'share of its entries in each power of two, a ridge for each counted step',
    ko: '2의 거듭제곱 구간별 원소 비율, 집계한 스텝마다 한 줄',
  },
  'activations.role': { en: 'histograms', ko: '히스토그램' },
  'activations.incomplete': {
    en: 'The graph is not complete\nMend what it lacks to see how the outputs of every layer are spread.',
    ko: '그래프가 아직 완성되지 않았습니다\n문제를 해결하면 층별 활성값의 분포가 표시됩니다.',
  },
  'activations.empty': {
    en: 'No outputs yet\nTrain to see how the outputs of every layer are spread: piled up at the ends, collapsed, or spread out.',
    ko: '아직 출력값이 없습니다\n학습을 시작하면 층별 활성값이 양 끝에 몰리는지, 한 값에 모이는지, 고르게 퍼지는지 볼 수 있습니다.',
  },
} as const satisfies Strings
