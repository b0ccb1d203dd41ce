import { basename } from 'node:path'
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import { tableExtensions } from '../files/data-files'
import type { FileDialogs } from '../files/document-service'
import type { ExportDialogs } from '../files/export-file'
import { say } from '../texts'
import type { DiscardAnswer } from './close-guard'
import type { DocumentStatus } from './title'

const graphFilter = () => ({ name: say('filter.graph'), extensions: ['gradscope'] })

const exportFilters = {
  png: () => ({ name: say('filter.png'), extensions: ['png'] }),
  svg: () => ({ name: say('filter.svg'), extensions: ['svg'] }),
  csv: () => ({ name: say('filter.csv'), extensions: ['csv'] }),
  html: () => ({ name: say('filter.html'), extensions: ['html'] }),
  json: () => ({ name: say('filter.json'), extensions: ['json'] }),
  py: () => ({ name: say('filter.py'), extensions: ['py'] }),
  onnx: () => ({ name: say('filter.onnx'), extensions: ['onnx'] }),
}

export function exportDialogs(window: BrowserWindow): ExportDialogs {
  return {
    async chooseExport(defaultPath, format) {
      const filters = [exportFilters[format]()]
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath, filters })
      return canceled || !filePath ? undefined : filePath
    },
  }
}

/** Asks for a file of data, or the folder of images. */
export async function chooseData(
  window: BrowserWindow,
  source: 'ownTable' | 'ownIdx' | 'ownFolder' | 'labels',
): Promise<string | undefined> {
  const all = { name: say('filter.all'), extensions: ['*'] }
  const table = { name: say('filter.table'), extensions: [...tableExtensions] }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: [source === 'ownFolder' ? 'openDirectory' : 'openFile'],
    filters: source === 'ownTable' ? [table, all] : [all],
  })
  return canceled ? undefined : filePaths[0]
}

export function fileDialogs(window: BrowserWindow): FileDialogs {
  return {
    async chooseOpen() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: [graphFilter(), { name: say('filter.all'), extensions: ['*'] }],
      })
      return canceled ? undefined : filePaths[0]
    },

    async chooseSave(defaultPath) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath,
        filters: [graphFilter()],
      })
      return canceled || !filePath ? undefined : filePath
    },

    async confirmReplace(path) {
      const answer = await ask(window, {
        message: say('replace.message', { name: basename(path) }),
        buttons: [say('button.replace'), say('button.cancel')],
        defaultId: 1,
      })
      return answer === 0
    },

    async askChanged(path) {
      const answer = await ask(window, {
        message: say('changed.message', { name: basename(path) }),
        detail: say('changed.detail'),
        buttons: [say('button.saveAs'), say('button.replace'), say('button.cancel')],
      })
      return answer === 0 ? 'saveAs' : answer === 1 ? 'overwrite' : 'cancel'
    },
  }
}

/** Asks before unsaved work or a run is lost. */
export async function askDiscard(
  window: BrowserWindow,
  { name, dirty, run }: DocumentStatus,
): Promise<DiscardAnswer> {
  const end = run === 'paused' ? 'endRun' : 'stopTraining'
  if (!dirty) {
    const answer = await ask(window, {
      message: say(`${end}.message`),
      detail: say(`${end}.detail`),
      buttons: [say(`button.${end}`), say('button.cancel')],
      defaultId: 1,
    })
    return answer === 0 ? 'discard' : 'cancel'
  }
  const details = [say('discard.detail'), ...(run === 'none' ? [] : [say(`${end}.detail`)])]
  const answer = await ask(window, {
    message: name === '' ? say('discard.message.unnamed') : say('discard.message', { name }),
    detail: details.join('\n'),
    buttons: [say('button.save'), say('button.discard'), say('button.cancel')],
  })
  return answer === 0 ? 'save' : answer === 1 ? 'discard' : 'cancel'
}

/** The page does not answer: wait for it, or load it anew? Aborting the signal means to wait. */
export async function askHang(
  window: BrowserWindow,
  signal: AbortSignal,
): Promise<'wait' | 'reload'> {
  const answer = await ask(window, {
    message: say('hang.message'),
    detail: say('hang.detail'),
    buttons: [say('button.reload'), say('button.wait')],
    defaultId: 1,
    signal,
  })
  return answer === 0 ? 'reload' : 'wait'
}

/** The page crashed again and again: load it with the same work, without it, or give up? */
export async function askReload(
  window: BrowserWindow,
): Promise<'reload' | 'withoutWork' | 'close'> {
  const answer = await ask(window, {
    type: 'error',
    message: say('reload.message'),
    detail: say('reload.detail'),
    buttons: [say('button.reload'), say('button.withoutWork'), say('button.close')],
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
