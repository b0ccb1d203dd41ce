import { basename } from 'node:path'
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import type { Title } from '../../shared/commands/row'
import type { FileDialogs } from '../files/document-service'
import { say } from '../say'
import type { DiscardAnswer } from './close-guard'
import type { DocumentStatus } from './title'

const cancel: Title = { en: 'Cancel', ko: '취소' }
const replace: Title = { en: 'Replace', ko: '바꾸기' }

export function fileDialogs(window: BrowserWindow): FileDialogs {
  const filters = () => [
    { name: say({ en: 'Gradscope graph', ko: 'Gradscope 그래프' }), extensions: ['gradscope'] },
  ]
  return {
    async chooseOpen() {
      const all = { name: say({ en: 'All files', ko: '모든 파일' }), extensions: ['*'] }
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: [...filters(), all],
      })
      return canceled ? undefined : filePaths[0]
    },

    async chooseSave(defaultPath) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath,
        filters: filters(),
      })
      return canceled || !filePath ? undefined : filePath
    },

    async confirmReplace(path) {
      const name = basename(path)
      const answer = await ask(window, {
        message: say({
          en: `"${name}" already exists. Replace it?`,
          ko: `“${name}” 파일이 이미 있습니다. 바꾸시겠습니까?`,
        }),
        buttons: [say(replace), say(cancel)],
        defaultId: 1,
      })
      return answer === 0
    },

    async askChanged(path) {
      const name = basename(path)
      const answer = await ask(window, {
        message: say({
          en: `"${name}" was changed by another program.`,
          ko: `다른 프로그램이 “${name}” 파일을 변경했습니다.`,
        }),
        detail: say({
          en: 'Saving here replaces what that program wrote.',
          ko: '여기에 저장하면 그 프로그램이 쓴 내용이 없어집니다.',
        }),
        buttons: [
          say({ en: 'Save As…', ko: '다른 이름으로 저장…' }),
          say(replace),
          say(cancel),
        ],
      })
      return answer === 0 ? 'saveAs' : answer === 1 ? 'overwrite' : 'cancel'
    },
  }
}

const trainingEnds: Title = {
  en: 'Training is under way. It ends, and what the network has learned is lost.',
  ko: '학습이 진행 중입니다. 학습이 끝나고 지금까지 학습한 가중치는 사라집니다.',
}

/** Asks before unsaved work or a run is lost. */
export async function askDiscard(
  window: BrowserWindow,
  { name, dirty, training }: DocumentStatus,
): Promise<DiscardAnswer> {
  if (!dirty) {
    const answer = await ask(window, {
      message: say({ en: 'Stop training?', ko: '학습을 중지하시겠습니까?' }),
      detail: say(trainingEnds),
      buttons: [say({ en: 'Stop Training', ko: '학습 중지' }), say(cancel)],
      defaultId: 1,
    })
    return answer === 0 ? 'discard' : 'cancel'
  }
  const lost = say({
    en: 'They are lost if you do not save them.',
    ko: '저장하지 않으면 변경한 내용이 사라집니다.',
  })
  const answer = await ask(window, {
    message:
      name === ''
        ? say({ en: 'Save the changes to this graph?', ko: '그래프의 변경 내용을 저장하시겠습니까?' })
        : say({
            en: `Save the changes to "${name}"?`,
            ko: `“${name}”의 변경 내용을 저장하시겠습니까?`,
          }),
    detail: training ? `${lost}\n${say(trainingEnds)}` : lost,
    buttons: [
      say({ en: 'Save', ko: '저장' }),
      say({ en: "Don't Save", ko: '저장 안 함' }),
      say(cancel),
    ],
  })
  return answer === 0 ? 'save' : answer === 1 ? 'discard' : 'cancel'
}

/** The page crashed again and again: load it with the same work, without it, or give up? */
export async function askReload(
  window: BrowserWindow,
): Promise<'reload' | 'withoutWork' | 'close'> {
  const answer = await ask(window, {
    type: 'error',
    message: say({
      en: 'The window crashed three times within a minute.',
      ko: '1분 안에 창이 세 번 비정상 종료되었습니다.',
    }),
    detail: say({
      en: 'Your work is backed up. The log file tells more. Start without the work if it may be the cause; it can be restored later from the start screen.',
      ko: '작업은 백업되어 있습니다. 자세한 내용은 로그 파일에 있습니다. 작업 내용이 원인일 수 있으면 작업 없이 시작하세요. 나중에 시작 화면에서 복원할 수 있습니다.',
    }),
    buttons: [
      say({ en: 'Reload', ko: '다시 불러오기' }),
      say({ en: 'Start Without the Work', ko: '작업 없이 시작' }),
      say({ en: 'Close', ko: '닫기' }),
    ],
  })
  return answer === 0 ? 'reload' : answer === 1 ? 'withoutWork' : 'close'
}

/** Gives the number of the button; the last one stands for Escape. */
async function ask(window: BrowserWindow, options: MessageBoxOptions): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    defaultId: 0,
    cancelId: (options.buttons?.length ?? 1) - 1,
    noLink: true,
    ...options,
  })
  return response
}
