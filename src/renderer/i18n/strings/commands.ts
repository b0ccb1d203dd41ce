import type { Strings } from './types'

/** Why a command cannot be run, and names for a while; their own stand in `src/shared/commands`. */
export const commands = {
  'command.edit.undo.named': { en: 'Undo: {{label}}', ko: '실행 취소: {{label}}' },
  'command.edit.redo.named': { en: 'Redo: {{label}}', ko: '다시 실행: {{label}}' },
  'command.blocked': { en: '{{title}}: {{why}}', ko: '{{title}}: {{why}}' },
  'command.run.pause': { en: 'Pause', ko: '일시 정지' },
  'command.run.resume': { en: 'Resume', ko: '이어서 학습' },

  'command.edit.layout.stop': { en: 'Stop arranging', ko: '정렬 중지' },
  'command.edit.layout.selection': {
    en: 'Arrange the selection from left to right',
    ko: '선택 항목을 왼쪽에서 오른쪽으로 정렬',
  },

  'reason.nothingToUndo': {
    en: 'There is nothing to undo.',
    ko: '실행 취소할 작업이 없습니다.',
  },
  'reason.nothingToRedo': {
    en: 'There is nothing to redo.',
    ko: '다시 실행할 작업이 없습니다.',
  },
  'reason.nothingSelected': { en: 'Nothing is selected.', ko: '선택한 항목이 없습니다.' },
  'reason.oneNode': { en: 'Select one node first.', ko: '먼저 노드 하나를 선택하세요.' },
  'reason.noOutput': { en: 'This node has no output.', ko: '이 노드에는 출력이 없습니다.' },
  'reason.noInput': { en: 'This node takes no input.', ko: '이 노드에는 입력이 없습니다.' },
  'reason.noEdge': { en: 'It is not connected.', ko: '연결되어 있지 않습니다.' },
  'reason.noNeighbour': {
    en: 'There is no node on that side.',
    ko: '그 방향에 노드가 없습니다.',
  },
  'reason.emptyGraph': { en: 'Add nodes first.', ko: '먼저 노드를 추가하세요.' },
  'reason.noDocument': {
    en: 'Open or start a network first.',
    ko: '먼저 신경망을 열거나 새로 만드세요.',
  },
  'reason.lastPanel': {
    en: 'It is the only panel in sight.',
    ko: '마지막으로 남은 패널입니다.',
  },
  'reason.noPanels': { en: 'The panels are hidden.', ko: '하단 패널이 숨겨져 있습니다.' },
  'reason.noRun': { en: 'Nothing is being trained.', ko: '진행 중인 학습이 없습니다.' },
  'reason.running': {
    en: 'Pause first to go step by step.',
    ko: '한 스텝씩 진행하려면 먼저 일시 정지하세요.',
  },
  'reason.atNewest': { en: 'The run is at its newest step.', ko: '이미 최신 스텝입니다.' },
  'reason.noStepsLeft': {
    en: 'The run has done all its steps. Raise the number of epochs.',
    ko: '이미 모든 스텝을 학습했습니다. 에포크 수를 늘리세요.',
  },
  'reason.notChanged': {
    en: 'The graph is as the run has it: Train goes on.',
    ko: '그래프가 바뀌지 않았습니다. 학습을 누르면 이어집니다.',
  },
  'reason.atStart': { en: 'The run is at its start.', ko: '이미 학습의 시작 지점입니다.' },
  'reason.chosen': { en: 'This is chosen already.', ko: '이미 선택되어 있습니다.' },
  'reason.graphHasErrors': {
    en: {
      one: 'Mend this first. {{message}} {{remedy}}',
      other: 'Mend {{count}} problems first. {{message}} {{remedy}}',
    },
    ko: '먼저 문제 {{count}}개를 해결하세요. {{message}} {{remedy}}',
  },
} as const satisfies Strings
