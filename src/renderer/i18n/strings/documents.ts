import type { Strings } from './types'

/** The life of a document: recent files, unsaved work, changes from outside, its name. */
export const documents = {
  'reason.noFile': {
    en: 'This graph has no file yet.',
    ko: '이 그래프는 아직 파일로 저장되지 않았습니다.',
  },
  'reason.noChanges': {
    en: 'There are no unsaved changes.',
    ko: '저장하지 않은 변경 사항이 없습니다.',
  },
  'history.revert': { en: 'Revert to saved', ko: '저장된 상태로 되돌리기' },
  'history.reload': { en: 'Reload from disk', ko: '디스크에서 다시 불러오기' },

  'recent.title': { en: 'Recent', ko: '최근 파일' },
  'recent.clear': { en: 'Clear list', ko: '목록 지우기' },
  'recent.remove': { en: 'Remove {{name}} from the list', ko: '목록에서 삭제: {{name}}' },
  'recent.missing': { en: 'not found', ko: '찾을 수 없음' },

  'recovery.title': { en: 'Unsaved work', ko: '저장하지 않은 작업' },
  'recovery.help': {
    en: 'Gradscope ended before this was saved.',
    ko: '저장하기 전에 Gradscope가 종료되었습니다.',
  },
  'recovery.untitled': { en: 'never saved', ko: '저장한 적 없음' },
  'recovery.restore': { en: 'Restore', ko: '복원' },
  'recovery.discard': { en: 'Discard', ko: '버리기' },
  'recovery.discard.title': { en: 'Discard “{{name}}”?', ko: '버리시겠습니까? “{{name}}”' },
  'recovery.discard.body': {
    en: 'This unsaved work is deleted for good. A file it belongs to stays as it is.',
    ko: '저장하지 않은 이 작업이 영구히 삭제됩니다. 원본 파일은 그대로입니다.',
  },
  'recovery.elsewhere': {
    en: 'There is unsaved work of an earlier session.',
    ko: '이전에 저장하지 않은 작업이 있습니다.',
  },
  'recovery.elsewhere.help': {
    en: 'Restore it on the start screen.',
    ko: '시작 화면에서 복원할 수 있습니다.',
  },
  'recovery.restored': { en: 'Restored “{{name}}”', ko: '복원했습니다: “{{name}}”' },

  'backup.failed': {
    en: 'Your unsaved work is not backed up.',
    ko: '저장하지 않은 작업이 백업되지 않습니다.',
  },
  'backup.works': {
    en: 'Unsaved work is backed up again.',
    ko: '저장하지 않은 작업을 다시 백업하고 있습니다.',
  },
  'backup.save': { en: 'Save now', ko: '지금 저장' },

  'disk.modified': {
    en: '“{{name}}” was changed by another program.',
    ko: '다른 프로그램에서 변경된 파일입니다: “{{name}}”',
  },
  'disk.modified.dirty': {
    en: '“{{name}}” was changed by another program, and here it has unsaved changes.',
    ko: '다른 프로그램에서 변경된 파일이며, 여기에도 저장하지 않은 변경 사항이 있습니다: “{{name}}”',
  },
  'disk.gone': {
    en: '“{{name}}” was moved or deleted. What you see here is not in a file any more.',
    ko: '파일이 이동되었거나 삭제되었습니다: “{{name}}”. 지금 보이는 내용은 파일에 없습니다.',
  },
  'disk.reload': { en: 'Reload', ko: '다시 불러오기' },
  'disk.keep': { en: 'Keep mine', ko: '내 내용 유지' },
  'disk.saveAs': { en: 'Save as…', ko: '다른 이름으로 저장…' },
  'disk.save': { en: 'Save again', ko: '다시 저장' },
  'disk.dismiss': { en: 'Dismiss', ko: '닫기' },
  'disk.reloaded': {
    en: 'Reloaded. Undo brings back what was here.',
    ko: '다시 불러왔습니다. 실행 취소하면 이전 내용으로 돌아갑니다.',
  },
  'disk.reverted': {
    en: 'Reverted. Undo brings your changes back.',
    ko: '되돌렸습니다. 실행 취소하면 변경 사항이 돌아옵니다.',
  },

  'rename.title': { en: 'Rename', ko: '이름 바꾸기' },
  'rename.name': { en: 'Name', ko: '이름' },
  'rename.help.file': {
    en: 'The file on the disk is renamed too, in its folder.',
    ko: '디스크에 있는 파일의 이름도 같은 폴더에서 바뀝니다.',
  },
  'rename.help.untitled': {
    en: 'The name is proposed when you save.',
    ko: '저장할 때 이 이름이 제안됩니다.',
  },
  'rename.apply': { en: 'Rename', ko: '이름 바꾸기' },
  'rename.empty': { en: 'A name is needed.', ko: '이름을 입력하세요.' },
  'dialog.cancel': { en: 'Cancel', ko: '취소' },

  'drop.title': {
    en: 'Drop a network or data to open it',
    ko: '신경망이나 데이터를 놓으면 열립니다',
  },
  'drop.several.title': {
    en: 'These files do not open together',
    ko: '함께 열 수 없는 파일입니다',
  },
  'drop.several': {
    en: 'Drop one network, one table or one folder; of IDX files, the images and their labels.',
    ko: '신경망, 표 또는 폴더를 하나만 놓으세요. IDX 파일은 이미지와 레이블을 함께 놓을 수 있습니다.',
  },
  'drop.refused.title': {
    en: '“{{name}}” cannot be opened',
    ko: '열 수 없는 파일입니다: “{{name}}”',
  },
  'drop.unknown': {
    en: 'Drop a network (.gradscope), a table (CSV, TSV), images (IDX), or a folder with a sub-folder of PNG images for each class.',
    ko: '신경망(.gradscope), 표(CSV, TSV), 이미지(IDX) 또는 클래스별 하위 폴더에 PNG 이미지가 든 폴더를 놓으세요.',
  },
  'drop.picture': {
    en: 'One image is no data set. Drop the folder that has a sub-folder of images for each class.',
    ko: '이미지 하나는 데이터셋이 아닙니다. 클래스별로 이미지 하위 폴더가 있는 폴더를 놓으세요.',
  },
  'drop.labels': {
    en: 'It holds labels. Drop the file of the images, or both at once.',
    ko: '레이블 파일입니다. 이미지 파일을 놓거나 두 파일을 함께 놓으세요.',
  },
  'drop.elsewhere': {
    en: 'It is on no disk of this computer. Save it there first, then drop it.',
    ko: '이 컴퓨터의 디스크에 없는 파일입니다. 먼저 디스크에 저장한 다음 놓으세요.',
  },
  'drop.tooLarge': {
    en: 'It has {{size}} MB; a graph has at most {{most}} MB.',
    ko: '파일 크기는 {{size}} MB이며, 그래프는 최대 {{most}} MB까지 열 수 있습니다.',
  },
} as const satisfies Strings
