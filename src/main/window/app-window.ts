import {
  app,
  BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  nativeTheme,
  utilityProcess,
} from 'electron'
import { enginePortMessage } from '../../shared/ipc/channels'
import {
  createEngineSupervisor,
  type EngineSupervisor,
  engineHostName,
  type HostProcess,
} from '../engine-host/supervisor'
import { createDocumentService, type DocumentService } from '../files/document-service'
import { send } from '../ipc/send'
import { log } from '../log'
import type { AppPaths } from '../paths'
import { createCloseGuard, type DiscardAnswer } from './close-guard'
import { createCrashLimit } from './crash-limit'
import { askDiscard, askReload, fileDialogs } from './dialogs'
import { type DocumentStatus, windowTitle } from './title'
import { webPreferences } from './web-preferences'

/** One window with what main keeps for it. */
export interface AppWindow {
  readonly window: BrowserWindow
  readonly documents: DocumentService
  readonly engine: EngineSupervisor
  setStatus(status: DocumentStatus): void
  confirmDiscard(): Promise<DiscardAnswer>
  /** Closes without asking. */
  close(): void
}

interface AppWindowOptions {
  readonly paths: AppPaths
  readonly entryUrl: string
  /** The user thought better of closing, and so of quitting. */
  onCloseCancelled(): void
}

/** The page's own `--bg` (tokens.css), so that a window does not flash while it loads. */
const background = { dark: '#101217', light: '#f6f7f9' } as const

export function createAppWindow({
  paths,
  entryUrl,
  onCloseCancelled,
}: AppWindowOptions): AppWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
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
  let status: DocumentStatus = { name: '', dirty: false }

  const documents = createDocumentService({
    dialogs: fileDialogs(window),
    documentsDirectory: app.getPath('documents'),
    onPath: (path, use) => {
      window.setRepresentedFilename(path ?? '')
      if (path !== null && use !== 'forgotten') app.addRecentDocument(path)
    },
  })

  const engine = createEngineSupervisor<MessagePortMain>({
    fork: () => forkEngineHost(paths.engineHost),
    createChannel: () => new MessageChannelMain(),
    sendPort: port => webContents.postMessage(enginePortMessage, null, [port]),
    sendStatus: engineStatus => {
      if (engineStatus.state === 'crashed') log.error(engineStatus.reason)
      send(window, 'engine.status', engineStatus)
    },
    workerPath: paths.engineWorker,
    datasetsDirectory: paths.datasets,
  })

  function setStatus(next: DocumentStatus): void {
    status = next
    window.setTitle(windowTitle(status, process.platform))
    window.setDocumentEdited(status.dirty)
  }

  const confirmDiscard = () => askDiscard(window, status.name)

  const guard = createCloseGuard({
    isDirty: () => status.dirty,
    isPageAlive: () => !webContents.isDestroyed() && !webContents.isCrashed(),
    ask: confirmDiscard,
    requestSave: () => send(window, 'window.closeRequested', undefined),
    close: () => window.destroy(),
    onCancelled: onCloseCancelled,
  })

  window.once('ready-to-show', () => window.show())
  window.on('page-title-updated', event => event.preventDefault())
  window.on('close', event => {
    if (!guard.mayClose()) event.preventDefault()
  })
  window.on('closed', () => engine.dispose())

  async function load(): Promise<void> {
    // A page begins with a document that has no file yet.
    await documents.forget()
    setStatus({ name: '', dirty: false })
    await window.loadURL(entryUrl).catch(error => log.error('the page did not load', error))
  }

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.error(`the page's process is gone: ${reason} (${exitCode})`)
    if (!tooManyCrashes()) {
      void load()
      return
    }
    void askReload(window).then(again => (again ? load() : window.destroy()))
  })

  void load()
  return { window, documents, engine, setStatus, confirmDiscard, close: () => window.destroy() }
}

function forkEngineHost(path: string): HostProcess<MessagePortMain> {
  const host = utilityProcess.fork(path, [], { serviceName: engineHostName, stdio: 'pipe' })
  host.stdout?.on('data', chunk => log.info(`engine: ${String(chunk).trimEnd()}`))
  host.stderr?.on('data', chunk => log.error(`engine: ${String(chunk).trimEnd()}`))
  return {
    postMessage: (message, ports) => host.postMessage(message, ports),
    onExit: listener => {
      host.once('exit', listener)
    },
    kill: () => {
      host.kill()
    },
  }
}
