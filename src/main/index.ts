import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, ipcMain, nativeTheme, protocol, session, shell } from 'electron'
import { preloadChannels, type RequestChannel, requestChannels } from '../shared/ipc/channels'
import { resolveLanguage } from '../shared/language'
import type { Settings } from '../shared/settings'
import { fileArgument } from './files/file-argument'
import { createHandle, type RequestHandler, type RequestHandlers } from './ipc/handle'
import { log, logFile, setUpLog } from './log'
import { type MenuState, menuTemplate, startMenuState } from './menu'
import { createMenuBar } from './menu-bar'
import { appPaths } from './paths'
import { appEntryUrl, appScheme, originOf } from './protocol/origin'
import { createAssetServer } from './protocol/serve'
import { requestHandlers } from './request-handlers'
import { type AppStores, openStores } from './stores'
import { speak } from './texts'
import type { AppWindow } from './window/app-window'
import { lockDownContents, lockDownSession } from './window/lock-down'
import { createWindows, type Windows } from './windows'

const paths = appPaths({
  mainDirectory: dirname(fileURLToPath(import.meta.url)),
  isPackaged: app.isPackaged,
  resourcesPath: process.resourcesPath,
})
/** In development the page comes from electron-vite's server, never in a package. */
const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const entryUrl = developmentUrl ? new URL(developmentUrl).href : appEntryUrl
/** Null until the app is ready. */
let windows: Windows | null = null
/** A file to show as soon as there are windows. */
let firstFile = fileArgument(process.argv, process.cwd())

app.setName('Gradscope')
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), 'Gradscope'))
}
setUpLog()

protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

// The first instance also gets the file that a second one was started with.
if (app.requestSingleInstanceLock({ file: firstFile ?? null })) start()
else app.quit()

function start(): void {
  app.on('second-instance', (_event, _argv, _directory, data) => {
    // Of an older version, perhaps, that says nothing.
    const file = (data as { file?: unknown } | null | undefined)?.file
    if (typeof file === 'string') openFile(file)
    else windows?.show()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFile(path)
  })
  app.on('activate', () => windows?.show())
  app.on('before-quit', () => windows?.beginQuit())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || windows?.isQuitting) app.quit()
  })
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.error(`${name ?? type} is gone: ${reason} (${exitCode})`)
  })
  app.on('web-contents-created', (_event, contents) =>
    lockDownContents(contents, {
      entryUrl,
      openExternal: url => void shell.openExternal(url),
      log,
    }),
  )
  void app.whenReady().then(run)
}

function openFile(path: string): void {
  if (windows) void windows.openFile(path)
  else firstFile = path
}

async function run(): Promise<void> {
  const stores = await openStores({
    userData: app.getPath('userData'),
    log,
    onSettings: changed => {
      applySettings(changed)
      windows?.tellAll('settings.changed', changed)
      menuBar.refresh()
    },
    onRecent: () => {
      windows?.tellAll('recent.changed', undefined)
      menuBar.show()
    },
    onRuns: () => windows?.tellAll('runs.changed', undefined),
  })
  const menuBar = createMenuBar({
    current: () => windows?.current(),
    startState: () => ({ ...startMenuState, language: languageOf(stores.settings.get()) }),
    template: state => menuOf(stores, state),
  })
  applySettings(stores.settings.get())
  lockDownSession(session.defaultSession)
  protocol.handle(appScheme, createAssetServer(paths.renderer))
  windows = createWindows({ paths, entryUrl, stores })
  answerRequests(windows, stores, menuBar.update)
  finishBeforeQuit(stores)
  menuBar.show()
  app.on('browser-window-focus', menuBar.refresh)
  windows.open(firstFile)
}

/** What is still being written is in its file before the app ends. */
function finishBeforeQuit(stores: AppStores): void {
  app.on('will-quit', event => {
    if (!stores.isBusy()) return
    event.preventDefault()
    void stores.settled().then(() => app.quit())
  })
  app.on('quit', () => stores.runs.close())
}

function menuOf(stores: AppStores, state: MenuState) {
  return menuTemplate({
    platform: process.platform,
    isPackaged: app.isPackaged,
    state,
    recent: {
      paths: stores.recent.list().map(({ path }) => path),
      open: path => void windows?.openFile(path),
      clear: () => stores.recent.clear(),
    },
    send: command => windows?.sendCommand(command),
    showLog: () => shell.showItemInFolder(logFile()),
  })
}

const languageOf = ({ language }: Settings) => resolveLanguage(language, app.getLocale())

/** Language and theme of all that the system draws for the app. */
function applySettings(settings: Settings): void {
  const { theme } = settings
  speak(languageOf(settings))
  // High contrast is light or dark as the system is.
  nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme
}

function answerRequests(
  open: Windows,
  stores: AppStores,
  updateMenu: (window: AppWindow, state: MenuState) => void,
): void {
  const handle = createHandle<AppWindow>({
    ipcMain,
    contextOf: open.of,
    allowedOrigin: originOf(entryUrl),
    log,
  })
  const handlers: RequestHandlers<AppWindow> = requestHandlers({
    examplesDirectory: paths.examples,
    experimentsDirectory: paths.experiments,
    stores,
    windows: open,
    updateMenu,
  })
  for (const channel of [...requestChannels, ...preloadChannels]) {
    handle(channel, handlers[channel] as RequestHandler<RequestChannel, AppWindow>)
  }
}
