/** What the engine says of a sweep, in Korean. */
export const koreanSweepSentences: readonly (readonly [string, string])[] = [
  ['it is there twice.', '같은 항목이 두 번 있습니다.'],
  ['Take one of the two away.', '둘 중 하나를 빼세요.'],
  ['the range goes from {{low}} to {{high}}.', '범위가 {{low}}에서 {{high}}까지입니다.'],
  ['Give the smaller end first.', '작은 값을 앞에 입력하세요.'],
  ['a logarithmic scale cannot begin at {{low}}.', '로그 척도는 {{low}}에서 시작할 수 없습니다.'],
  ['Begin above 0, or take a linear scale.', '0보다 큰 값에서 시작하거나 선형 척도를 선택하세요.'],
  ['Give the field values that the file format allows.', '이 항목에 쓸 수 있는 값을 입력하세요.'],
  ['there is no node "{{id}}".', '“{{id}}” 노드가 없습니다.'],
  ['there is no field after {{path}}.', '{{path}} 뒤에 항목 이름이 없습니다.'],
  ['there is no "{{key}}" in {{path}}.', '{{path}}에 “{{key}}” 항목이 없습니다.'],
  ['There is: {{name}}.', '있는 항목: {{name}}.'],
  [
    'The grid has {{n}} trials; at most {{m}} are run.',
    '격자의 조합이 {{n}}개입니다. 최대 {{m}}개까지 시도할 수 있습니다.',
  ],
  [
    'Take fewer values of each field, or draw at random.',
    '항목별 값의 개수를 줄이거나 무작위로 탐색하세요.',
  ],
  ['There are no validation examples to judge trials by.', '시도를 비교할 검증 샘플이 없습니다.'],
  [
    'Set the validation part of the data set above 0.',
    '데이터셋의 검증 비율을 0보다 크게 설정하세요.',
  ],
  [
    'The data set has numbers to predict, not classes, so there is no accuracy.',
    '클래스가 아니라 수치를 예측하는 데이터셋이어서 정확도가 없습니다.',
  ],
  ['Rank trials by the validation loss.', '검증 손실로 순위를 매기세요.'],
  [
    'a path starts with "training." or "nodes.".',
    '경로는 “training.” 또는 “nodes.”로 시작해야 합니다.',
  ],
  ['Write, for example, nodes.dense1.units=64.', '예를 들어 nodes.dense1.units=64와 같이 쓰세요.'],
  ['The engine stopped: {{reason}}', '엔진이 멈췄습니다: {{reason}}'],
  ['The sweep failed: {{error}}', '탐색에 실패했습니다: {{error}}'],
  ['Start it again.', '다시 시작하세요.'],
  ['Mend what the sweep is to do.', '탐색 설정을 확인하세요.'],
]
