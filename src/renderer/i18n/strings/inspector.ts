import type { Strings } from './types'

/** The inspector: selection, fields, statistics, problems. */
export const inspector = {
  'inspector.title': { en: 'Inspector', ko: '속성' },
  'inspector.name': { en: 'Name', ko: '이름' },
  'inspector.shape': { en: 'Shape', ko: '형상' },
  'inspector.parameters': {
    en: { one: '{{formatted}} parameter', other: '{{formatted}} parameters' },
    ko: '파라미터 {{formatted}}개',
  },
  'inspector.batch': { en: 'batch', ko: '배치' },
  'inspector.several.nodes': {
    en: { one: '{{count}} node', other: '{{count}} nodes' },
    ko: '노드 {{count}}개',
  },
  'inspector.several.edges': {
    en: { one: '{{count}} edge', other: '{{count}} edges' },
    ko: '연결 {{count}}개',
  },
  'inspector.several.help': {
    en: 'Drag to move them together, Delete to remove them. Select one node to set it up.',
    ko: '끌면 함께 이동하고, Delete 키를 누르면 삭제됩니다. 설정하려면 노드를 하나만 선택하세요.',
  },
  'inspector.edge': { en: 'Edge', ko: '연결' },
  'inspector.edge.help': {
    en: 'Drag an end to reconnect it, Delete to remove it.',
    ko: '끝을 끌어 다른 노드에 연결하거나, Delete 키를 눌러 삭제하세요.',
  },
  'inspector.formula': { en: 'Formula', ko: '수식' },
  'inspector.statistics': { en: 'At step {{step}}', ko: '스텝 {{step}}' },

  'statistics.gradientRms': { en: 'gradient RMS', ko: '기울기 RMS' },
  'statistics.updateRatio': { en: 'update ÷ weight', ko: '갱신량 ÷ 가중치' },
  'statistics.activationMean': { en: 'output mean', ko: '출력 평균' },
  'statistics.activationStd': { en: 'output deviation', ko: '출력 표준편차' },
  'statistics.zeroFraction': { en: 'zero gradients', ko: '0인 기울기 비율' },

  'field.on': { en: 'On', ko: '켬' },
  'field.off': { en: 'Off', ko: '끔' },
  'field.range': { en: '{{min}} to {{max}}', ko: '{{min}}~{{max}}' },
  'field.notNumber': {
    en: '“{{text}}” is not a number.',
    ko: '“{{text}}”: 숫자가 아닙니다.',
  },
  'field.notWhole': { en: 'A whole number is needed.', ko: '정수를 입력하세요.' },
  'field.tooSmall': { en: 'At least {{min}}.', ko: '{{min}} 이상이어야 합니다.' },
  'field.tooSmallExclusive': { en: 'More than {{min}}.', ko: '{{min}}보다 커야 합니다.' },
  'field.tooLarge': { en: 'At most {{max}}.', ko: '{{max}} 이하여야 합니다.' },
  'field.tooLargeExclusive': { en: 'Less than {{max}}.', ko: '{{max}}보다 작아야 합니다.' },
  'field.empty': { en: 'A number is needed.', ko: '숫자를 입력하세요.' },
  'field.kept': { en: '{{reason}} Kept {{value}}.', ko: '{{reason}} 기존 값: {{value}}' },

  'problems.title': { en: 'Problems', ko: '문제' },
  'problems.none': {
    en: 'The network is sound and ready to train.',
    ko: '신경망에 문제가 없습니다. 바로 학습할 수 있습니다.',
  },
  'problems.none.short': { en: 'no problems', ko: '문제 없음' },
  'problems.count': {
    en: { one: '{{count}} problem', other: '{{count}} problems' },
    ko: '문제 {{count}}개',
  },
  'problems.error': { en: 'Error', ko: '오류' },
  'problems.warning': { en: 'Warning', ko: '경고' },
} as const satisfies Strings
