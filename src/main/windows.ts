import { app, BrowserWindow } from 'electron'
import type { CommandId } from '../shared/commands/table'
import type { EventChannel } from '../shared/ipc/channels'
import type { EventOf } from '../shared/ipc/contract'
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
    const opened = createAppWindow({
      paths,
      entryUrl,
      stores,
      askInTurn,
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

  return {
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
    openFile(path: string): void {
      const all = [...windows.values()]
      const having = all.find(({ documents }) => documents.path === path)
      const window = having ?? current()
      if (!window) {
        open(path)
        return
      }
      raise(window)
      if (!having) window.session.requestOpen(path)
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
