import { expect, type Page, test } from '@playwright/test'
import { experiments, pathsExperiment } from '../../src/engine/experiments/catalog'
import { graveIssues } from './support/axe'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

/** Threads take their time to start where others keep the machine busy. */
const patience = { timeout: 60_000 }
test.setTimeout(150_000)

test.beforeAll(async () => {
  launched = await launch()
  await expect(launched.page.getByTestId('start-screen')).toBeVisible(patience)
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched?.close()
})

async function openGallery(): Promise<void> {
  await launched.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.getMenuItemById('help.experiments')!.click(),
  )
  await expect(launched.page.getByTestId('experiments')).toBeVisible()
}

/** A run that goes on would be asked about when the next graph is opened. */
async function endRun(page: Page): Promise<void> {
  const state = page.getByTestId('run-state')
  const stop = page.getByTestId('stop')
  await expect(async () => {
    if (await stop.isEnabled()) await stop.click({ timeout: 1000 })
    await expect(state).toHaveText(/finished|stopped|diverged/i, { timeout: 1000 })
  }).toPass(patience)
}

/** A figure of a variant as a number. */
async function figure(page: Page, variant: string, id: string): Promise<number> {
  const text = await page
    .getByTestId(`variant-${variant}`)
    .locator(`[data-figure="${id}"]`)
    .innerText()
  return Number(text.replaceAll('−', '-').replace(/[×%]/g, ''))
}

test('the vanishing gradient: its variants are trained, compared and kept as runs', async () => {
  const { page } = launched
  await page.getByTestId('experiment-card-06-vanishing').click()
  await expect(page.getByTestId('experiment')).toContainText('Why does the first layer not learn?')
  await page.getByTestId('run-variants').click()
  await expect(page.getByTestId('stop-variants')).toBeVisible()
  for (const variant of ['sigmoid', 'relu-he', 'batch-norm', 'skip']) {
    const line = page.getByTestId(`variant-${variant}`)
    await expect(line).toHaveAttribute('data-state', 'finished', patience)
  }
  const vanished = await figure(page, 'sigmoid', 'firstWeightGradient')
  expect(vanished).toBeLessThan(1e-8)
  for (const cure of ['relu-he', 'batch-norm', 'skip']) {
    expect(await figure(page, cure, 'firstWeightGradient')).toBeGreaterThan(100 * vanished)
    expect(await figure(page, cure, 'testAccuracy')).toBeGreaterThan(70)
  }
  const chart = page.getByTestId('experiment-chart')
  await expect(chart.locator('path.chart-line')).toHaveCount(4)
  await expect
    .poll(() => page.evaluate(() => window.gradscope.request('runs.list', undefined)), patience)
    .toMatchObject({
      runs: expect.arrayContaining([
        expect.objectContaining({
          origin: 'gallery',
          group: 'The vanishing gradient',
          name: 'The vanishing gradient: Skip connections',
        }),
      ]),
    })
  expect(await graveIssues(page, 'comparison')).toEqual([])
  await page.getByTestId('experiments-close').click()
})

test('a comparison that is stopped leaves what was trained, and another can begin', async () => {
  const { page } = launched
  await openGallery()
  await page.getByTestId('experiment-02-optimizers').click()
  await page.getByTestId('run-variants').click()
  await expect(page.getByTestId('variant-sgd')).toHaveAttribute('data-state', 'running', patience)
  await page.getByTestId('stop-variants').click()
  await expect(page.getByTestId('variant-sgd')).toHaveAttribute('data-state', 'stopped', patience)
  await expect(page.getByTestId('variant-adam')).toHaveAttribute('data-state', 'none')
  await page.getByTestId('experiment-10-exploding').click()
  await page.getByTestId('run-variants').click()
  const last = page.getByTestId('variant-identity-0.5')
  await expect(last).toHaveAttribute('data-state', 'finished', patience)
  await page.getByTestId('experiments-close').click()
})

for (const { id, variants } of experiments) {
  test(`${id} is opened and begins to train`, async () => {
    const { page } = launched
    const variant = variants.at(-1)!
    await openGallery()
    await page.getByTestId(`experiment-${id}`).click()
    await page.getByTestId(`train-${variant.id}`).click()
    await expect(page.getByTestId('experiments')).toBeHidden()
    await expect(page.getByTestId('document-name')).toContainText(id)
    await expect(page.getByTestId('run-step')).toHaveText(/step [1-9]/i, patience)
    await endRun(page)
  })
}

test(`${pathsExperiment} is played, scrubbed and follows its learning rates`, async () => {
  const { page } = launched
  await openGallery()
  await page.getByTestId(`experiment-${pathsExperiment}`).click()
  const at = page.getByTestId('paths-at')
  await page.getByTestId('paths-step').fill('0')
  await expect(at).toHaveText('Step 0 of 60')
  await expect(page.getByTestId('path-sgd')).toContainText('(−7.00, 2.00)')
  await page.getByTestId('paths-play').click()
  await expect(at).toHaveText('Step 60 of 60', patience)
  await expect(page.getByTestId('path-sgd').locator('circle.path-dot')).toHaveCount(61)
  await expect(page.getByTestId('path-sgd')).toContainText('(−0.02, 0.00)')
  await page.getByTestId('rate-sgd').fill('0.1')
  await page.getByTestId('rate-sgd').press('Enter')
  await expect(page.getByTestId('path-sgd')).not.toContainText('(−0.02, 0.00)')
  await page.getByTestId('paths-reset').click()
  await expect(page.getByTestId('path-sgd')).toContainText('(−0.02, 0.00)')
})

test('who asks for less motion sees the end of the paths at once', async () => {
  const { page } = launched
  expect(await graveIssues(page, 'paths')).toEqual([])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByTestId('paths-step').fill('0')
  await page.getByTestId('paths-play').click()
  await expect(page.getByTestId('paths-at')).toHaveText('Step 60 of 60')
})
