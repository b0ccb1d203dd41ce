import type { Strings } from './types'

/** The app itself, its dialogs and messages. */
export const app = {
  'app.editor': { en: 'Editor', ko: '편집기' },
  'crash.title': { en: 'The window could not be drawn', ko: '창을 표시하지 못했습니다' },
  'crash.body': {
    en: 'Your network is still here and backed up, and a run that is training goes on.',
    ko: '신경망은 그대로 있고 백업되어 있으며, 진행 중인 학습도 계속됩니다.',
  },
  'crash.body.empty': {
    en: 'Unsaved work of before is backed up.',
    ko: '저장하지 않은 이전 작업은 백업되어 있습니다.',
  },
  'crash.again': { en: 'Try again', ko: '다시 시도' },
  'crash.save': { en: 'Save', ko: '저장' },
  'crash.saved': { en: 'Saved', ko: '저장됨' },
  'crash.reset': { en: 'Reset panels and reload', ko: '패널 초기화 후 다시 불러오기' },
  'crash.reset.help': {
    en: 'If it fails again, reset the panels: the window then comes back as at its first start, with your network, and a run in training ends.',
    ko: '계속 실패하면 패널을 초기화하세요. 창이 처음 시작할 때의 모습으로 신경망과 함께 돌아오고, 진행 중인 학습은 끝납니다.',
  },
  'part.failed.title': {
    en: 'This could not be drawn',
    ko: '이 부분을 표시하지 못했습니다',
  },
  'part.failed': {
    en: 'The rest of the window works, and a run that is training goes on.',
    ko: '창의 나머지 부분은 계속 사용할 수 있으며, 진행 중인 학습도 계속됩니다.',
  },
  'part.failed.again': { en: 'Try again', ko: '다시 시도' },
  'document.untitled': { en: 'Untitled', ko: '제목 없음' },
  'document.unsaved': { en: 'Unsaved changes', ko: '저장하지 않은 변경 사항' },
  'dialog.close': { en: 'Close', ko: '닫기' },
  'toast.dismiss': { en: 'Dismiss', ko: '닫기' },
  'toast.region': { en: 'Messages', ko: '알림' },
} as const satisfies Strings
