import { readFileSync } from 'node:fs'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { engineProcesses } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
})

test.afterEach(async () => {
  await launched?.close()
})

/** Begins a run that goes on for long. */
async function train(page: Page): Promise<void> {
  await page.getByTestId('example-mnist-relu').click()
  await page.getByTestId('attr-epochs').fill('1000')
  await page.getByTestId('attr-epochs').press('Enter')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-step')).toHaveText(/step [1-9]/, { timeout: 30_000 })
}

async function engineProcess(app: ElectronApplication): Promise<number> {
  const [pid, ...others] = await engineProcesses(app)
  expect(others).toEqual([])
  return pid!
}

const state = (page: Page) => page.getByTestId('run-state')
const stepOf = async (page: Page) =>
  Number((await page.getByTestId('run-step').textContent())!.match(/[\d,]+/)![0].replace(',', ''))

test('killing the engine in training leaves window and graph intact, and training starts again', async () => {
  test.setTimeout(120_000)
  const { app, page } = launched
  await train(page)
  await expect(page.getByTestId('stop')).toBeEnabled()

  const pid = await engineProcess(app)
  process.kill(pid, 'SIGKILL')
  await expect(page.getByTestId('engine-banner')).toBeVisible()
  await expect(page.locator('.react-flow__node')).toHaveCount(7)

  // The window still edits.
  await page.getByTestId('node-dense1').click()
  await page.getByTestId('attr-units').fill('32')
  await page.getByTestId('attr-units').press('Enter')
  await expect(page.getByTestId('edge-shape').filter({ hasText: '64×32' }).first()).toBeVisible()

  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-step')).toHaveText(/step [1-9]/, { timeout: 30_000 })
  await expect(page.getByTestId('engine-banner')).toHaveCount(0)
  const replacement = await engineProcess(app)
  expect(replacement).toBeGreaterThan(0)
  expect(replacement).not.toBe(pid)
})

test('what a run had kept of itself when its engine was killed is offered once the engine is back', async () => {
  test.setTimeout(120_000)
  const { app, page, errors } = launched
  await train(page)
  await page.getByTestId('train').click()
  await expect(state(page)).toHaveAttribute('data-kept', 'true')
  const kept = await stepOf(page)
  await page.getByTestId('train').click()
  await expect.poll(() => stepOf(page)).toBeGreaterThan(kept)

  process.kill(await engineProcess(app), 'SIGKILL')
  await page.getByTestId('engine-restart').click()
  await expect(page.getByTestId('engine-banner')).toHaveCount(0)
  await expect(page.getByTestId('kept-run')).toContainText(`step ${kept.toLocaleString('en')} of`)
  await page.getByTestId('kept-run-resume').click()
  await expect(state(page)).toHaveAttribute('data-state', 'running', { timeout: 30_000 })
  await expect.poll(() => stepOf(page)).toBeGreaterThan(kept)
  await expect(page.getByTestId('kept-run')).toHaveCount(0)
  expect(errors).toEqual([])
})

test('an engine that does not listen any more ends with the app', async () => {
  test.skip(process.platform === 'win32', 'there is no SIGSTOP')
  test.setTimeout(60_000)
  await train(launched.page)
  const pid = await engineProcess(launched.app)
  process.kill(pid, 'SIGSTOP')
  try {
    // By the app's own quitting: the test's support ends whatever is left.
    await launched.app.evaluate(({ app, dialog }) => {
      dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
      app.quit()
    })
    await expect.poll(() => isAlive(pid)).toBe(false)
  } finally {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  }
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // One that ended is listed until its parent asks how it did.
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
