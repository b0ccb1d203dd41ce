import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import type { FileDialogs } from '../files/document-service'
import type { DiscardAnswer } from './close-guard'

const filters = [{ name: 'Gradscope graph', extensions: ['gradscope'] }]

export function fileDialogs(window: BrowserWindow): FileDialogs {
  return {
    async chooseOpen() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: [...filters, { name: 'All files', extensions: ['*'] }],
      })
      return canceled ? undefined : filePaths[0]
    },

    async chooseSave(defaultPath) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath, filters })
      return canceled || !filePath ? undefined : filePath
    },

    async confirmReplace(path) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: `"${basename(path)}" already exists. Replace it?`,
        buttons: ['Replace', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
      })
      return response === 0
    },

    async askChanged(path) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: `"${basename(path)}" was changed by another program.`,
        detail: 'Saving here replaces what that program wrote.',
        buttons: ['Save As…', 'Replace', 'Cancel'],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      })
      return response === 0 ? 'saveAs' : response === 1 ? 'overwrite' : 'cancel'
    },
  }
}

/** Asks before unsaved work is lost. */
export async function askDiscard(window: BrowserWindow, name: string): Promise<DiscardAnswer> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `Save the changes to ${name === '' ? 'this graph' : `"${name}"`}?`,
    detail: 'They are lost if you do not save them.',
    buttons: ['Save', "Don't Save", 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  })
  return response === 0 ? 'save' : response === 1 ? 'discard' : 'cancel'
}

/** The page crashed again and again: load it once more, or give up? */
export async function askReload(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window crashed three times within a minute.',
    detail: 'The log file tells more. Saved files are not affected.',
    buttons: ['Reload', 'Close'],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}
