import type { AttrText } from './kinds.ko'

const automatic = (help: string) => ({ title: '자동', help })

/** Attrs of data from own files in Korean; their English stands in `src/engine/nodes/data-files.ts`. */
export const koreanFileAttrs: Readonly<Record<string, AttrText>> = {
  path: {
    title: '파일',
    help: '데이터 파일 또는 폴더입니다. 저장한 그래프에서는 그래프 기준 상대 경로입니다.',
  },
  labels: {
    title: '레이블',
    help: '레이블 IDX 파일입니다. 지정하지 않으면 이미지 파일 옆에서 찾습니다.',
  },
  delimiter: {
    title: '구분 기호',
    help: '값과 값 사이의 문자입니다.',
    options: {
      auto: automatic('첫 행들을 보고 정합니다.'),
      comma: { title: '쉼표', help: '예: 1.5,2.5' },
      semicolon: { title: '세미콜론', help: '예: 1,5;2,5' },
      tab: { title: '탭', help: 'TSV 파일입니다.' },
      pipe: { title: '세로줄', help: '예: 1.5|2.5' },
    },
  },
  encoding: {
    title: '인코딩',
    help: '글자를 바이트로 적는 방식입니다.',
    options: {
      auto: automatic('첫 바이트들을 보고 정합니다.'),
      'utf-8': { title: 'UTF-8', help: '오늘날 가장 널리 쓰입니다.' },
      'utf-16le': { title: 'UTF-16 LE', help: 'Windows 프로그램의 유니코드 텍스트입니다.' },
      'utf-16be': { title: 'UTF-16 BE', help: '상위 바이트가 앞에 오는 유니코드입니다.' },
      'euc-kr': { title: 'CP949 (EUC-KR)', help: '엑셀이 저장하는 한국어 텍스트입니다.' },
      'windows-1252': { title: 'Windows-1252', help: '서유럽 텍스트입니다.' },
    },
  },
  header: {
    title: '첫 행',
    help: '첫 행이 열 이름인지 정합니다.',
    options: {
      auto: automatic('숫자가 없으면 열 이름으로 봅니다.'),
      names: { title: '열 이름', help: '샘플은 두 번째 행부터입니다.' },
      values: { title: '값', help: '샘플은 첫 번째 행부터입니다.' },
    },
  },
  decimal: {
    title: '소수점',
    help: '소수 부분 앞에 오는 문자입니다.',
    options: {
      auto: automatic('첫 행들을 보고 정합니다.'),
      point: { title: '점', help: '예: 1.5' },
      comma: { title: '쉼표', help: '예: 1,5. 쉼표로 나눈 표에는 쓸 수 없습니다.' },
    },
  },
  target: {
    title: '목표 열',
    help: '예측할 열입니다. 지정하지 않으면 마지막 열입니다.',
  },
  task: {
    title: '과제',
    help: '무엇을 예측할지 정합니다.',
    options: {
      auto: automatic('목표 열이 글자이거나 서로 다른 정수가 20개 이하이면 분류입니다.'),
      classification: { title: '분류', help: '여러 클래스 중 하나를 예측합니다.' },
      regression: { title: '회귀', help: '수치를 예측합니다.' },
    },
  },
  missing: {
    title: '결측값',
    help: '비어 있거나 NaN, NA, null, ?인 칸을 어떻게 처리할지 정합니다.',
    options: {
      refuse: { title: '거부', help: '처음 나온 결측값의 행과 열을 알려 줍니다.' },
      drop: { title: '행 제외', help: '결측값이 있는 행을 뺍니다.' },
      mean: {
        title: '평균으로 채우기',
        help: '학습 데이터의 평균을 씁니다. 목표 값이 없는 행은 뺍니다.',
      },
    },
  },
  categorical: {
    title: '범주형 열',
    help: '숫자로 적었지만 범주를 뜻하는 열입니다. 쉼표로 구분합니다.',
  },
  ignored: { title: '제외할 열', help: '사용하지 않을 열입니다. 쉼표로 구분합니다.' },
  bytes: { title: '바이트', help: '파일 크기입니다.' },
  hash: { title: '해시', help: '파일의 SHA-256 값입니다.' },
  rows: { title: '샘플 수', help: '파일에 있는 샘플의 개수입니다.' },
  testRows: { title: '테스트 샘플 수', help: '별도 테스트 파일에 있는 샘플의 개수입니다.' },
  inputs: { title: '입력 수', help: '신경망에 들어가는 값의 개수입니다.' },
  outputs: { title: '출력 수', help: '클래스 개수입니다. 수치를 예측하면 0입니다.' },
  height: { title: '높이', help: '이미지의 세로 픽셀 수입니다.' },
  width: { title: '너비', help: '이미지의 가로 픽셀 수입니다.' },
  channels: { title: '채널 수', help: '회색조는 1, 컬러는 3입니다.' },
  classNames: { title: '클래스 이름', help: '클래스 이름을 순서대로 쉼표로 구분합니다.' },
  testFraction: {
    title: '테스트 데이터 비율',
    help: '별도 테스트 파일이 없을 때 테스트용으로 떼어 두는 비율입니다. 시드에 따라 뽑습니다.',
  },
}

/** What is done to images while training, in Korean. */
export const koreanAugmentAttrs: Readonly<Record<string, AttrText>> = {
  augment: {
    title: '데이터 증강',
    help: '학습 배치마다 이미지를 조금씩 바꿉니다. 검증 데이터와 테스트 데이터는 그대로입니다.',
  },
  shift: { title: '이동', help: '각 방향으로 최대 이만큼의 픽셀을 옮깁니다.', unit: 'px' },
  rotate: { title: '회전', help: '양쪽으로 최대 이 각도까지 돌립니다.', unit: '°' },
  flip: {
    title: '좌우 반전',
    help: '이미지의 절반을 무작위로 좌우로 뒤집습니다. 숫자나 글자에는 알맞지 않습니다.',
  },
  pixelNoise: {
    title: '픽셀 잡음',
    help: '픽셀마다 더하는 잡음의 표준편차입니다. 검정은 0, 흰색은 1입니다.',
  },
}
