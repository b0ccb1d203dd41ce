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
    en: 'A change applies to all of them, as one step of undo.',
    ko: '변경하면 선택한 노드 모두에 적용되며, 한 번에 실행 취소됩니다.',
  },
  'inspector.several.nothing': {
    en: 'These nodes have no settings in common. Choose a kind above to change its nodes together.',
    ko: '선택한 노드에 공통 설정이 없습니다. 위에서 종류를 고르면 그 노드들을 함께 바꿀 수 있습니다.',
  },
  'inspector.several.only': { en: 'Select only: {{kind}}', ko: '이 종류만 선택: {{kind}}' },
  'inspector.edge': { en: 'Edge', ko: '연결' },
  'inspector.edge.help': {
    en: 'Drag an end to reconnect it, Delete to remove it.',
    ko: '끝을 끌어 다른 노드에 연결하거나, Delete 키를 눌러 삭제하세요.',
  },
  'inspector.formula': { en: 'Formula', ko: '수식' },
  'inspector.statistics': { en: 'At step {{step}}', ko: '스텝 {{step}}' },

  'statistics.gradientRms': { en: 'gradient RMS', ko: '기울기 RMS' },
  'statistics.gradientMax': { en: 'gradient max', ko: '기울기 최댓값' },
  'statistics.saturation': { en: 'saturated', ko: '포화된 비율' },
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
  'field.kept': { en: 'Still {{value}}.', ko: '현재 값: {{value}}' },
  'field.allowed': { en: 'Allowed: {{range}}.', ko: '허용 범위: {{range}}.' },
  'field.mixed': { en: 'Mixed', ko: '혼합' },
  'field.reset': {
    en: 'Reset {{field}} to {{value}}',
    ko: '{{field}}: 기본값 {{value}}(으)로 되돌리기',
  },
  'unit.epoch': { en: 'epochs', ko: '에포크' },
  'unit.step': { en: 'steps', ko: '스텝' },

  'history.newSeed': { en: 'New seed', ko: '새 시드' },

  'fix.setAttr': {
    en: 'Set {{attr}} of {{name}} to {{value}}',
    ko: '{{name}}의 {{attr}}: {{value}}(으)로 설정',
  },
  'fix.delete': { en: 'Delete {{name}}', ko: '{{name}} 삭제' },
  'fix.disconnect': { en: 'Remove the edge', ko: '연결 삭제' },
  'fix.addLoss': { en: 'Add a Loss after {{name}}', ko: '{{name}} 뒤에 손실 추가' },
  'fix.addData': { en: 'Add a Data set before {{name}}', ko: '{{name}} 앞에 데이터셋 추가' },

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
