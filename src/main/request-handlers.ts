import { app } from 'electron'
import { editField, readClipboard, writeClipboard, writeClipboardImage } from './clipboard'
import { listExamples, readExample } from './examples'
import { identify } from './files/dropped'
import { exportFile } from './files/export-file'
import { exportNetworkFile } from './files/export-network'
import { failure } from './files/failure'
import { documentName } from './files/file-name'
import type { RequestHandlers } from './ipc/handle'
import type { MenuState } from './menu'
import type { AppStores } from './stores'
import { say } from './texts'
import type { AppWindow } from './window/app-window'
import { chooseData, exportDialogs } from './window/dialogs'
import { shownFolder } from './window/document-session'
import type { Windows } from './windows'

interface RequestHandlerOptions {
  readonly examplesDirectory: string
  readonly experimentsDirectory: string
  readonly stores: AppStores
  readonly windows: Windows
  updateMenu(window: AppWindow, state: MenuState): void
}

/** The answer to every request of the contract. */
export function requestHandlers({
  examplesDirectory,
  experimentsDirectory,
  stores: { settings, recent, backups, runs },
  windows,
  updateMenu,
}: RequestHandlerOptions): RequestHandlers<AppWindow> {
  /** Unsaved work has whole paths; what it names may be read again. */
  async function restored<T extends { readonly kind: string }>(result: T): Promise<T> {
    const isWork = result.kind === 'restored' && 'text' in result
    if (isWork) await windows.data.opened(String(result.text), null)
    return result
  }

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
    'document.openPending': (_, { session }) => session.openPending(),
    'document.openRecent': ({ id }, { session }) => session.openRecent(id),
    'document.openDropped': (path, { documents }) => documents.openPath(path),
    'document.showRecent': ({ id }, { session }) => session.showRecent(id),
    'document.showDropped': (path, { documents }) => documents.showElsewhere(path),
    'document.resume': async (_, window) => {
      window.pageBegins()
      return restored(await window.session.resume())
    },
    'document.reread': (_, { documents }) => documents.reread(),
    'document.keepMine': (_, { session }) => session.keepMine(),
    'document.rename': ({ name }, { documents }) => documents.rename(name),
    'document.backUp': (content, { session }) => session.backUp(content),
    'document.dropBackup': (_, { session }) => session.slot.remove(),

    'recent.list': () =>
      Promise.all(
        recent.list().map(async file => ({
          id: file.id,
          name: documentName(file.path),
          folder: shownFolder(file.path),
          missing: await recent.isMissing(file),
        })),
      ),
    'recent.remove': ({ id }) => recent.remove(id),
    'recent.clear': () => recent.clear(),
    'recovery.list': async () => {
      const live = windows.liveBackups()
      return (await backups.list())
        .filter(({ id }) => !live.has(id))
        .map(({ id, name, path, savedAt }) => ({
          id,
          name,
          folder: path === null ? null : shownFolder(path),
          savedAt,
        }))
    },
    'recovery.restore': async ({ id }, { session }) => restored(await session.restore(id)),
    'recovery.discard': ({ id }) => backups.remove(id),

    'document.setStatus': (status, window) => {
      window.setStatus(status)
      // The page shows a document now; restored work may belong to a file that has changed since.
      void window.session.checkFile()
    },
    'document.confirmDiscard': (_, window) => window.confirmDiscard(),

    'examples.list': () => listExamples(examplesDirectory),
    'experiments.list': () => listExamples(experimentsDirectory),
    'settings.get': () => settings.get(),
    'settings.set': patch => settings.set(patch),
    'menu.update': (state, window) => {
      updateMenu(window, state)
    },
    'export.save': ({ name, format, content }, { window }) =>
      exportFile(name, format, content, {
        dialogs: exportDialogs(window),
        directory: app.getPath('documents'),
      }),
    'export.network': (request, { window }) =>
      exportNetworkFile(request, {
        dialogs: exportDialogs(window),
        directory: app.getPath('documents'),
        version: app.getVersion(),
      }),
    'runs.list': () => runs.list(),
    'runs.get': ({ id }) => runs.get(id),
    'runs.save': (record, window) => {
      window.runKept(record.id, record.summary.state === 'running')
      return runs.add(record, windows.data.mayRead(record.document))
    },
    'runs.change': async change => {
      await runs.change(change)
    },
    'runs.remove': async ({ ids }) => {
      await runs.remove(ids)
    },
    'runs.restore': async ({ ids }) => {
      await runs.restore(ids)
    },
    'runs.openGraph': async ({ id }, { documents }) => {
      const graph = await runs.graph(id)
      if (!graph) return failure(say('run.missing'), say('run.missing.remedy'))
      const { text, name, dataAllowed } = graph
      if (dataAllowed) await windows.data.opened(text, null)
      await documents.forget()
      return { kind: 'restored', text, name, path: null }
    },
    'data.choose': async ({ source }, { window }) => {
      const path = await chooseData(window, source)
      if (path === undefined) return { kind: 'cancelled' }
      await windows.data.allow([path])
      return { kind: 'chosen', path }
    },
    'dropped.take': async path => {
      const dropped = await identify(path)
      if ('path' in dropped) await windows.data.allow([dropped.path])
      return dropped
    },
    'clipboard.read': () => readClipboard(),
    'clipboard.write': async ({ text }) => {
      await writeClipboard(text)
    },
    'clipboard.writeImage': async ({ png }) => {
      await writeClipboardImage(png)
    },
    'clipboard.field': ({ action }, { window }) => {
      editField(window.webContents, action)
    },
    'engine.connect': (_, { engine }) => {
      engine.connect()
    },
    'engine.connectBackground': (_, { engine }) => {
      engine.connect('background')
    },
    // The answer comes after the window is gone, where there is nobody to get it.
    'window.close': (_, window) => {
      setImmediate(window.close)
    },
    'window.new': () => {
      windows.open()
    },
  }
}
