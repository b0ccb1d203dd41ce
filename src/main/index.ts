import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, protocol, session, shell } from 'electron'
import type { CommandId } from '../shared/commands/table'
import { type EventChannel, type RequestChannel, requestChannels } from '../shared/ipc/channels'
import type { EventOf } from '../shared/ipc/contract'
import { resolveLanguage } from '../shared/language'
import type { Settings } from '../shared/settings'
import { createHandle, type RequestHandler, type RequestHandlers } from './ipc/handle'
import { send } from './ipc/send'
import { log, logFile, setUpLog } from './log'
import { menuTemplate } from './menu'
import { appPaths } from './paths'
import { appEntryUrl, appScheme, originOf } from './protocol/origin'
import { createAssetServer } from './protocol/serve'
import { requestHandlers } from './request-handlers'
import { openSettings, type SettingsStore } from './settings'
import { speak } from './texts'
import { type AppWindow, createAppWindow } from './window/app-window'
import { lockDownContents, lockDownSession } from './window/lock-down'

const paths = appPaths({
  mainDirectory: dirname(fileURLToPath(import.meta.url)),
  isPackaged: app.isPackaged,
  resourcesPath: process.resourcesPath,
})
/** In development the page comes from electron-vite's server, never in a package. */
const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const entryUrl = developmentUrl ? new URL(developmentUrl).href : appEntryUrl
/** By the id of their webContents. */
const windows = new Map<number, AppWindow>()
let quitting = false

app.setName('Gradscope')
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), 'Gradscope'))
}
setUpLog()

protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  app.on('second-instance', () => showWindow())
  app.on('activate', () => showWindow())
  app.on('before-quit', () => {
    quitting = true
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || quitting) app.quit()
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

async function run(): Promise<void> {
  const settings = await openSettings({
    path: join(app.getPath('userData'), 'settings.json'),
    log,
    onChange: changed => {
      applySettings(changed)
      tellAll('settings.changed', changed)
    },
  })
  applySettings(settings.get())
  lockDownSession(session.defaultSession)
  protocol.handle(appScheme, createAssetServer(paths.renderer))
  answerRequests(settings)
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        isPackaged: app.isPackaged,
        send: sendCommand,
        showLog: () => shell.showItemInFolder(logFile()),
      }),
    ),
  )
  openWindow()
}

/** Language and theme of all that the system draws for the app. */
function applySettings({ language, theme }: Settings): void {
  speak(resolveLanguage(language, app.getLocale()))
  // High contrast is light or dark as the system is.
  nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme
}

function answerRequests(settings: SettingsStore): void {
  const handle = createHandle<AppWindow>({
    ipcMain,
    contextOf: id => windows.get(id),
    allowedOrigin: originOf(entryUrl),
    log,
  })
  const handlers: RequestHandlers<AppWindow> = requestHandlers({
    examplesDirectory: paths.examples,
    settings,
  })
  for (const channel of requestChannels) {
    handle(channel, handlers[channel] as RequestHandler<RequestChannel, AppWindow>)
  }
}

function tellAll<C extends EventChannel>(channel: C, payload: EventOf<C>): void {
  for (const { window } of windows.values()) send(window, channel, payload)
}

function sendCommand(command: CommandId): void {
  const focused = BrowserWindow.getFocusedWindow()
  const target = (focused && windows.get(focused.webContents.id)) ?? [...windows.values()][0]
  if (target) send(target.window, 'menu.command', command)
}

function openWindow(): void {
  const opened = createAppWindow({
    paths,
    entryUrl,
    onCloseCancelled: () => {
      quitting = false
    },
  })
  const { id } = opened.window.webContents
  windows.set(id, opened)
  opened.window.on('closed', () => {
    windows.delete(id)
    if (quitting) app.quit()
  })
}

function showWindow(): void {
  const [first] = windows.values()
  if (!first) {
    if (app.isReady()) openWindow()
    return
  }
  if (first.window.isMinimized()) first.window.restore()
  first.window.focus()
}
