import type { Strings } from './types'

/** The canvas with its nodes and edges. */
export const canvas = {
  'canvas.label': { en: 'Network graph', ko: '신경망 그래프' },
  'canvas.empty.title': { en: 'An empty network', ko: '빈 신경망' },
  'canvas.empty.body': {
    en: 'Drag a Data set from the left, then layers, then a Loss. Connect the right side of one node to the left side of the next.',
    ko: '왼쪽에서 데이터셋, 층, 손실 노드를 차례로 끌어다 놓으세요. 그리고 노드의 오른쪽을 다음 노드의 왼쪽에 연결하세요.',
  },
  'canvas.empty.example': { en: 'Or start from an example', ko: '또는 예제로 시작하기' },
  'canvas.zoomIn': { en: 'Zoom in', ko: '확대' },
  'canvas.zoomOut': { en: 'Zoom out', ko: '축소' },
  'canvas.minimap': { en: 'Overview of the graph', ko: '그래프 미니맵' },
  'canvas.input': { en: 'Input of {{name}}', ko: '{{name}}의 입력' },
  'canvas.output': { en: 'Output of {{name}}', ko: '{{name}}의 출력' },
  'canvas.node': { en: '{{kind}} {{name}}, {{subtitle}}', ko: '{{kind}} {{name}}, {{subtitle}}' },
  'canvas.edge': { en: 'Edge from {{from}} to {{to}}', ko: '{{from}}에서 {{to}} 방향 연결' },
  'canvas.gradient': {
    en: 'Gradient RMS of the weights: {{value}}',
    ko: '가중치 기울기 RMS: {{value}}',
  },
  'canvas.parameters': { en: '{{count}} parameters', ko: '파라미터 {{count}}개' },
  'canvas.bypassed': { en: 'bypassed', ko: '우회함' },
  'canvas.bypassed.help': {
    en: 'Its input goes straight on to its output.',
    ko: '입력이 그대로 출력으로 전달됩니다.',
  },
  'canvas.problem.noData': { en: 'no data set', ko: '데이터셋 없음' },
  'canvas.problem.severalData': { en: 'second data set', ko: '두 번째 데이터셋' },
  'canvas.problem.noLoss': { en: 'no loss', ko: '손실 없음' },
  'canvas.problem.severalLosses': { en: 'second loss', ko: '두 번째 손실' },
  'canvas.problem.cycle': { en: 'part of a loop', ko: '순환 연결' },
  'canvas.problem.missingInput': { en: 'no input', ko: '입력 없음' },
  'canvas.problem.tooFewInputs': { en: 'needs two inputs', ko: '입력이 둘 필요함' },
  'canvas.problem.tooManyInputs': { en: 'too many inputs', ko: '입력이 너무 많음' },
  'canvas.problem.wrongPort': { en: 'edge to no port', ko: '없는 단자에 연결됨' },
  'canvas.problem.unknownDataset': { en: 'unknown data set', ko: '알 수 없는 데이터셋' },
  'canvas.problem.cannotBypass': { en: 'cannot be bypassed', ko: '우회할 수 없음' },
  'canvas.problem.shape': { en: 'shape does not fit', ko: '형상이 맞지 않음' },
  'canvas.problem.tooLarge': { en: 'too large', ko: '너무 큼' },
  'canvas.problem.unused': { en: 'does not reach the loss', ko: '손실로 이어지지 않음' },
  'canvas.refused': { en: 'Not connected: {{reason}}', ko: '연결할 수 없음: {{reason}}' },
  'canvas.sameSide': {
    en: 'Connect the right side of a node to the left side of another.',
    ko: '노드의 오른쪽을 다른 노드의 왼쪽에 연결하세요.',
  },
} as const satisfies Strings
