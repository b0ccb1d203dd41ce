import { bridge } from './bridge'
import { followPointer } from './clipboard/pointer'
import { listenForKeys, runMenuCommand } from './commands/keyboard'
import { reportStatus, saveAndClose } from './files/file-actions'
import { followLanguage } from './i18n/index'
import { listenForEscape } from './shell/pane-focus'
import { isDirty, useDocument } from './stores/document'
import { requestPort } from './stores/engine-connection'
import { followTelemetry } from './stores/heat'
import { engine } from './stores/run'
import { followSettings } from './stores/settings'
import { followTheme } from './theme/theme'

/**
 * Joins the window to main: menu, closing, the title's status, settings and the engine. Resolves when
 * language and theme are known, so that nothing is drawn in another.
 */
export async function startApp(): Promise<void> {
  const main = bridge()
  engine.use(() => requestPort(() => main.request('engine.connect', undefined)))
  main.on('menu.command', id => runMenuCommand(id))
  main.on('window.closeRequested', () => void saveAndClose())
  main.on('engine.status', status => {
    if (status.state === 'crashed') engine.crashed(status.reason)
  })
  followStatus()
  listenForKeys()
  listenForEscape()
  followPointer()
  followTelemetry()
  void engine.connect()
  await followSettings().catch(() => {})
  followLanguage()
  followTheme()
}

function followStatus(): void {
  let last = ''
  useDocument.subscribe(state => {
    if (!state.open) return
    const next = JSON.stringify([state.name, isDirty(state)])
    if (next === last) return
    last = next
    void reportStatus()
  })
}
