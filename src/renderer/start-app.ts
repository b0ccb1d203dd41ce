import { bridge } from './bridge'
import { followPointer } from './clipboard/pointer'
import { listenForKeys, runMenuCommand } from './commands/keyboard'
import { followMenu } from './commands/menu-sync'
import { followExperiments } from './experiments/store'
import { followBackups } from './files/backup'
import { followDiskChanges } from './files/disk-change'
import { openPending, reportStatus, resume, saveAndClose } from './files/file-actions'
import { showDocument } from './files/show-document'
import { tellOfUnsavedWork } from './files/unsaved-work'
import { followLanguage } from './i18n/index'
import { followRuns } from './runs/recorder'
import { followRunList } from './runs/run-list'
import { listenForEscape } from './shell/pane-focus'
import { followDataView } from './stores/data-view'
import { isDirty, useDocument } from './stores/document'
import { requestPort } from './stores/engine-connection'
import { followFindings } from './stores/findings'
import { followTelemetry } from './stores/heat'
import { followKeptRun } from './stores/kept-run'
import { followLandscape } from './stores/landscape'
import { engine, unfinishedRun, useRun } from './stores/run'
import { followSettings } from './stores/settings'
import { followSweep } from './stores/sweep'
import { followTrust } from './stores/trust'
import { followXray } from './stores/xray'
import { followTrials } from './sweep/keep-trials'
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
  main.on('document.openRequested', () => void openPending())
  main.on('document.showRequested', showDocument)
  followStatus()
  followBackups()
  followDiskChanges()
  listenForKeys()
  followPointer()
  listenForEscape()
  followTelemetry()
  // Before the findings, which forget a run as soon as another begins.
  followRuns()
  followRunList()
  followFindings()
  followXray()
  followKeptRun()
  followTrust()
  followDataView()
  followLandscape()
  followExperiments()
  followTrials()
  followSweep()
  void engine.connect()
  await followSettings().catch(() => {})
  followLanguage()
  followTheme()
  await resume()
  void tellOfUnsavedWork()
  followMenu()
}

function followStatus(): void {
  let last = ''
  const follow = () => {
    const state = useDocument.getState()
    if (!state.open) return
    const next = JSON.stringify([state.name, isDirty(state), unfinishedRun(useRun.getState().run)])
    if (next === last) return
    last = next
    void reportStatus()
  }
  useDocument.subscribe(follow)
  useRun.subscribe(follow)
}
