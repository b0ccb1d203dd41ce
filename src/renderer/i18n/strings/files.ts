import type { Strings } from './types'

/** Opening and saving. */
export const files = {
  'file.exported.trained': {
    en: 'Saved {{name}} with the weights of step {{step}}',
    ko: '{{name}} 저장됨 (스텝 {{step}}의 가중치 포함)',
  },
  'file.exported.initial': {
    en: 'Saved {{name}} with the initial weights of seed {{seed}}',
    ko: '{{name}} 저장됨 (시드 {{seed}}의 초기 가중치 포함)',
  },
  'file.exported.untrained': {
    en: 'Saved {{name}}. It draws its own weights, as the network was not trained.',
    ko: '{{name}} 저장됨. 학습하지 않은 신경망이므로 가중치는 프로그램에서 새로 초기화합니다.',
  },
  'file.exported.failed': {
    en: 'The network could not be exported',
    ko: '신경망을 내보내지 못했습니다',
  },
  'file.error.open': { en: 'The file cannot be opened', ko: '파일을 열 수 없습니다' },
  'file.error.save': { en: 'The file was not saved', ko: '파일을 저장하지 못했습니다' },
  'file.error.notGradscope.title': {
    en: '“{{name}}” is not a Gradscope file',
    ko: 'Gradscope 파일이 아닙니다: “{{name}}”',
  },
  'file.error.notGradscope.body': {
    en: 'It was not read: {{reason}}. Choose a file that was saved by Gradscope.',
    ko: '파일을 읽지 못했습니다: {{reason}}. Gradscope에서 저장한 파일을 선택하세요.',
  },
  'file.error.tooNew.title': {
    en: '“{{name}}” comes from a newer Gradscope',
    ko: '더 새로운 Gradscope에서 만든 파일입니다: “{{name}}”',
  },
  'file.error.tooNew.body': {
    en: 'It is written in format {{version}}; this version reads up to {{supported}}. Update Gradscope to open it.',
    ko: '파일 형식은 버전 {{version}}이며, 이 앱은 버전 {{supported}}까지 읽을 수 있습니다. 파일을 열려면 Gradscope를 업데이트하세요.',
  },
  'file.error.migrationFailed.title': {
    en: '“{{name}}” could not be brought up to date',
    ko: '최신 형식으로 변환하지 못했습니다: “{{name}}”',
  },
  'file.error.migrationFailed.body': {
    en: 'It is written in the older format {{version}}, and converting it failed: {{reason}}. The file was left as it is.',
    ko: '이전 파일 형식(버전 {{version}})을 변환하지 못했습니다: {{reason}}. 원본 파일은 그대로입니다.',
  },
  'file.error.invalid.title': {
    en: '“{{name}}” is damaged',
    ko: '손상된 파일입니다: “{{name}}”',
  },
  'file.error.invalid.body': {
    en: {
      one: 'One entry of the file is not sound.',
      other: '{{count}} entries of the file are not sound.',
    },
    ko: '파일에서 올바르지 않은 항목이 {{count}}개 발견되었습니다.',
  },
  'file.error.invalid.salvage': {
    en: {
      one: 'One sound node can be opened as an untitled network. The file stays as it is.',
      other: '{{count}} sound nodes can be opened as an untitled network. The file stays as it is.',
    },
    ko: '온전한 노드 {{count}}개를 제목 없는 새 신경망으로 열 수 있습니다. 원본 파일은 그대로입니다.',
  },
  'file.error.invalid.nothing': {
    en: 'None of its nodes can be opened.',
    ko: '열 수 있는 노드가 없습니다.',
  },
  'file.error.more': { en: 'and {{count}} more', ko: '외 {{count}}개' },
  'file.salvage': { en: 'Open what is sound', ko: '온전한 부분만 열기' },
  'file.saved': { en: 'Saved “{{name}}”', ko: '저장했습니다: “{{name}}”' },
} as const satisfies Strings
