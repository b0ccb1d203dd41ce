import type { Strings } from './types'

/** The app itself, its dialogs and messages. */
export const app = {
  'app.editor': { en: 'Editor', ko: '편집기' },
  'document.untitled': { en: 'Untitled', ko: '제목 없음' },
  'document.unsaved': { en: 'Unsaved changes', ko: '저장하지 않은 변경 사항' },
  'dialog.close': { en: 'Close', ko: '닫기' },
  'toast.dismiss': { en: 'Dismiss', ko: '닫기' },
  'toast.region': { en: 'Messages', ko: '알림' },
} as const satisfies Strings
