import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  nativeTheme,
  utilityProcess,
} from 'electron'
import { backgroundPortMessage, enginePortMessage } from '../../shared/ipc/channels'
import {
  createEngineSupervisor,
  type EngineSupervisor,
  engineHostName,
  type HostProcess,
} from '../engine-host/supervisor'
import type { DataFiles } from '../files/data-files'
import { createDocumentService, type DocumentService } from '../files/document-service'
import { createFileWatch } from '../files/watch-file'
import { send } from '../ipc/send'
import { log } from '../log'
import type { AppPaths } from '../paths'
import type { AppStores } from '../stores'
import { createCloseGuard, type DiscardAnswer } from './close-guard'
import { createCrashLimit } from './crash-limit'
import { askDiscard, askHang, askReload, fileDialogs } from './dialogs'
import { createDocumentSession, type DocumentSession } from './document-session'
import { type DocumentStatus, windowTitle } from './title'
import { webPreferences } from './web-preferences'
import { keepPlace, openingPlace } from './window-place'

/** One window with what main keeps for it. */
export interface AppWindow {
  readonly window: BrowserWindow
  readonly documents: DocumentService
  readonly session: DocumentSession
  readonly engine: EngineSupervisor
  setStatus(status: DocumentStatus): void
  confirmDiscard(): Promise<DiscardAnswer>
  /** Notes how a run stands that the page keeps. */
  runKept(id: string, isRunning: boolean): void
  /** Another page begins: what the one before trained is over. */
  pageBegins(): void
  /** Closes without asking. */
  close(): void
}

interface AppWindowOptions {
  readonly paths: AppPaths
  readonly entryUrl: string
  readonly stores: AppStores
  readonly data: DataFiles
  /** Asks one window after the other when several of them close. */
  askInTurn(ask: () => Promise<DiscardAnswer>): Promise<DiscardAnswer>
  /** Brings the other window that has a file to the front; false where none has it. */
  showElsewhere(path: string): Promise<boolean>
  /** The user thought better of closing, and so of quitting. */
  onCloseCancelled(): void
}

const portMessages = { run: enginePortMessage, background: backgroundPortMessage } as const

/** The page's own `--bg` (tokens.css), so that a window does not flash while it loads. */
const background = { dark: '#101217', light: '#f6f7f9' } as const

export function createAppWindow({
  paths,
  entryUrl,
  stores,
  data,
  askInTurn,
  showElsewhere,
  onCloseCancelled,
}: AppWindowOptions): AppWindow {
  const place = openingPlace(stores.windowState.get())
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: windowTitle({ name: '', dirty: false }, process.platform),
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    // macOS and Windows take the icon from the app itself.
    ...(process.platform === 'linux' && { icon: paths.icon }),
    webPreferences: { ...webPreferences, preload: paths.preload },
  })
  const { webContents } = window
  const tooManyCrashes = createCrashLimit(3, 60_000)
  /** Kept runs that go on, as far as the page said. */
  const running = new Set<string>()
  let status: DocumentStatus = { name: '', dirty: false, run: 'none' }

  const documents = createDocumentService({
    dialogs: fileDialogs(window),
    documentsDirectory: app.getPath('documents'),
    data,
    onPath: (path, use) => {
      window.setRepresentedFilename(path ?? '')
      watch.follow(path)
      session.pathChanged()
      if (path === null || use === 'forgotten') return
      app.addRecentDocument(path)
      stores.recent.add(path)
    },
    showElsewhere,
  })
  const session = createDocumentSession({
    documents,
    backups: stores.backups,
    recent: stores.recent,
    log,
    tellOpen: () => send(window, 'document.openRequested', undefined),
    tellChange: change => send(window, 'document.changedOnDisk', change),
  })
  const watch = createFileWatch(() => void session.checkFile())

  const engine = createEngineSupervisor<MessagePortMain>({
    fork: () => forkEngineHost(paths.engineHost),
    createChannel: () => new MessageChannelMain(),
    sendPort: (port, client) => webContents.postMessage(portMessages[client], null, [port]),
    sendStatus: engineStatus => {
      if (engineStatus.state === 'crashed') log.error(engineStatus.reason)
      send(window, 'engine.status', engineStatus)
    },
    workerPath: paths.engineWorker,
    datasetsDirectory: paths.datasets,
    checkpointsDirectory: join(app.getPath('userData'), 'checkpoints'),
    allowedData: data.list,
  })

  function setStatus(next: DocumentStatus): void {
    status = next
    window.setTitle(windowTitle(status, process.platform))
    window.setDocumentEdited(status.dirty)
  }

  const confirmDiscard = () => askDiscard(window, status)

  const guard = createCloseGuard({
    wouldLose: () => status.dirty || status.run !== 'none',
    isPageAlive: () => !webContents.isDestroyed() && !webContents.isCrashed(),
    ask: () =>
      askInTurn(() => {
        window.show()
        return confirmDiscard()
      }),
    requestSave: () => send(window, 'window.closeRequested', undefined),
    close: discardAndClose,
    onCancelled: onCloseCancelled,
  })

  /** The work is saved, or given up. */
  function discardAndClose(): void {
    stores.finishBeforeQuit(session.slot.remove())
    window.destroy()
  }

  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize()
    window.show()
  })
  window.on('focus', () => void session.checkFile())
  keepPlace(window, stores.windowState)
  window.on('page-title-updated', event => event.preventDefault())
  window.on('close', event => {
    if (!guard.mayClose()) event.preventDefault()
  })
  window.on('closed', () => {
    watch.close()
    engine.dispose()
    pageBegins()
  })

  function runKept(id: string, isRunning: boolean): void {
    if (isRunning) running.add(id)
    else running.delete(id)
  }

  function pageBegins(): void {
    const ids = [...running]
    running.clear()
    if (ids.length === 0) return
    const done = stores.runs.interrupt(ids)
    stores.finishBeforeQuit(done.catch(error => log.warn(`runs were not marked: ${String(error)}`)))
  }

  async function load(): Promise<void> {
    setStatus({ name: '', dirty: false, run: 'none' })
    await window.loadURL(entryUrl).catch(error => log.error('the page did not load', error))
  }

  let hang: AbortController | null = null
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.error(`the page's process is gone: ${reason} (${exitCode})`)
    hang?.abort()
    if (!tooManyCrashes()) {
      void load()
      return
    }
    void giveUpOrReload()
  })

  window.on('responsive', () => hang?.abort())
  window.on('unresponsive', () => {
    log.error('the page does not respond')
    void waitOrReload()
  })

  /** A page that only was busy takes the question back, and so does one that is gone. */
  async function waitOrReload(): Promise<void> {
    if (hang) return
    hang = new AbortController()
    const answer = await askHang(window, hang.signal)
    const isBack = hang.signal.aborted
    hang = null
    // Its process is gone then, and what follows is as after a crash.
    if (answer === 'reload' && !isBack && !webContents.isDestroyed()) {
      webContents.forcefullyCrashRenderer()
    }
  }

  /** Where the user gives up, the backup stays for the next start. */
  async function giveUpOrReload(): Promise<void> {
    const answer = await askReload(window)
    if (answer === 'close') return window.destroy()
    if (answer === 'withoutWork') await session.startWithoutWork()
    await load()
  }

  void load()
  return {
    ...{ window, documents, session, engine },
    ...{ setStatus, confirmDiscard, runKept, pageBegins },
    close: discardAndClose,
  }
}

function forkEngineHost(path: string): HostProcess<MessagePortMain> {
  const host = utilityProcess.fork(path, [], { serviceName: engineHostName, stdio: 'pipe' })
  host.stdout?.on('data', chunk => log.info(`engine: ${String(chunk).trimEnd()}`))
  host.stderr?.on('data', chunk => log.error(`engine: ${String(chunk).trimEnd()}`))
  return {
    postMessage: (message, ports) => host.postMessage(message, ports),
    onMessage: listener => {
      host.on('message', listener)
    },
    onExit: listener => {
      host.once('exit', listener)
    },
    kill: () => {
      const { pid } = host
      host.kill()
      if (pid !== undefined) killNow(pid)
    },
  }
}

/** A process that is stopped hears no request to end, and would outlive the app. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
