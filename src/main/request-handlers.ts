import { app } from 'electron'
import { editField, readClipboard, writeClipboard } from './clipboard'
import { listExamples, readExample } from './examples'
import { failure } from './files/failure'
import type { RequestHandlers } from './ipc/handle'
import type { SettingsStore } from './settings'
import { say } from './texts'
import type { AppWindow } from './window/app-window'

interface RequestHandlerOptions {
  readonly examplesDirectory: string
  readonly settings: SettingsStore
}

/** The answer to every request of the contract. */
export function requestHandlers({
  examplesDirectory,
  settings,
}: RequestHandlerOptions): RequestHandlers<AppWindow> {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      platform: process.platform,
    }),

    'document.new': async (_, { documents }) => {
      await documents.forget()
    },
    'document.open': (_, { documents }) => documents.open(),
    'document.openExample': async ({ id }, { documents }) => {
      const example = await readExample(examplesDirectory, id).catch(() => undefined)
      if (!example)
        return failure(say('example.missing', { name: id }), say('example.missing.remedy'))
      await documents.forget()
      return { kind: 'opened', text: example.text, name: id, path: null }
    },
    'document.save': ({ text, suggestedName }, { documents }) =>
      documents.save(text, suggestedName),
    'document.saveAs': ({ text, suggestedName }, { documents }) =>
      documents.saveAs(text, suggestedName),
    'document.setStatus': (status, window) => {
      window.setStatus(status)
    },
    'document.confirmDiscard': (_, window) => window.confirmDiscard(),

    'examples.list': () => listExamples(examplesDirectory),
    'settings.get': () => settings.get(),
    'settings.set': patch => settings.set(patch),
    'clipboard.read': () => readClipboard(),
    'clipboard.write': async ({ text }) => {
      await writeClipboard(text)
    },
    'clipboard.field': ({ action }, { window }) => {
      editField(window.webContents, action)
    },
    'engine.connect': (_, { engine }) => {
      engine.connect()
    },
    // The answer comes after the window is gone, where there is nobody to get it.
    'window.close': (_, window) => {
      setImmediate(window.close)
    },
  }
}
