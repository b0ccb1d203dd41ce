import { evaluation as shared } from '../../../report/strings/evaluation'
import type { Strings } from './types'

/** The panel of the network's evaluation; what reports say of it too stands with them. */
export const evaluation = {
  ...shared,
  'evaluation.part': { en: 'Part', ko: '데이터' },
  'evaluation.figure': { en: 'Cells', ko: '칸 표시' },
  'evaluation.figure.count': { en: 'Cells: examples', ko: '칸: 샘플 수' },
  'evaluation.figure.share': { en: 'Cells: % of row', ko: '칸: 행 비율(%)' },
  'evaluation.empty': {
    en: 'Nothing to evaluate yet\nTrain the network to see what it gets right and wrong.',
    ko: '아직 평가할 것이 없습니다\n신경망을 학습하면 무엇을 맞히고 틀리는지 보입니다.',
  },
  'evaluation.gone': {
    en: 'The run is gone\nTrain the network again to see what it gets right and wrong.',
    ko: '실행이 남아 있지 않습니다\n다시 학습하면 무엇을 맞히고 틀리는지 보입니다.',
  },
  'evaluation.noExamples': {
    en: 'This part has no examples\nHold some out in the data set node.',
    ko: '이 데이터에는 샘플이 없습니다\n데이터셋 노드에서 샘플을 떼어 두세요.',
  },
  'evaluation.working': { en: 'Evaluating…', ko: '평가하는 중…' },
  'evaluation.inputs.some': {
    en: '{{shown}} of {{count}} inputs',
    ko: '입력 {{count}}개 중 {{shown}}개',
  },
  'evaluation.showAll': { en: 'Show all', ko: '전체 보기' },
  'evaluation.cell.hint': {
    en: 'Click a cell to see its examples.',
    ko: '칸을 클릭하면 해당 샘플이 표시됩니다.',
  },
  'report.fileName': { en: '{{name}} report', ko: '{{name}} 보고서' },
  'report.noAnswer': {
    en: 'The engine did not answer within a minute.',
    ko: '엔진이 1분 안에 응답하지 않았습니다.',
  },
  'report.engineLost': { en: 'The engine stopped.', ko: '엔진이 중단되었습니다.' },
  'reason.nothingTrained': {
    en: 'Train the network first.',
    ko: '먼저 신경망을 학습하세요.',
  },
  'evaluation.nothing': {
    en: 'There is no evaluation to export yet',
    ko: '아직 내보낼 평가 결과가 없습니다',
  },
} as const satisfies Strings
