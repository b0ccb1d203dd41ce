import { expect, test } from '@playwright/test'
import { engineProcesses } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
})

test('killing the engine in training leaves window and graph intact, and training starts again', async () => {
  test.setTimeout(120_000)
  const { app, page } = launched
  await page.getByTestId('example-mnist-relu').click()
  await page.getByTestId('attr-epochs').fill('1000')
  await page.getByTestId('attr-epochs').press('Enter')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-step')).toHaveText(/step [1-9]/, { timeout: 30_000 })
  await expect(page.getByTestId('stop')).toBeEnabled()

  const [pid, ...others] = await engineProcesses(app)
  expect(others).toEqual([])
  process.kill(pid!, 'SIGKILL')
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
  const [replacement] = await engineProcesses(app)
  expect(replacement).toBeGreaterThan(0)
  expect(replacement).not.toBe(pid)
})
