import { koreanDataSentences } from './data-sentences.ko'
import { koreanSweepSentences } from './sweep.ko'

/**
 * What the engine says, by the English it says it in. A place like `{{node}}` stands for what depends
 * on the case: `node`, `from`, `to` for a node with its kind, `reason` for a sentence of this table.
 */
export const koreanSentences: readonly (readonly [english: string, korean: string])[] = [
  // What is wrong in a file.
  ['there is no field "{{name}}"', '“{{name}}” 항목은 없습니다'],
  [
    'there is no field "{{name}}"; did you mean "{{key}}"?',
    '“{{name}}” 항목은 없습니다. “{{key}}” 항목인지 확인하세요',
  ],
  ['{{key}} "{{id}}" has no field "{{name}}"', '“{{id}}”에 “{{name}}” 항목은 없습니다'],
  [
    '{{key}} "{{id}}" has no field "{{name}}"; did you mean "{{port}}"?',
    '“{{id}}”에 “{{name}}” 항목은 없습니다. “{{port}}” 항목인지 확인하세요',
  ],
  [
    '{{name}} of {{key}} "{{id}}" must be {{reason}}, not {{error}}',
    '“{{id}}”의 {{name}} 값이 올바르지 않습니다: {{error}}. 허용되는 값: {{reason}}',
  ],
  [
    '{{name}} must be {{reason}}, not {{error}}',
    '{{name}} 값이 올바르지 않습니다: {{error}}. 허용되는 값: {{reason}}',
  ],
  [
    '{{name}} of {{key}} "{{id}}" is missing; it must be {{reason}}',
    '“{{id}}”에 {{name}} 값이 없습니다. 허용되는 값: {{reason}}',
  ],
  ['{{name}} is missing; it must be {{reason}}', '{{name}} 값이 없습니다. 허용되는 값: {{reason}}'],
  ['a whole number from {{min}} to {{max}}', '{{min}} 이상 {{max}} 이하의 정수'],
  ['a number from {{min}} to {{max}}', '{{min}} 이상 {{max}} 이하의 수'],
  ['a number above {{min}} and up to {{max}}', '{{min}} 초과 {{max}} 이하의 수'],
  ['a number from {{min}} and below {{max}}', '{{min}} 이상 {{max}} 미만의 수'],
  ['a number above {{min}} and below {{max}}', '{{min}} 초과 {{max}} 미만의 수'],
  ['a number', '수'],
  ['a whole number', '정수'],
  ['text in quotes', '따옴표로 묶은 텍스트'],
  ['true or false', 'true 또는 false'],
  ['a list', '목록'],
  ['a record in braces', '중괄호로 묶은 레코드'],
  ['at least {{min}}', '{{min}} 이상'],
  ['at most {{max}}', '{{max}} 이하'],
  ['above {{min}}', '{{min}} 초과'],
  ['below {{max}}', '{{max}} 미만'],
  ['one of {{name}}', '{{name}} 중 하나'],
  ['text of at most {{max}} characters', '최대 {{max}}자의 텍스트'],
  ['a list of at most {{max}}', '최대 {{max}}개의 목록'],

  // A look at what a network computes.
  [
    'A decision boundary can be drawn for data with two inputs only.',
    '결정 경계는 입력이 2개인 데이터에서만 그릴 수 있습니다.',
  ],
  ['Choose a data set of points, such as the spiral.', '나선처럼 점으로 된 데이터셋을 선택하세요.'],
  ['The data has no examples of that part.', '해당 데이터에 샘플이 없습니다.'],
  ['Measure the loss on another part.', '다른 데이터로 손실을 측정하세요.'],
  ['The loss landscape failed: {{error}}', '손실 지형을 측정하지 못했습니다: {{error}}'],

  // Checkpoints and forks.
  ['There is no run to continue from.', '이어서 학습할 실행이 없습니다.'],
  ['There is no checkpoint to resume from.', '이어서 학습할 체크포인트가 없습니다.'],
  ['Start training from the first step.', '처음부터 학습을 시작하세요.'],
  [
    'The run is at step {{from}}, and the graph asks for {{to}} steps.',
    '학습은 이미 스텝 {{from}}까지 진행되었는데, 그래프의 전체 스텝 수는 {{to}}입니다.',
  ],
  ['Raise the number of epochs.', '에포크 수를 늘리세요.'],
  ['The checkpoint {{reason}}.', '체크포인트를 사용할 수 없습니다: {{reason}}.'],
  ['is no checkpoint', '체크포인트 파일이 아닙니다'],
  [
    'is damaged: what it says of its run cannot be read',
    '파일이 손상되어 학습 정보를 읽을 수 없습니다',
  ],
  ['is damaged: its numbers are not what was written', '파일이 손상되어 저장한 값과 다릅니다'],
  [
    'is of another graph, or of other training settings',
    '다른 그래프나 다른 학습 설정의 체크포인트입니다',
  ],
  ['is too short for a .safetensors file', '.safetensors 파일이라고 하기에는 너무 짧습니다'],

  // Problems of a graph.
  ['{{node}} has no data yet.', '{{node}}: 아직 데이터가 없습니다.'],
  ['Import a file: choose it in the data view.', '데이터 보기에서 파일을 골라 가져오세요.'],
  ['The network has no data set.', '신경망에 데이터셋이 없습니다.'],
  [
    'Add a Data set node and connect it to the first layer.',
    '데이터셋 노드를 추가하고 첫 층에 연결하세요.',
  ],
  [
    '{{node}} is a second data set; a network has one.',
    '{{node}}: 두 번째 데이터셋입니다. 신경망에는 하나만 둘 수 있습니다.',
  ],
  ['Delete one of them.', '둘 중 하나를 삭제하세요.'],
  ['The network has no loss.', '신경망에 손실이 없습니다.'],
  [
    'Add a Loss node and connect the last layer to it.',
    '손실 노드를 추가하고 마지막 층을 연결하세요.',
  ],
  [
    '{{node}} is a second loss; a network has one.',
    '{{node}}: 두 번째 손실입니다. 신경망에는 하나만 둘 수 있습니다.',
  ],
  [
    'These nodes form a loop: {{path}} ({{n}} nodes).',
    '노드가 순환합니다: {{path}} (노드 {{n}}개).',
  ],
  ['These nodes form a loop: {{path}}.', '노드가 순환합니다: {{path}}.'],
  [
    'Remove one of the edges between them: data flows one way.',
    '이 노드들 사이의 연결 하나를 끊으세요. 데이터는 한 방향으로만 흐릅니다.',
  ],
  ['{{node}} has no input.', '{{node}}: 입력이 없습니다.'],
  [
    'Connect the output of another node to its left side.',
    '다른 노드의 출력을 이 노드의 왼쪽에 연결하세요.',
  ],
  [
    '{{node}} joins branches, but has one input.',
    '{{node}}: 가지를 합치는 노드인데 입력이 하나뿐입니다.',
  ],
  [
    'Connect at least two outputs to its left side, or delete it.',
    '왼쪽에 출력을 두 개 이상 연결하거나 이 노드를 삭제하세요.',
  ],
  [
    '{{node}} takes one input, but has {{n}}.',
    '{{node}}: 입력은 하나만 받을 수 있는데 {{n}}개가 연결되어 있습니다.',
  ],
  [
    'Remove the extra edges, or join them first with Add or Concat.',
    '남는 연결을 끊거나, 먼저 더하기나 이어 붙이기로 합치세요.',
  ],
  ['{{node}} has no port "{{port}}".', '{{node}}: “{{port}}” 포트가 없습니다.'],
  ['Remove the edge and connect it again.', '연결을 끊고 다시 연결하세요.'],
  ['It cannot be bypassed: {{reason}}', '우회할 수 없습니다. {{reason}}'],
  ['Switch it on again.', '우회를 해제하세요.'],
  ['{{node}}: there is no data set "{{id}}".', '{{node}}: “{{id}}” 데이터셋이 없습니다.'],
  ['Choose another data set.', '다른 데이터셋을 선택하세요.'],
  ['{{node}} would need a tensor of {{n}} values.', '{{node}}: 값이 {{n}}개인 텐서가 필요합니다.'],
  ['Make it, or the layer before it, smaller.', '이 층이나 앞 층을 더 작게 만드세요.'],
  [
    '{{node}} does not lead to the loss and will not be trained.',
    '{{node}}: 손실까지 이어지지 않아 학습되지 않습니다.',
  ],
  ['Connect it on, or delete it.', '이어서 연결하거나 삭제하세요.'],

  // Shapes.
  [
    '{{node}}: inputs have different sizes: {{a}} and {{b}}.',
    '{{node}}: 입력의 크기가 서로 다릅니다({{a}}, {{b}}).',
  ],
  [
    'Give both branches the same number of units, or use Concat.',
    '두 가지의 유닛 수를 같게 하거나 이어 붙이기를 사용하세요.',
  ],
  [
    '{{node}}: the data set has numbers to predict, not classes.',
    '{{node}}: 이 데이터셋의 정답은 클래스가 아니라 수치입니다.',
  ],
  ['Choose mean squared error.', '평균 제곱 오차를 선택하세요.'],
  [
    '{{node}}: the network gives {{n}} outputs, the data set has {{m}} classes.',
    '{{node}}: 신경망의 출력은 {{n}}개인데 데이터셋의 클래스는 {{m}}개입니다.',
  ],
  [
    '{{node}}: the network gives {{n}} output, the data set has {{m}} classes.',
    '{{node}}: 신경망의 출력은 {{n}}개인데 데이터셋의 클래스는 {{m}}개입니다.',
  ],
  [
    '{{node}}: the network gives {{n}} outputs, the data set has {{m}} target values.',
    '{{node}}: 신경망의 출력은 {{n}}개인데 데이터셋의 정답은 {{m}}개입니다.',
  ],
  [
    '{{node}}: the network gives {{n}} outputs, the data set has {{m}} target value.',
    '{{node}}: 신경망의 출력은 {{n}}개인데 데이터셋의 정답은 {{m}}개입니다.',
  ],
  [
    '{{node}}: the network gives {{n}} output, the data set has {{m}} target values.',
    '{{node}}: 신경망의 출력은 {{n}}개인데 데이터셋의 정답은 {{m}}개입니다.',
  ],
  [
    'Set the units of the last Dense layer to {{n}}.',
    '마지막 완전 연결 층의 유닛 수를 {{n}}개로 설정하세요.',
  ],

  // Connections and edits.
  ['One of the nodes is gone.', '노드 하나가 없어졌습니다.'],
  ['The edge is gone.', '연결이 없어졌습니다.'],
  ['A node cannot feed itself.', '노드를 자기 자신에 연결할 수 없습니다.'],
  ['They are connected already.', '이미 연결되어 있습니다.'],
  [
    'That would close a loop: {{to}} already leads to {{from}}.',
    '순환이 생깁니다. {{to}}에서 이미 {{from}}(으)로 이어집니다.',
  ],
  ['{{node}} takes no input.', '{{node}}: 입력을 받지 않습니다.'],
  ['{{node}} has an input already.', '{{node}}: 이미 입력이 있습니다.'],
  [
    '{{node}} has no output: it cannot stand on an edge.',
    '{{node}}: 출력이 없어 연결 위에 놓을 수 없습니다.',
  ],
  [
    '{{node}} has no input: it cannot stand on an edge.',
    '{{node}}: 입력이 없어 연결 위에 놓을 수 없습니다.',
  ],
  ['{{node}} has no output.', '{{node}}: 출력이 없습니다.'],
  [
    '{{node}} has no input that could pass in its place.',
    '{{node}}: 대신 통과시킬 입력이 없습니다.',
  ],
  [
    '{{node}} ends the network: nothing could be trained.',
    '{{node}}: 신경망의 끝이므로 학습할 수 없게 됩니다.',
  ],
  ['No node is selected.', '선택한 노드가 없습니다.'],

  // Divergence.
  [
    'At step {{step}} the output of "{{tensor}}" is no longer finite.',
    '스텝 {{step}}: “{{tensor}}”의 출력이 더 이상 유한하지 않습니다.',
  ],
  [
    'At step {{step}} the gradient of "{{tensor}}" is no longer finite.',
    '스텝 {{step}}: “{{tensor}}”의 기울기가 더 이상 유한하지 않습니다.',
  ],
  [
    'At step {{step}} the gradient at the output of "{{tensor}}" is no longer finite.',
    '스텝 {{step}}: “{{tensor}}” 출력의 기울기가 더 이상 유한하지 않습니다.',
  ],
  ['At step {{step}} the loss is {{value}}.', '스텝 {{step}}: 손실이 {{value}}입니다.'],
  [
    'Training diverged before the second check. {{reason}}',
    '두 번째 검사 전에 학습이 발산했습니다. {{reason}}',
  ],
  [
    'Check after fewer steps, or lower the learning rate.',
    '더 적은 스텝 뒤에 검사하거나 학습률을 낮추세요.',
  ],

  // What keeps a run from starting or ends it.
  [
    'Batch norm "{{name}}" cannot normalise a batch of one example.',
    '배치 정규화 “{{name}}”: 샘플이 하나인 배치는 정규화할 수 없습니다.',
  ],
  ['Set the batch size to 2 or more.', '배치 크기를 2 이상으로 설정하세요.'],
  ['Train on 2 examples or more.', '학습 샘플을 2개 이상 사용하세요.'],
  [
    'Early stopping has no validation examples to watch.',
    '조기 종료가 지켜볼 검증 샘플이 없습니다.',
  ],
  [
    'Set the validation part of the data set above 0, or early stopping to none.',
    '데이터셋의 검증 데이터 비율을 0보다 크게 하거나 조기 종료를 끄세요.',
  ],
  [
    'Early stopping cannot watch the accuracy: the data set has numbers to predict, not classes.',
    '조기 종료가 정확도를 지켜볼 수 없습니다. 이 데이터셋의 정답은 클래스가 아니라 수치입니다.',
  ],
  [
    'Let early stopping watch the validation loss.',
    '조기 종료가 검증 손실을 지켜보도록 설정하세요.',
  ],
  [
    'The network needs {{size}} of memory; at most {{limit}} are used.',
    '신경망에 메모리 {{size}}가 필요합니다. 최대 {{limit}}까지 사용할 수 있습니다.',
  ],
  ['Make its layers or the batch smaller.', '층이나 배치를 더 작게 만드세요.'],
  ['The graph cannot be read: {{reason}}.', '그래프를 읽을 수 없습니다: {{reason}}.'],
  ['The weights lack "{{name}}" ({{a}}).', '가중치에 “{{name}}”이(가) 없습니다({{a}}).'],
  [
    'The network has no "{{name}}", which the weights hold.',
    '신경망에는 가중치에 있는 “{{name}}”이(가) 없습니다.',
  ],
  [
    '"{{name}}" is {{a}} in the weights and {{b}} in the network.',
    '“{{name}}”의 형상이 가중치에서는 {{a}}, 신경망에서는 {{b}}입니다.',
  ],
  [
    '"{{tensor}}" has values that are NaN or infinite: {{n}} of {{m}}.',
    '“{{tensor}}”에 NaN이나 무한대인 값이 있습니다({{m}}개 중 {{n}}개).',
  ],
  ['Use weights of a run that did not diverge.', '발산하지 않은 학습의 가중치를 사용하세요.'],
  ['Use weights that were saved from this network.', '이 신경망에서 저장한 가중치를 사용하세요.'],
  [
    'The weights take {{name}}; an ONNX file holds at most {{key}}.',
    '가중치 크기는 {{name}}인데, ONNX 파일에는 최대 {{key}}까지 저장할 수 있습니다.',
  ],
  [
    'Make its layers smaller, or export to PyTorch or Keras.',
    '층의 크기를 줄이거나 PyTorch 또는 Keras로 내보내세요.',
  ],
  ['Check the graph.', '그래프를 확인하세요.'],
  ['The engine failed: {{error}}', '엔진에서 오류가 발생했습니다: {{error}}'],
  [
    'The network is too large to look inside its layers while it trains.',
    '신경망이 너무 커서 학습 중에는 층 내부를 볼 수 없습니다.',
  ],
  ['The network that is trained has no such node.', '학습 중인 신경망에 이 노드가 없습니다.'],
  ['The network has no such node.', '신경망에 이 노드가 없습니다.'],
  ['Select another node.', '다른 노드를 선택하세요.'],
  ['Train again to look inside it.', '내부를 보려면 다시 학습하세요.'],
  [
    'A network of {{n}} parameters is too large to look at before training.',
    '파라미터가 {{n}}개인 신경망은 너무 커서 학습 전에 살펴볼 수 없습니다.',
  ],
  ['Train it to see its gradients.', '학습을 시작하면 기울기를 볼 수 있습니다.'],
  ['The gradient check failed: {{error}}', '기울기 검사에 실패했습니다: {{error}}'],
  ['Start the run again.', '학습을 다시 시작하세요.'],
  ['The engine was sent a message it does not know.', '엔진이 알 수 없는 메시지를 받았습니다.'],
  [
    'The engine speaks protocol {{a}}, the window {{b}}.',
    '엔진의 프로토콜은 {{a}}, 창의 프로토콜은 {{b}}입니다.',
  ],
  ['Restart Gradscope.', 'Gradscope를 다시 실행하세요.'],
  ['the engine process ended with code {{code}}', '엔진 프로세스가 코드 {{code}}로 종료됨'],
  ['it ended with code {{code}}', '코드 {{code}}로 종료됨'],
  [
    'it ran out of memory; a smaller batch or network needs less',
    '메모리 부족, 배치나 신경망을 줄이면 메모리를 덜 사용합니다',
  ],
  [
    'it did not answer for {{n}} s; a smaller batch or network makes each step shorter',
    '{{n}}초 동안 응답 없음, 배치나 신경망을 줄이면 스텝이 짧아집니다',
  ],

  // Reading data.
  ['{{file}} cannot be read: {{reason}}', '{{file}}: 읽을 수 없습니다. {{reason}}'],
  ['it unpacks to more than {{n}} bytes', '압축을 풀면 {{n}}바이트를 넘습니다'],
  [
    'Install Gradscope again, or restore the file from the repository.',
    'Gradscope를 다시 설치하거나 저장소에서 파일을 복원하세요.',
  ],
  [
    '{{file}}: images have {{a}} pixels, expected {{b}}',
    '{{file}}: 이미지의 픽셀이 {{b}}이어야 하는데 {{a}}입니다',
  ],
  [
    'Get the file again: it is damaged or not an IDX file.',
    '파일을 다시 받으세요. 손상되었거나 IDX 파일이 아닙니다.',
  ],
  [
    '{{file}}: row {{i}} has quotes that do not match',
    '{{file}}: {{i}}행의 따옴표가 서로 맞지 않습니다',
  ],
  [
    '{{file}}: {{a}} columns have a name, expected {{b}}',
    '{{file}}: 이름이 있는 열이 {{b}}개여야 하는데 {{a}}개입니다',
  ],
  [
    '{{file}}: {{a}} column has a name, expected {{b}}',
    '{{file}}: 이름이 있는 열이 {{b}}개여야 하는데 {{a}}개입니다',
  ],
  [
    '{{file}}: there are no rows below the column names',
    '{{file}}: 열 이름 아래에 데이터가 없습니다',
  ],
  [
    '{{file}}: row {{i}} has {{a}} values, expected {{b}}',
    '{{file}}: {{i}}행의 값이 {{b}}개여야 하는데 {{a}}개입니다',
  ],
  [
    '{{file}}: row {{i}} has {{a}} value, expected {{b}}',
    '{{file}}: {{i}}행의 값이 {{b}}개여야 하는데 {{a}}개입니다',
  ],
  [
    '{{file}}: row {{i}}, column "{{name}}": "{{error}}" is no number',
    '{{file}}: {{i}}행 “{{name}}” 열의 “{{error}}”은(는) 숫자가 아닙니다',
  ],
  [
    '{{file}}: row {{i}}, column "{{name}}": "{{error}}" is none of the classes',
    '{{file}}: {{i}}행 “{{name}}” 열의 “{{error}}”은(는) 알려진 클래스가 아닙니다',
  ],
  ['{{file}}: it ends within the header', '{{file}}: 헤더 중간에서 끝납니다'],
  ['{{file}}: it does not start as an IDX file does', '{{file}}: IDX 파일의 시작이 아닙니다'],
  ['{{file}}: its values are not unsigned bytes', '{{file}}: 값이 부호 없는 바이트가 아닙니다'],
  [
    '{{file}}: it says it has {{n}} axes; 1 to 4 are read',
    '{{file}}: 축이 {{n}}개라고 되어 있습니다. 1~4개만 읽을 수 있습니다',
  ],
  [
    '{{file}}: its header promises {{a}} values, it holds {{b}}',
    '{{file}}: 헤더에는 값이 {{a}}개라고 되어 있는데 실제로는 {{b}}개입니다',
  ],
  ['Check that images and labels belong together.', '이미지와 레이블이 서로 맞는지 확인하세요.'],
  [
    '{{file}}: images have {{n}} axes, expected 3',
    '{{file}}: 이미지의 축이 3개여야 하는데 {{n}}개입니다',
  ],
  [
    '{{file}}: labels have {{n}} axes, expected 1',
    '{{file}}: 레이블의 축이 1개여야 하는데 {{n}}개입니다',
  ],
  ['{{file}}: there are no images', '{{file}}: 이미지가 없습니다'],
  [
    '{{file}}: there are {{a}} images and {{b}} labels',
    '{{file}}: 이미지는 {{a}}개인데 레이블은 {{b}}개입니다',
  ],
  [
    '{{file}}: label {{i}} is {{label}}, expected 0 to {{max}}',
    '{{file}}: {{i}}번 레이블이 {{label}}입니다. 0~{{max}}이어야 합니다',
  ],

  ...koreanDataSentences,
  ...koreanSweepSentences,

  // Files of graphs.
  [
    'it has {{a}} characters; at most {{b}} are read',
    '글자가 {{a}}개입니다. 최대 {{b}}개까지 읽을 수 있습니다',
  ],
  ['it is nested more than {{n}} levels deep', '{{n}}단계보다 깊이 중첩되어 있습니다'],
  ['it has a key that no graph has: {{key}}', '그래프에 없는 키가 있습니다: {{key}}'],
  [
    'not JSON: line {{line}}, column {{column}}: {{reason}}',
    'JSON이 아닙니다. {{line}}행 {{column}}열: {{reason}}',
  ],
  ['line {{line}}, column {{column}}: {{reason}}', '{{line}}행 {{column}}열: {{reason}}'],
  ['the field "{{name}}" is given twice', '“{{name}}” 항목이 두 번 있습니다'],
  ['the text ends here, but is not complete', '내용이 끝나지 않았는데 파일이 여기서 끝납니다'],
  ['there is more after the end', '끝난 뒤에 다른 내용이 있습니다'],
  ['a comma or {{key}} is missing', '쉼표나 {{key}} 기호가 빠졌습니다'],
  ['this comma has nothing after it but {{key}}', '쉼표 뒤에 항목 없이 {{key}} 기호가 옵니다'],
  ['a name in double quotes is missing', '큰따옴표로 묶은 이름이 빠졌습니다'],
  ['a colon is missing', '콜론이 빠졌습니다'],
  ['a closing quote is missing', '닫는 따옴표가 빠졌습니다'],
  ['a control character stands in a text', '텍스트에 제어 문자가 있습니다'],
  ['a backslash has no meaning here', '여기에는 백슬래시를 쓸 수 없습니다'],
  ['texts stand in double quotes', '텍스트는 큰따옴표로 묶어야 합니다'],
  ['comments have no place here', '주석을 쓸 수 없습니다'],
  ['a value is missing', '값이 빠졌습니다'],
  ['{{name}} is no value', '{{name}}: 쓸 수 없는 값입니다'],
  ['not JSON: {{error}}', 'JSON이 아닙니다: {{error}}'],
  ['it has no "format": "gradscope"', '"format": "gradscope"가 없습니다'],
  ['expected a whole number from 1 on', '1 이상의 정수여야 합니다'],
  ['unreadable', '읽을 수 없음'],
  ['there is no node "{{id}}"', '“{{id}}” 노드가 없습니다'],
  ['the same edge stands there twice', '같은 연결이 두 번 있습니다'],
  ['"{{id}}" is used twice', '“{{id}}”이(가) 두 번 쓰였습니다'],
]
