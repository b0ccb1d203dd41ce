import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { runRecord } from '../support/run-record'
import { answerFileDialogs, setField } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let folder: string
let userData: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-files-'))
  userData = join(folder, 'user')
})

test.afterEach(async () => {
  await running?.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(...args: string[]): Promise<LaunchedApp> {
  running = await launch({ userData, args })
  return running
}

async function backups(): Promise<string[]> {
  const names = await readdir(join(userData, 'backups')).catch(() => [])
  return names.filter(name => name.endsWith('.backup'))
}

/** The units of `dense1` in the backup, if there is one. */
async function backedUpUnits(): Promise<number | undefined> {
  const [name] = await backups()
  if (!name) return undefined
  const { text } = JSON.parse(await readFile(join(userData, 'backups', name), 'utf8'))
  const { nodes } = JSON.parse(text)
  return nodes.find(({ id }: { id: string }) => id === 'dense1').attrs.units
}

const units = (page: Page) =>
  page
    .getByTestId('node-dense1')
    .click()
    .then(() => page.getByTestId('attr-units'))

/**
 * Runs a script in the page. Playwright takes a crashed page for lost, so the window itself is asked; a
 * page that is just dying never answers.
 */
function inPage(app: ElectronApplication, script: string): Promise<unknown> {
  return app.evaluate(({ BrowserWindow }, source) => {
    const never = new Promise<null>(resolve => setTimeout(resolve, 500, null))
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    return Promise.race([webContents.executeJavaScript(source), never]).catch(() => null)
  }, script)
}

const textIn = (app: ElectronApplication, testId: string) =>
  inPage(app, `document.querySelector('[data-testid="${testId}"]')?.textContent ?? null`)

test('work of a killed app is offered at the next start, and restored with its file', async () => {
  const path = join(folder, 'digits.gradscope')
  const first = await start()
  await first.page.getByTestId('example-mnist-relu').click()
  await answerFileDialogs(first.app, path)
  await first.page.keyboard.press('Control+s')
  await expect(first.page.getByTestId('document-name')).toHaveText('digits')
  const saved = await readFile(path, 'utf8')

  await setField(first.page, 'dense1', 'units', '77')
  await expect(first.page.getByTestId('dirty')).toBeVisible()
  // At most two seconds of edits may be lost.
  await expect.poll(backedUpUnits, { timeout: 2000 }).toBe(77)
  await first.kill()
  expect(await readFile(path, 'utf8')).toBe(saved)
  await writeFile(path, `${saved}\n`)
  await writeFile(join(userData, 'backups', 'torn.backup'), '{"format":"gradscope-ba')

  const { page, errors } = await start()
  await expect(page.getByTestId('recovery-row')).toHaveCount(1)
  await expect(page.getByTestId('recovery-row')).toContainText('digits')
  await expect(page.getByTestId('recovery-row')).toContainText(folder)
  await page.getByTestId('recovery-restore').click()
  await expect(page.getByTestId('document-name')).toHaveText('digits')
  await expect(page.getByTestId('dirty')).toBeVisible()
  await expect(await units(page)).toHaveValue('77')

  // Its file is not what it was any more; the work goes into it all the same, and then there is nothing left to restore.
  await page.getByTestId('disk-keep').click()
  await page.keyboard.press('Control+s')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  expect(await readFile(path, 'utf8')).toContain('77')
  await expect
    .poll(async () => (await backups()).filter(name => name !== 'torn.backup'))
    .toEqual([])
  expect(errors).toEqual([])
})

test('a crashed page comes back with its work; after three crashes it may start without', async () => {
  const { app, page } = await start()
  await page.getByTestId('example-mnist-relu').click()
  await setField(page, 'dense1', 'units', '78')
  await expect.poll(backedUpUnits).toBe(78)
  await app.evaluate(({ dialog }) => {
    // Start Without the Work
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
  })
  const crash = () =>
    app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer()
    })
  const text = (testId: string) => textIn(app, testId)
  const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.title)

  for (const _ of ['first', 'second']) {
    await crash()
    await expect.poll(() => text('node-dense1'), { timeout: 15_000 }).toContain('78')
    await expect.poll(title).toBe('● mnist-relu — Gradscope')
  }
  await crash()
  await expect.poll(() => text('recovery-row'), { timeout: 15_000 }).toContain('mnist-relu')
  expect(await backedUpUnits()).toBe(78)
})

test('a page that does not respond is loaded again with its work, if the user does not wait for it', async () => {
  const { app, page } = await start()
  await page.getByTestId('example-mnist-relu').click()
  await setField(page, 'dense1', 'units', '84')
  await expect.poll(backedUpUnits).toBe(84)
  // Going on when the page is loaded anew.
  const record = runRecord({ summary: { state: 'running' }, gradients: null })
  await page.evaluate(run => window.gradscope.request('runs.save', run), record)
  const answers = await app.evaluate(({ BrowserWindow, dialog }) => {
    const asked: unknown[] = []
    dialog.showMessageBox = async (...args: unknown[]) => {
      const { message, buttons } = args.at(-1) as { message: string; buttons: string[] }
      asked.push(message, ...buttons)
      return { response: 0, checkboxChecked: false }
    }
    const [window] = BrowserWindow.getAllWindows()
    void window!.webContents.executeJavaScript('for (;;);').catch(() => {})
    // As Chromium says it after half a minute without an answer to the mouse.
    window!.emit('unresponsive')
    return asked
  })
  expect(answers).toEqual(['The window does not respond.', 'Reload', 'Wait'])
  await expect.poll(() => textIn(app, 'node-dense1'), { timeout: 15_000 }).toContain('84')
  const states = `window.gradscope.request('runs.list').then(({ runs }) => runs.map(run => run.state).join())`
  await expect.poll(() => inPage(app, states)).toBe('interrupted')
})

test('a page that ends while the user is asked whether to wait for it is loaded again once', async () => {
  const { app, page } = await start()
  await page.getByTestId('example-mnist-relu').click()
  await setField(page, 'dense1', 'units', '86')
  await expect.poll(backedUpUnits).toBe(86)
  const crashes = await app.evaluate(async ({ BrowserWindow, dialog }) => {
    const [window] = BrowserWindow.getAllWindows()
    const { webContents } = window!
    let crashes = 0
    webContents.on('render-process-gone', () => crashes++)
    const asked = new Promise<void>(resolve => {
      dialog.showMessageBox = async (...args: unknown[]) => {
        const { signal } = args.at(-1) as { signal: AbortSignal }
        await new Promise(aborted => signal.addEventListener('abort', aborted))
        setImmediate(resolve)
        return { response: 0, checkboxChecked: false }
      }
    })
    window!.emit('unresponsive')
    const loaded = new Promise<void>(resolve => {
      webContents.once('did-finish-load', () => resolve())
    })
    webContents.forcefullyCrashRenderer()
    await Promise.all([asked, loaded])
    return crashes
  })
  expect(crashes).toBe(1)
  await expect.poll(() => textIn(app, 'node-dense1'), { timeout: 15_000 }).toContain('86')
})

test('a window that cannot be drawn says so, and comes back with its work when its panels are reset', async () => {
  const { page } = await start()
  await page.getByTestId('example-mnist-relu').click()
  await setField(page, 'dense1', 'units', '85')
  await expect.poll(backedUpUnits).toBe(85)
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('react-resizable-panels')) localStorage.setItem(key, 'torn')
    }
  })
  await page.reload()
  await expect(page.getByTestId('crash')).toContainText('Your network is still here')
  await page.getByRole('button', { name: 'Reset panels and reload' }).click()
  await expect(page.getByTestId('crash')).toHaveCount(0)
  await expect(await units(page)).toHaveValue('85')
})

test('a panel that cannot be drawn fails alone, and is drawn again when it can be', async () => {
  const { page, errors } = await start()
  await page.getByTestId('example-mnist-relu').click()
  await page.getByTestId('step').click()
  await expect(page.getByTestId('heatmap')).toBeVisible()
  await expect(page.getByTestId('run-step')).toContainText('1')
  await page.evaluate(() => {
    const { getContext } = HTMLCanvasElement.prototype
    Object.assign(window, { getContext })
    HTMLCanvasElement.prototype.getContext = () => {
      throw new Error('no canvas left')
    }
  })
  await page.getByTestId('step').click()
  const failure = page.locator('[data-panel="gradients"]').getByTestId('part-failure')
  await expect(failure).toContainText('no canvas left')
  await expect(page.locator('[data-panel="curves"] .chart').first()).toBeVisible()
  await expect(page.getByTestId('run-step')).toContainText('2')
  await setField(page, 'dense1', 'units', '85')
  await page.evaluate(() => {
    HTMLCanvasElement.prototype.getContext = Reflect.get(window, 'getContext')
  })
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByTestId('heatmap')).toBeVisible()
  // It was told of, and of nothing else.
  expect(errors.length).toBeGreaterThan(0)
  for (const error of errors) expect(error).toContain('no canvas left')
})

test('what an app that was killed left half written is gone after the next start', async () => {
  const folders = [userData, join(userData, 'backups'), join(userData, 'checkpoints')]
  const half = '.gradscope-0123456789abcdef.tmp'
  for (const folder of folders) {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, half), 'half of a fi')
  }
  await start()
  for (const folder of folders) expect(await readdir(folder)).not.toContain(half)
})

test('work that cannot be backed up is told with the remedy, and when it is backed up again', async () => {
  const { page } = await start()
  // A file in the place of the folder: nobody can write into it, not even root.
  await rm(join(userData, 'backups'), { recursive: true, force: true })
  await writeFile(join(userData, 'backups'), '')
  await page.getByTestId('example-mnist-relu').click()
  await setField(page, 'dense1', 'units', '81')
  const banner = page.getByTestId('backup-banner')
  await expect(banner).toContainText('not backed up')
  await expect(banner).toContainText(userData)
  await rm(join(userData, 'backups'))
  await setField(page, 'dense1', 'units', '82')
  await expect(banner).toHaveCount(0)
  await expect(page.getByText('Unsaved work is backed up again.')).toBeVisible()
  expect(await backedUpUnits()).toBe(82)
})

test('work that was given up is not offered again', async () => {
  const first = await start()
  await first.page.getByTestId('example-mnist-relu').click()
  await setField(first.page, 'dense1', 'units', '79')
  await expect.poll(backedUpUnits).toBe(79)
  await first.app.evaluate(({ dialog }) => {
    // Don't Save
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
  })
  await first.close()
  expect(await backups()).toEqual([])
  const { page } = await start()
  await expect(page.getByTestId('example-mnist-relu')).toBeVisible()
  await expect(page.getByTestId('recovery')).toHaveCount(0)
})
