import type { Language } from '../shared/language'

interface Text {
  readonly en: string
  readonly ko: string
}

/** What native dialogs and file errors say. `{{x}}` takes a value. */
export const texts = {
  'button.cancel': { en: 'Cancel', ko: '취소' },
  'button.close': { en: 'Close', ko: '닫기' },
  'button.endRun': { en: 'End Run', ko: '학습 끝내기' },
  'button.discard': { en: "Don't Save", ko: '저장 안 함' },
  'button.reload': { en: 'Reload', ko: '다시 불러오기' },
  'button.replace': { en: 'Replace', ko: '바꾸기' },
  'button.save': { en: 'Save', ko: '저장' },
  'button.stopTraining': { en: 'Stop Training', ko: '학습 중지' },
  'button.wait': { en: 'Wait', ko: '기다리기' },
  'button.withoutWork': { en: 'Start Without the Work', ko: '작업 없이 시작' },
  'button.saveAs': { en: 'Save As…', ko: '다른 이름으로 저장…' },

  'filter.graph': { en: 'Gradscope graph', ko: 'Gradscope 그래프' },
  'filter.png': { en: 'PNG image', ko: 'PNG 이미지' },
  'filter.svg': { en: 'SVG image', ko: 'SVG 이미지' },
  'filter.csv': { en: 'CSV table', ko: 'CSV 표' },
  'filter.html': { en: 'Web page', ko: '웹 페이지' },
  'filter.json': { en: 'JSON file', ko: 'JSON 파일' },
  'filter.py': { en: 'Python file', ko: 'Python 파일' },
  'filter.onnx': { en: 'ONNX model', ko: 'ONNX 모델' },
  'filter.table': { en: 'Table (CSV, TSV)', ko: '표 (CSV, TSV)' },
  'filter.all': { en: 'All files', ko: '모든 파일' },

  'replace.message': {
    en: '"{{name}}" already exists. Replace it?',
    ko: '이미 있는 파일입니다: “{{name}}”. 바꾸시겠습니까?',
  },
  'changed.message': {
    en: '"{{name}}" was changed by another program.',
    ko: '다른 프로그램에서 변경된 파일입니다: “{{name}}”',
  },
  'changed.detail': {
    en: 'Saving here replaces what that program wrote.',
    ko: '여기에 저장하면 그 프로그램이 저장한 내용을 덮어씁니다.',
  },
  'discard.message': {
    en: 'Save the changes to "{{name}}"?',
    ko: '변경 사항을 저장하시겠습니까? (“{{name}}”)',
  },
  'discard.message.unnamed': {
    en: 'Save the changes to this graph?',
    ko: '이 그래프의 변경 사항을 저장하시겠습니까?',
  },
  'discard.detail': {
    en: 'They are lost if you do not save them.',
    ko: '저장하지 않으면 변경 사항이 사라집니다.',
  },
  'hang.message': { en: 'The window does not respond.', ko: '창이 응답하지 않습니다.' },
  'hang.detail': {
    en: 'Wait if it may only be busy. Reloading ends a run that is going on; your work is backed up and comes back.',
    ko: '작업 중일 수 있으면 기다리세요. 다시 불러오면 진행 중인 학습은 끝나지만, 작업은 백업되어 있어 복원됩니다.',
  },
  'reload.message': {
    en: 'The window crashed three times within a minute.',
    ko: '창이 1분 안에 세 번 비정상 종료되었습니다.',
  },
  'reload.detail': {
    en: 'Your work is backed up, and the log file tells more. If the work itself may be the cause, start without it: it can be restored later on the start screen.',
    ko: '작업은 백업되어 있으며, 자세한 내용은 로그 파일에 있습니다. 작업 내용이 원인일 수 있으면 작업 없이 시작하세요. 나중에 시작 화면에서 복원할 수 있습니다.',
  },
  'stopTraining.message': { en: 'Stop training?', ko: '학습을 중지하시겠습니까?' },
  'stopTraining.detail': {
    en: 'A network is being trained. The run ends, and what it has learned is lost.',
    ko: '신경망을 학습하고 있습니다. 실행이 끝나고 지금까지 학습한 가중치는 사라집니다.',
  },
  'endRun.message': { en: 'End the paused run?', ko: '일시 정지한 학습을 끝내시겠습니까?' },
  'endRun.detail': {
    en: 'Training is paused before its end. It cannot go on afterwards, and what it has learned is lost.',
    ko: '학습이 끝나기 전에 일시 정지되어 있습니다. 끝내면 이어서 학습할 수 없고, 지금까지 학습한 가중치는 사라집니다.',
  },

  'backup.failed': {
    en: 'Your unsaved work is not backed up: {{reason}}.',
    ko: '저장하지 않은 작업을 백업하지 못했습니다: {{reason}}.',
  },
  'backup.ENOSPC.remedy': {
    en: 'Free some space on the disk, and save your work yourself until then.',
    ko: '디스크 공간을 확보하고, 그때까지는 작업을 직접 저장하세요.',
  },
  'backup.EDQUOT.remedy': {
    en: 'Free some space, and save your work yourself until then.',
    ko: '공간을 확보하고, 그때까지는 작업을 직접 저장하세요.',
  },
  'backup.EIO.remedy': {
    en: 'Check the disk of {{folder}}, and save your work elsewhere.',
    ko: '{{folder}} 폴더가 있는 디스크를 점검하고, 작업을 다른 위치에 저장하세요.',
  },
  'backup.EEXIST.remedy': {
    en: 'Remove the file {{folder}}, and save your work yourself until then.',
    ko: '{{folder}} 파일을 지우고, 그때까지는 작업을 직접 저장하세요.',
  },
  'backup.remedy': {
    en: 'Make the folder {{folder}} writable, and save your work yourself until then.',
    ko: '{{folder}} 폴더에 쓸 수 있게 하고, 그때까지는 작업을 직접 저장하세요.',
  },
  'backup.unreadable': {
    en: 'This work can no longer be restored.',
    ko: '이 작업을 더 이상 복원할 수 없습니다.',
  },
  'backup.unreadable.remedy': {
    en: 'Open the file it belongs to.',
    ko: '작업이 속한 원본 파일을 여세요.',
  },
  'recent.unknown': {
    en: 'This file is no longer in the list.',
    ko: '이 파일은 더 이상 목록에 없습니다.',
  },
  'recent.unknown.remedy': { en: 'Choose Open… to find it.', ko: '열기…에서 파일을 찾으세요.' },
  'recent.removed': {
    en: 'It was taken off the list of recent files.',
    ko: '최근 파일 목록에서 삭제했습니다.',
  },
  noFile: { en: 'This graph has no file yet.', ko: '이 그래프는 아직 파일로 저장되지 않았습니다.' },
  'noFile.remedy': { en: 'Save it first.', ko: '먼저 저장하세요.' },
  'rename.failed': {
    en: '"{{name}}" was not renamed: {{reason}}.',
    ko: '“{{name}}” 파일의 이름을 바꾸지 못했습니다: {{reason}}.',
  },
  'rename.remedy': {
    en: 'Use Save As to give the graph another name.',
    ko: '다른 이름으로 저장에서 새 이름을 입력하세요.',
  },
  'rename.taken': {
    en: 'There is already a file "{{name}}" in this folder.',
    ko: '이 폴더에 이미 있는 파일입니다: “{{name}}”.',
  },
  'rename.taken.remedy': { en: 'Choose another name.', ko: '다른 이름을 입력하세요.' },

  'runs.unopened': {
    en: 'The panel Runs says why, and what to do.',
    ko: '이유와 해결 방법은 실행 기록 패널에서 확인하세요.',
  },
  'runs.unwritten': {
    en: 'Free some space, or check the folder of the app’s data: {{reason}}.',
    ko: '공간을 확보하거나 앱 데이터 폴더를 확인하세요: {{reason}}.',
  },

  'run.missing': {
    en: 'This run is no longer kept.',
    ko: '이 실행은 더 이상 보관되어 있지 않습니다.',
  },
  'run.missing.remedy': {
    en: 'Choose another one in the panel Runs.',
    ko: '실행 기록 패널에서 다른 실행을 선택하세요.',
  },

  'example.missing': { en: 'There is no example "{{name}}".', ko: '예제가 없습니다: “{{name}}”' },
  'example.missing.remedy': { en: 'Install Gradscope again.', ko: 'Gradscope를 다시 설치하세요.' },

  'size.tooLarge': {
    en: 'it has {{size}}, and a graph has at most {{most}}',
    ko: '크기가 {{size}}이며, 그래프 파일은 최대 {{most}}까지 가능합니다',
  },
  'read.notFile': { en: 'it is not a file', ko: '파일이 아님' },
  'read.notText': { en: 'it is not UTF-8 text', ko: 'UTF-8 텍스트가 아님' },
  'write.tooLarge': {
    en: 'The graph was not saved: {{reason}}.',
    ko: '그래프를 저장하지 못했습니다: {{reason}}.',
  },
  'write.tooLarge.remedy': {
    en: 'Split it into smaller graphs.',
    ko: '더 작은 그래프로 나누세요.',
  },
  'write.invalid': {
    en: 'The graph was not saved because it could not be opened again ({{reason}}).',
    ko: '다시 열 수 없는 그래프가 되므로 저장하지 않았습니다 ({{reason}}).',
  },
  'write.invalid.remedy': {
    en: 'Undo the last edit and save again.',
    ko: '마지막 편집을 실행 취소하고 다시 저장하세요.',
  },

  'write.failed': {
    en: '"{{name}}" was not saved: {{reason}}. The file is as it was.',
    ko: '“{{name}}” 파일을 저장하지 못했습니다: {{reason}}. 기존 파일은 그대로입니다.',
  },
  'write.ENOSPC': { en: 'the disk is full', ko: '디스크에 남은 공간이 없음' },
  'write.ENOSPC.remedy': {
    en: 'Free some space and save again, or use Save As on another disk.',
    ko: '공간을 확보한 뒤 다시 저장하거나, 다른 이름으로 저장에서 다른 디스크를 선택하세요.',
  },
  'write.EDQUOT': { en: 'your quota is used up', ko: '사용자 할당량을 모두 사용함' },
  'write.EDQUOT.remedy': {
    en: 'Free some space and save again, or use Save As elsewhere.',
    ko: '공간을 확보한 뒤 다시 저장하거나, 다른 이름으로 저장에서 다른 위치를 선택하세요.',
  },
  'write.EIO': { en: 'the disk reported an error', ko: '디스크에서 오류가 발생함' },
  'write.EIO.remedy': {
    en: 'Use Save As on another disk, then check this one.',
    ko: '다른 이름으로 저장에서 다른 디스크를 선택한 뒤, 이 디스크를 점검하세요.',
  },
  'write.EROFS': { en: 'the disk is read-only', ko: '디스크가 읽기 전용임' },
  'write.EPERM': { en: 'the system does not allow it', ko: '시스템에서 허용하지 않음' },
  'write.EPERM.remedy': {
    en: 'Close other programs that use it, or: Use Save As and choose another folder.',
    ko: '이 파일을 사용하는 다른 프로그램을 닫거나, 다른 이름으로 저장에서 다른 폴더를 선택하세요.',
  },
  'write.EACCES': { en: 'you may not write there', ko: '쓰기 권한이 없음' },
  'write.EBUSY': {
    en: 'another program holds it open',
    ko: '다른 프로그램이 파일을 사용 중임',
  },
  'write.EBUSY.remedy': {
    en: 'Close that program and save again. Or: Use Save As and choose another folder.',
    ko: '그 프로그램을 닫고 다시 저장하거나, 다른 이름으로 저장에서 다른 폴더를 선택하세요.',
  },
  'write.ENOENT': { en: 'its folder is gone', ko: '폴더가 없어짐' },
  'write.EEXIST': {
    en: 'a file is where its folder should be',
    ko: '폴더가 있어야 할 자리에 파일이 있음',
  },
  'write.ENOTDIR': { en: 'its folder is gone', ko: '폴더가 없어짐' },
  'write.EISDIR': { en: 'a folder has that name', ko: '같은 이름의 폴더가 있음' },
  'write.EISDIR.remedy': {
    en: 'Use Save As and choose another name.',
    ko: '다른 이름으로 저장에서 다른 이름을 입력하세요.',
  },
  'write.ENAMETOOLONG': { en: 'its name is too long', ko: '파일 이름이 너무 김' },
  'write.ENAMETOOLONG.remedy': {
    en: 'Use Save As and choose a shorter name.',
    ko: '다른 이름으로 저장에서 더 짧은 이름을 입력하세요.',
  },
  'write.remedy': {
    en: 'Use Save As and choose another folder.',
    ko: '다른 이름으로 저장에서 다른 폴더를 선택하세요.',
  },

  'read.failed': {
    en: '"{{name}}" could not be read: {{reason}}.',
    ko: '“{{name}}” 파일을 읽지 못했습니다: {{reason}}.',
  },
  'read.ENOENT': { en: 'it is not there any more', ko: '파일이 더 이상 없음' },
  'read.ENOENT.remedy': {
    en: 'Check whether it was moved or renamed.',
    ko: '파일을 옮기거나 이름을 바꾸지 않았는지 확인하세요.',
  },
  'read.EACCES': { en: 'you may not read it', ko: '읽기 권한이 없음' },
  'read.EACCES.remedy': {
    en: 'Change its permissions, or open a copy of it.',
    ko: '파일 권한을 바꾸거나 사본을 여세요.',
  },
  'read.EPERM': { en: 'the system does not allow it', ko: '시스템에서 허용하지 않음' },
  'read.EPERM.remedy': {
    en: 'Change its permissions, or open a copy of it.',
    ko: '파일 권한을 바꾸거나 사본을 여세요.',
  },
  'read.EIO': { en: 'the disk reported an error', ko: '디스크에서 오류가 발생함' },
  'read.EIO.remedy': {
    en: 'Copy the file to another disk and open the copy.',
    ko: '파일을 다른 디스크에 복사한 뒤 사본을 여세요.',
  },
  'read.remedy': {
    en: 'Open another file, or a copy of this one.',
    ko: '다른 파일이나 이 파일의 사본을 여세요.',
  },
} as const satisfies Readonly<Record<string, Text>>

export type TextKey = keyof typeof texts

let language: Language = 'en'

/** The language of what main says from now on. */
export function speak(next: Language): void {
  language = next
}

export function hasText(key: string): key is TextKey {
  return Object.hasOwn(texts, key)
}

/** A text in the language of the app. */
export function say(key: TextKey, values: Readonly<Record<string, string>> = {}): string {
  return texts[key][language].replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
}
