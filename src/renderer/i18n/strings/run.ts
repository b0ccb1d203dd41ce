import type { Strings } from './types'

/** The run and its engine: top bar, banner, divergence. */
export const run = {
  'topbar.toolbar': { en: 'Run controls', ko: '학습 제어' },
  'topbar.step': { en: 'step {{step}}', ko: '스텝 {{step}}' },
  'topbar.epoch': { en: 'epoch {{epoch}}', ko: '에포크 {{epoch}}' },
  'topbar.progress': { en: 'Training progress', ko: '학습 진행률' },
  'topbar.rate': { en: '{{rate}} steps/s', ko: '{{rate}} 스텝/초' },
  'topbar.left': { en: '{{time}} left', ko: '{{time}} 남음' },
  'topbar.testAccuracy': { en: 'test accuracy', ko: '테스트 정확도' },
  'topbar.testLoss': { en: 'test loss', ko: '테스트 손실' },
  'topbar.validationAccuracy': { en: 'validation', ko: '검증' },
  'topbar.stale': { en: 'graph changed', ko: '그래프가 바뀜' },
  'topbar.stale.help': {
    en: 'The graph or its training settings changed since this run began. The next Train starts a new run; Continue with changes, where it is offered, goes on from this step with the weights that still fit.',
    ko: '이 학습을 시작한 뒤 그래프나 학습 설정이 바뀌었습니다. 다음에 학습을 누르면 처음부터 새로 시작합니다. ‘변경 사항으로 이어서 학습’이 표시되면, 맞는 가중치를 그대로 두고 이 스텝부터 이어서 학습할 수 있습니다.',
  },

  'run.idle': { en: 'not trained', ko: '학습 전' },
  'run.loading': { en: 'preparing', ko: '준비 중' },
  'run.ready': { en: 'ready', ko: '준비됨' },
  'run.running': { en: 'training', ko: '학습 중' },
  'run.paused': { en: 'paused', ko: '일시 정지됨' },
  'run.replaying': { en: 'going to the step', ko: '해당 스텝으로 이동 중' },
  'run.finished': { en: 'finished', ko: '완료' },
  'run.stoppedEarly': { en: 'stopped early', ko: '조기 종료됨' },
  'run.stoppedEarly.at': {
    en: 'Stopped early at epoch {{epoch}}.',
    ko: '에포크 {{epoch}}에서 조기 종료했습니다.',
  },
  'run.earlyStopping.best.validationLoss': {
    en: 'Best validation loss {{value}}, at epoch {{epoch}}.',
    ko: '가장 낮은 검증 손실은 에포크 {{epoch}}의 {{value}}입니다.',
  },
  'run.earlyStopping.best.validationAccuracy': {
    en: 'Best validation accuracy {{value}}, at epoch {{epoch}}.',
    ko: '가장 높은 검증 정확도는 에포크 {{epoch}}의 {{value}}입니다.',
  },
  'run.earlyStopping.restored': {
    en: 'The weights of epoch {{epoch}} were restored.',
    ko: '에포크 {{epoch}}의 가중치로 되돌렸습니다.',
  },
  'run.earlyStopping.last': {
    en: 'The weights are those of epoch {{epoch}}.',
    ko: '가중치는 에포크 {{epoch}}의 것입니다.',
  },
  'run.stopped': { en: 'stopped', ko: '중지됨' },
  'run.diverged': { en: 'diverged', ko: '발산' },
  'run.failed': { en: 'failed', ko: '실패' },
  'run.kept': {
    en: 'Kept on disk: close Gradscope if you like, and resume when you open this network again.',
    ko: '디스크에 보관했습니다. Gradscope를 종료해도 이 신경망을 다시 열면 이어서 학습할 수 있습니다.',
  },
  'run.notKept': {
    en: 'The run cannot be kept on disk',
    ko: '학습 상태를 디스크에 보관할 수 없습니다',
  },
  'run.notKept.full': {
    en: 'The disk is full. Free some space; it is tried again at the next pause.',
    ko: '디스크에 남은 공간이 없습니다. 공간을 확보하면 다음에 일시 정지할 때 다시 보관합니다.',
  },
  'run.notKept.remedy': {
    en: 'Make the folder of the app’s data writable; it is tried again at the next pause ({{reason}}).',
    ko: '앱 데이터 폴더에 쓸 수 있게 하면 다음에 일시 정지할 때 다시 보관합니다({{reason}}).',
  },
  'run.weightsHash': {
    en: 'Weights SHA-256 {{hash}}: the same for the same network, data and seed.',
    ko: '가중치 SHA-256 {{hash}}. 신경망, 데이터, 시드가 같으면 항상 같습니다.',
  },
  'run.return': { en: 'Return to step {{step}}', ko: '스텝 {{step}}(으)로 돌아가기' },
  'run.return.help': {
    en: 'Everything is as it was after this step. Train goes on from here and replaces what came after; this button brings the newest step back.',
    ko: '모든 상태가 이 스텝 직후로 돌아왔습니다. 학습을 누르면 여기서부터 이어지고 이후 기록은 새 기록으로 바뀝니다. 이 버튼을 누르면 최신 스텝으로 돌아갑니다.',
  },
  'run.travel': { en: 'Go to step {{step}}', ko: '스텝 {{step}}(으)로 이동' },
  'run.travel.help': {
    en: 'Bring weights and optimizer back to how they were after this step, and pause there',
    ko: '가중치와 옵티마이저를 이 스텝 직후의 상태로 되돌리고 일시 정지합니다',
  },
  'run.fork.title': {
    en: 'Continues from step {{step}} with the changes',
    ko: '변경한 그래프로 스텝 {{step}}부터 이어서 학습합니다',
  },
  'run.fork.all': {
    en: {
      one: 'Its parameter tensor was taken over.',
      other: 'All {{count}} parameter tensors were taken over.',
    },
    ko: '파라미터 텐서 {{count}}개를 모두 이어받았습니다.',
  },
  'run.fork.some': {
    en: '{{taken}} of {{all}} parameter tensors were taken over.',
    ko: '파라미터 텐서 {{all}}개 중 {{taken}}개를 이어받았습니다.',
  },
  'run.fork.fresh': {
    en: 'Initialised anew: {{names}}.',
    ko: '새로 초기화한 텐서: {{names}}.',
  },
  'run.fork.freshMore': {
    en: 'Initialised anew: {{names}} and {{count}} more.',
    ko: '새로 초기화한 텐서: {{names}} 외 {{count}}개.',
  },
  'run.fork.optimizer.taken': {
    en: 'The optimizer keeps its state for what was taken over.',
    ko: '이어받은 파라미터의 옵티마이저 상태도 유지됩니다.',
  },
  'run.fork.optimizer.fresh': {
    en: 'The optimizer starts with fresh state.',
    ko: '옵티마이저 상태는 새로 시작합니다.',
  },
  'run.resume.offer': {
    en: 'A paused run of this network, at step {{step}} of {{total}}, can be resumed. It was kept {{when}}.',
    ko: '이 신경망의 일시 정지된 학습(전체 {{total}}스텝 중 {{step}}스텝)을 이어서 할 수 있습니다. 보관 시각: {{when}}.',
  },
  'run.resume': { en: 'Resume', ko: '이어서 학습' },
  'run.resume.discard': { en: 'Discard', ko: '삭제' },
  'run.lost': { en: 'interrupted', ko: '중단됨' },
  'run.diverged.title': { en: 'Training diverged', ko: '학습이 발산했습니다' },
  'run.diverged.remedy': {
    en: 'Lower the learning rate, or choose another initialisation.',
    ko: '학습률을 낮추거나 다른 초기화 방법을 선택하세요.',
  },

  'engine.idle': { en: 'engine off', ko: '엔진 꺼짐' },
  'engine.connecting': { en: 'engine starting', ko: '엔진 시작 중' },
  'engine.ready': { en: 'engine ready', ko: '엔진 준비됨' },
  'engine.crashed': { en: 'engine stopped', ko: '엔진 중단됨' },
  'engine.failed': { en: 'engine unavailable', ko: '엔진 사용 불가' },
  'engine.banner': {
    en: 'The engine stopped ({{reason}}). Your graph is safe.',
    ko: '엔진이 중단되었습니다({{reason}}). 그래프는 안전합니다.',
  },
  'engine.banner.failed': {
    en: 'The engine cannot be reached ({{reason}}). Your graph is safe.',
    ko: '엔진에 연결할 수 없습니다({{reason}}). 그래프는 안전합니다.',
  },
  'engine.restart': { en: 'Start again', ko: '다시 시작' },
  'engine.timeout': { en: 'it did not answer in time', ko: '제때 응답하지 않음' },
  'engine.protocol': {
    en: 'it speaks version {{theirs}} of the protocol, this window version {{ours}}',
    ko: '엔진의 프로토콜 버전은 {{theirs}}, 이 창의 버전은 {{ours}}',
  },
  'engine.protocol.remedy': {
    en: 'Install Gradscope again: its parts are of different versions.',
    ko: 'Gradscope를 다시 설치하세요. 구성 요소의 버전이 서로 다릅니다.',
  },
  'engine.failed.title': {
    en: 'The engine cannot be reached',
    ko: '엔진에 연결할 수 없습니다',
  },
  'engine.failed.remedy': {
    en: 'Choose Start again. If that does not help, restart Gradscope.',
    ko: '‘다시 시작’을 누르세요. 해결되지 않으면 Gradscope를 다시 실행하세요.',
  },
} as const satisfies Strings
