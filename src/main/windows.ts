import { app, BrowserWindow } from 'electron'
import type { CommandId } from '../shared/commands/table'
import type { EventChannel } from '../shared/ipc/channels'
import type { EventOf } from '../shared/ipc/contract'
import { createDataFiles } from './files/data-files'
import { isSameFile } from './files/same-file'
import { send } from './ipc/send'
import type { AppPaths } from './paths'
import type { AppStores } from './stores'
import { type AppWindow, createAppWindow } from './window/app-window'
import type { DiscardAnswer } from './window/close-guard'

interface WindowsOptions {
  readonly paths: AppPaths
  readonly entryUrl: string
  readonly stores: AppStores
}

export type Windows = ReturnType<typeof createWindows>

/** The app's windows, and quitting them all. */
export function createWindows({ paths, entryUrl, stores }: WindowsOptions) {
  /** By the id of their webContents. */
  const windows = new Map<number, AppWindow>()
  const data = createDataFiles(async () => {
    await Promise.all([...windows.values()].map(({ engine }) => engine.allowData()))
  })
  let quitting = false
  let questions: Promise<unknown> = Promise.resolve()

  /** One question at a time; after a Cancel those that wait are not asked any more. */
  function askInTurn(ask: () => Promise<DiscardAnswer>): Promise<DiscardAnswer> {
    const wasQuitting = quitting
    const answer = questions.then(() => (wasQuitting && !quitting ? 'cancel' : ask()))
    questions = answer.catch(() => undefined)
    return answer
  }

  function open(file?: string): AppWindow {
    const opened: AppWindow = createAppWindow({
      paths,
      entryUrl,
      stores,
      data,
      askInTurn,
      showElsewhere: async path => {
        const having = await windowOf(path, opened)
        if (having) raiseFile(having)
        return having !== undefined
      },
      onCloseCancelled: () => {
        quitting = false
      },
    })
    if (file !== undefined) opened.session.requestOpen(file)
    const { id } = opened.window.webContents
    windows.set(id, opened)
    opened.window.on('closed', () => {
      windows.delete(id)
      if (quitting) app.quit()
    })
    return opened
  }

  /** The window that a menu or the system means. */
  function current(): AppWindow | undefined {
    const focused = BrowserWindow.getFocusedWindow()
    return (focused && windows.get(focused.webContents.id)) ?? [...windows.values()][0]
  }

  function raise({ window }: AppWindow): void {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  /** The window that has a file, other than the one that asks. */
  async function windowOf(path: string, asking?: AppWindow): Promise<AppWindow | undefined> {
    for (const candidate of windows.values()) {
      const having = candidate.documents.path
      if (candidate !== asking && having !== null && (await isSameFile(having, path))) {
        return candidate
      }
    }
    return undefined
  }

  /** Brings a window to the front with its document, whatever it shows now. */
  function raiseFile(having: AppWindow): void {
    raise(having)
    send(having.window, 'document.showRequested', undefined)
  }

  return {
    /** What may be read of the user's data. */
    data,
    open,
    current,
    of: (webContentsId: number) => windows.get(webContentsId),
    get isQuitting() {
      return quitting
    },
    beginQuit(): void {
      quitting = true
    },

    /** Brings a window to the front, or opens one where there is none. */
    show(): void {
      const window = current()
      if (window) raise(window)
      else open()
    },

    /** Shows a file: in the window that has it already, or in the current one. */
    async openFile(path: string): Promise<void> {
      const having = await windowOf(path)
      const window = current()
      if (having) raiseFile(having)
      else if (window) {
        raise(window)
        window.session.requestOpen(path)
      } else open(path)
    },

    /** Ids of backups that belong to open windows. */
    liveBackups: () => new Set([...windows.values()].map(({ session }) => session.slot.id)),

    tellAll<C extends EventChannel>(channel: C, payload: EventOf<C>): void {
      for (const { window } of windows.values()) send(window, channel, payload)
    },

    sendCommand(command: CommandId): void {
      const target = current()
      if (target) send(target.window, 'menu.command', command)
    },
  }
}
