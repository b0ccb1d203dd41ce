/** What the engine says of the user's own data; see `engine.ko.ts`. */
export const koreanDataSentences: readonly (readonly [english: string, korean: string])[] = [
  ['There is no such data set.', '그런 데이터셋이 없습니다.'],
  ['Choose another.', '다른 데이터셋을 선택하세요.'],
  ['The data could not be read: {{error}}', '데이터를 읽지 못했습니다: {{error}}'],
  ['Check the file.', '파일을 확인하세요.'],
  ['The data set names no file.', '데이터셋에 파일이 지정되지 않았습니다.'],
  [
    'It is not known which folder "{{file}}" is in.',
    '“{{file}}” 파일이 어느 폴더에 있는지 알 수 없습니다.',
  ],
  ['Save the graph, or locate the file.', '그래프를 저장하거나 파일 위치를 찾으세요.'],
  [
    '"{{file}}" was not chosen in this window, so it is not read.',
    '“{{file}}”: 이 창에서 선택한 파일이 아니므로 읽지 않습니다.',
  ],
  ['Locate the file once.', '파일 위치를 한 번 찾아 주세요.'],
  ['"{{file}}" has changed since it was imported.', '“{{file}}” 파일이 가져온 뒤에 바뀌었습니다.'],
  [
    'Import it again in the data view, or locate the file as it was.',
    '데이터 보기에서 다시 가져오거나 원래 파일의 위치를 찾으세요.',
  ],
  [
    '"{{file}}" has {{a}} pixels, "{{name}}" has {{b}}.',
    '“{{file}}”: {{a}} 픽셀입니다. “{{name}}”: {{b}} 픽셀입니다.',
  ],
  ['Bring all images to the same size.', '모든 이미지를 같은 크기로 맞추세요.'],
  [
    '"{{file}}" is in colour, "{{name}}" is grey.',
    '“{{file}}”: 컬러 이미지입니다. “{{name}}”: 회색조 이미지입니다.',
  ],
  ['Save all images in colour, or all in grey.', '모든 이미지를 컬러 또는 회색조로 통일하세요.'],
  [
    '{{n}} images of {{size}} pixels are more than {{most}} values.',
    '{{size}} 픽셀 이미지 {{n}}개는 최대 {{most}}개인 값의 개수를 넘습니다.',
  ],
  ['Make the images smaller, or take a part of them.', '이미지 크기를 줄이거나 일부만 사용하세요.'],

  // What is wrong in a cell.
  ['the value is missing ("{{error}}")', '값이 없습니다 (“{{error}}”)'],
  [
    'Fill it in, or choose what is done with missing values.',
    '값을 채우거나 결측값 처리 방법을 선택하세요.',
  ],
  ['"{{error}}" is no number', '“{{error}}”: 숫자가 아닙니다'],
  ['Mend it, or make the column a category.', '값을 고치거나 열을 범주로 바꾸세요.'],
  [
    'Mend it, make the column a category, or leave it out.',
    '값을 고치거나, 열을 범주로 바꾸거나 제외하세요.',
  ],
  ['it has more than {{n}} categories', '범주가 {{n}}개를 넘습니다'],
  [
    'Leave the column out, or choose another target.',
    '이 열을 제외하거나 다른 목표 열을 선택하세요.',
  ],
  ['{{n}} is too large', '{{n}}: 값이 너무 큽니다'],
  ['Values go up to 3.4e38.', '값은 3.4e38까지 쓸 수 있습니다.'],

  // What is wrong in a table.
  ['row {{row}}, column "{{name}}": {{reason}}', '{{row}}행 “{{name}}” 열: {{reason}}'],
  [
    'row {{row}} has {{n}} values, expected {{m}}, column "{{name}}" and what follows is missing',
    '{{row}}행의 값이 {{n}}개입니다. {{m}}개여야 하며 “{{name}}” 열부터 없습니다',
  ],
  [
    'row {{row}} has {{n}} values, expected {{m}}',
    '{{row}}행의 값이 {{n}}개입니다. {{m}}개여야 합니다',
  ],
  ['Mend that row, or check the delimiter.', '그 행을 고치거나 구분 기호를 확인하세요.'],
  ['row {{row}} has quotes that do not match', '{{row}}행의 따옴표가 짝이 맞지 않습니다'],
  ['Mend the quotes there.', '따옴표를 고치세요.'],
  ['row {{row}} is longer than {{n}} characters', '{{row}}행이 {{n}}자를 넘습니다'],
  [
    'Look for a quote there that is never closed, or check the encoding.',
    '닫히지 않은 따옴표가 있는지 보거나 인코딩을 확인하세요.',
  ],
  [
    'after row {{row}} there are bytes that are no {{encoding}} text',
    '{{row}}행 다음에 {{encoding}} 텍스트가 아닌 바이트가 있습니다',
  ],
  [
    'in the first rows there are bytes that are no {{encoding}} text',
    '첫 행들에 {{encoding}} 텍스트가 아닌 바이트가 있습니다',
  ],
  [
    'Choose another encoding; Korean files are often CP949 (EUC-KR).',
    '다른 인코딩을 선택하세요. 한국어 파일은 CP949(EUC-KR)인 경우가 많습니다.',
  ],
  ['it has no rows of values', '값이 있는 행이 없습니다'],
  ['every row has a missing value', '모든 행에 결측값이 있습니다'],
  [
    'Check the file, and what is done with missing values.',
    '파일과 결측값 처리 방법을 확인하세요.',
  ],
  [
    'the target column "{{name}}" has more than {{n}} classes',
    '목표 열 “{{name}}”의 클래스가 {{n}}개를 넘습니다',
  ],
  [
    'Predict it as a number, or choose another target.',
    '수치로 예측하거나 다른 목표 열을 선택하세요.',
  ],
  [
    'the target column "{{name}}" holds text, no numbers',
    '목표 열 “{{name}}”에 숫자가 아닌 텍스트가 있습니다',
  ],
  ['Choose classification, or another target.', '분류를 선택하거나 다른 목표 열을 선택하세요.'],
  [
    'the target column "{{name}}" has one class only ("{{error}}")',
    '목표 열 “{{name}}”에 클래스가 하나뿐입니다 (“{{error}}”)',
  ],
  [
    'Choose another target column, or a file with more classes.',
    '다른 목표 열이나 클래스가 더 있는 파일을 선택하세요.',
  ],
  ['there is no column "{{name}}"', '“{{name}}” 열이 없습니다'],
  ['Its columns: {{name}}.', '열: {{name}}.'],
  ['the target column is left out', '목표 열이 제외되었습니다'],
  ['Choose another target column.', '다른 목표 열을 선택하세요.'],
  [
    'there is only the column "{{name}}", nothing to predict it from',
    '“{{name}}” 열밖에 없어 예측에 쓸 입력이 없습니다',
  ],
  ['Check the delimiter, or use more columns.', '구분 기호를 확인하거나 열을 더 사용하세요.'],
  ['it has more than {{n}} columns', '열이 {{n}}개를 넘습니다'],
  ['Check the delimiter.', '구분 기호를 확인하세요.'],
  ['it has more than {{n}} values', '값이 {{n}}개를 넘습니다'],
  ['Use fewer columns or rows.', '열이나 행을 줄이세요.'],
  [
    'its {{n}} inputs of {{m}} examples are too many values',
    '샘플 {{m}}개에 입력이 {{n}}개이면 값이 너무 많습니다',
  ],
  ['Leave out columns with many categories.', '범주가 많은 열을 제외하세요.'],
  ['it is empty', '비어 있습니다'],
  ['Choose a file with rows.', '행이 있는 파일을 선택하세요.'],
  ['it has more than 8 GB', '8 GB를 넘습니다'],
  ['Take a part of its rows.', '행의 일부만 사용하세요.'],
  ['Choose a CSV or TSV file.', 'CSV 또는 TSV 파일을 선택하세요.'],

  // What is wrong with images.
  ['it is no PNG image, or is cut off', 'PNG 이미지가 아니거나 끝이 잘렸습니다'],
  ['its header is damaged', '헤더가 손상되었습니다'],
  [
    'it has {{size}} pixels; at most 4096×4096 are read',
    '{{size}} 픽셀입니다. 최대 4096×4096까지 읽을 수 있습니다',
  ],
  ['it is interlaced; save it without that', '인터레이스 이미지입니다. 인터레이스 없이 저장하세요'],
  ['it is damaged', '손상되었습니다'],
  ['Save the image again, or remove it.', '이미지를 다시 저장하거나 제거하세요.'],
  ['it is no file, or has more than 64 MB', '파일이 아니거나 64 MB를 넘습니다'],
  ['Remove it.', '제거하세요.'],
  [
    'it has no sub-folder; there must be one for each class',
    '하위 폴더가 없습니다. 클래스마다 하나씩 있어야 합니다',
  ],
  [
    'it has one sub-folder only; there must be one for each class',
    '하위 폴더가 하나뿐입니다. 클래스마다 하나씩 있어야 합니다',
  ],
  [
    'Put the images of each class into a folder of their own, named by the class.',
    '클래스 이름으로 폴더를 만들고 그 클래스의 이미지를 넣으세요.',
  ],
  ['it has more than {{n}} sub-folders', '하위 폴더가 {{n}}개를 넘습니다'],
  ['Choose another folder.', '다른 폴더를 선택하세요.'],
  ['it is no folder', '폴더가 아닙니다'],
  [
    'Choose a folder with a sub-folder for each class.',
    '클래스마다 하위 폴더가 있는 폴더를 선택하세요.',
  ],
  ['there are no PNG images in this folder', '이 폴더에 PNG 이미지가 없습니다'],
  [
    'Convert its images to PNG, or move the folder elsewhere.',
    '이미지를 PNG로 변환하거나 폴더를 다른 곳으로 옮기세요.',
  ],
  ['it has more than {{n}} images', '이미지가 {{n}}개를 넘습니다'],
  ['Take a part of them.', '일부만 사용하세요.'],
  ['the training part has no such class', '학습 데이터에 그런 클래스가 없습니다'],
  ['Name the folders of both parts alike.', '두 데이터의 폴더 이름을 같게 하세요.'],

  // What is wrong with IDX files.
  [
    'its images have {{a}} pixels, the others {{b}}',
    '이미지가 {{a}} 픽셀인데 다른 파일은 {{b}} 픽셀입니다',
  ],
  [
    'Move it to another folder: it does not belong to these images.',
    '이 이미지와 맞지 않으므로 다른 폴더로 옮기세요.',
  ],
  ['all labels are the same', '레이블이 모두 같습니다'],
  ['Choose labels of two classes or more.', '클래스가 둘 이상인 레이블을 선택하세요.'],
  ['there are no labels beside it', '같은 폴더에 레이블이 없습니다'],
  [
    'Choose the file of the labels too, or put "{{file}}" beside it.',
    '레이블 파일도 선택하거나 “{{file}}” 파일을 같은 폴더에 두세요.',
  ],
  ['Choose an IDX file.', 'IDX 파일을 선택하세요.'],
  [
    'it says it holds {{n}} values; at most {{most}} are read',
    '값이 {{n}}개라고 적혀 있습니다. 최대 {{most}}개까지 읽을 수 있습니다',
  ],
  ['Take a part of the images.', '이미지의 일부만 사용하세요.'],
  [
    'its header promises {{n}} values, more than the file can hold',
    '헤더에는 값이 {{n}}개라고 적혀 있지만 파일에 그만큼 들어 있을 수 없습니다',
  ],
  [
    'its header promises {{n}} values, it holds more',
    '헤더에는 값이 {{n}}개라고 적혀 있지만 더 들어 있습니다',
  ],
  [
    'its header promises {{n}} values, it holds {{m}}',
    '헤더에는 값이 {{n}}개라고 적혀 있지만 {{m}}개 들어 있습니다',
  ],
  ['it cannot be unpacked', '압축을 풀 수 없습니다'],
  ['it ends within the header', '헤더 중간에서 끝납니다'],
  ['it does not start as an IDX file does', 'IDX 파일의 시작이 아닙니다'],
  ['its values are not unsigned bytes', '값이 부호 없는 바이트가 아닙니다'],
  [
    'it says it has {{n}} axes; 1 to 4 are read',
    '축이 {{n}}개라고 적혀 있습니다. 1~4개만 읽습니다',
  ],
  ['it has {{n}} axes, images have 3', '축이 {{n}}개입니다. 이미지의 축은 3개입니다'],
  ['it has {{n}} axes, labels have 1', '축이 {{n}}개입니다. 레이블의 축은 1개입니다'],
  [
    'Choose the file of the images; its name often holds "idx3".',
    '이미지 파일을 선택하세요. 이름에 보통 “idx3”이 들어 있습니다.',
  ],
  [
    'Choose the file of the labels; its name often holds "idx1".',
    '레이블 파일을 선택하세요. 이름에 보통 “idx1”이 들어 있습니다.',
  ],
  ['there are no images in it', '이미지가 없습니다'],
  ['Choose another file.', '다른 파일을 선택하세요.'],
  ['there are {{a}} images and {{b}} labels', '이미지는 {{a}}개인데 레이블은 {{b}}개입니다'],
  ['Choose images and labels that belong together.', '서로 맞는 이미지와 레이블을 선택하세요.'],

  // Files in general.
  ['it is not there any more', '파일이 더 이상 없습니다'],
  [
    'Locate the file: it was moved, renamed or deleted.',
    '옮겼거나 이름을 바꿨거나 삭제한 파일입니다. 위치를 찾으세요.',
  ],
  ['you may not read it', '읽기 권한이 없습니다'],
  ['Change its permissions, or choose a copy.', '파일 권한을 바꾸거나 사본을 선택하세요.'],
  ['it is a folder', '폴더입니다'],
  ['it is no file', '파일이 아닙니다'],
  ['Choose a file.', '파일을 선택하세요.'],
  ['reading it failed: {{error}}', '읽지 못했습니다: {{error}}'],
  ['Choose a copy of it.', '사본을 선택하세요.'],
  ['"{{file}}": {{reason}}.', '“{{file}}”: {{reason}}.'],
]
