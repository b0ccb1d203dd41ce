import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
  await launched.page.getByTestId('example-spiral').click()
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched?.close()
})

async function openPanel(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click()
}

/** The colours of a chart's canvas in one number, which another picture does not have. */
function inkOf(page: Page, testId: string): Promise<number> {
  return page
    .getByTestId(testId)
    .locator('canvas')
    .evaluate(element => {
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      let hash = 0
      let painted = 0
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] === 0) continue
        painted++
        hash = (Math.imul(hash, 31) + data[i]! * 7 + data[i + 1]! * 3 + data[i + 2]!) | 0
      }
      return painted === 0 ? 0 : hash
    })
}

function stepOf(label: string | null): number {
  return Number(/step ([\d,]+)/.exec(label ?? '')?.[1]?.replaceAll(',', '') ?? Number.NaN)
}

test('the decision boundary follows the training, with what each unit responds to', async () => {
  const { page } = launched
  await openPanel(page, 'Decision boundary')
  const boundary = page.getByTestId('boundary')
  await expect(boundary.locator('.chart-example').first()).toBeAttached()
  // Before training, of the initial weights.
  await expect(boundary).toHaveAttribute('aria-label', /step 0\b/)
  const initial = await inkOf(page, 'boundary')
  expect(initial).not.toBe(0)

  await page.getByTestId('step').click()
  await expect(boundary).toHaveAttribute('aria-label', /step 1\b/)
  const first = await inkOf(page, 'boundary')
  expect(first).not.toBe(0)
  expect(first).not.toBe(initial)
  await expect(page.getByTestId('units').locator('.chart-tiles rect')).toHaveCount(16)

  await page.getByTestId('train').click()
  await expect
    .poll(async () => stepOf(await boundary.getAttribute('aria-label')))
    .toBeGreaterThan(1)
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 60_000 })
  await expect(boundary).toHaveAttribute('aria-label', /step 1,000/)
  expect(await inkOf(page, 'boundary')).not.toBe(first)
  await expect(boundary.locator('.chart-lines path')).toHaveCount(2)
})

test('the pointer tells probabilities, and the selected node its units', async () => {
  const { page } = launched
  const boundary = page.getByTestId('boundary')
  const frame = (await boundary.locator('.chart-frame').boundingBox())!
  await page.mouse.move(frame.x + 12, frame.y + frame.height - 12)
  await expect(boundary.locator('.chart-tooltip')).toContainText(/class \d · predicted/)
  await expect(boundary.locator('.chart-tooltip-line')).toHaveCount(3)
  const units = page.getByTestId('units')
  await page.getByTestId('node-dense3').click()
  await expect(units).toHaveAttribute('aria-label', /dense3/)
  await expect(units.locator('.chart-tiles rect')).toHaveCount(3)
  await page.getByTestId('choice-units').click()
  await page.getByTestId('option-tanh2').click()
  await expect(units).toHaveAttribute('aria-label', /tanh2/)
})

test('the loss landscape is measured, given up, and measured again', async () => {
  const { page } = launched
  await openPanel(page, 'Loss landscape')
  const map = page.getByTestId('landscape-map')
  await expect(map.locator('text.is-first')).toHaveText('No landscape yet')
  await page.getByTestId('landscape-resolution').click()
  await page.getByTestId('option-61').click()
  // Within a frame or two: a small network is measured in a fraction of a second.
  await page.evaluate(async () => {
    const button = (name: string) =>
      document.querySelector<HTMLElement>(`[data-testid="landscape-${name}"]`)
    button('measure')!.click()
    while (!button('cancel')) await new Promise(requestAnimationFrame)
    button('cancel')!.click()
  })
  await expect(page.getByTestId('landscape')).toHaveAttribute('data-state', 'none')

  await page.getByTestId('landscape-resolution').click()
  await page.getByTestId('option-25').click()
  await page.getByTestId('landscape-measure').click()
  const panel = page.getByTestId('landscape')
  await expect(panel).toHaveAttribute('data-state', 'done', { timeout: 30_000 })
  await expect(map).toHaveAttribute('aria-label', /320 training examples\. centre 0\.\d+/)
  expect(await inkOf(page, 'landscape-map')).not.toBe(0)
  await expect(map.locator('.chart-contour')).toHaveCount(1)
  await expect(
    page.getByTestId('landscape-profile').locator('.chart-plot .chart-line'),
  ).toHaveCount(2)
})

test('its figures are saved as a table of every point', async () => {
  const { app, page } = launched
  const file = join(launched.userData, 'landscape.csv')
  await answerFileDialogs(app, file)
  await page.getByTestId('panel-export-landscape').click()
  await page.getByTestId('export-csv').click()
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('alpha,beta,loss')
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
  expect(lines).toHaveLength(1 + 25 * 25)
  await rm(file)
})

test('data with many inputs says why there is no boundary', async () => {
  const { page } = launched
  await openPanel(page, 'Decision boundary')
  await page.getByTestId('node-data1').click()
  await page.getByTestId('attr-dataset').click()
  await page.getByTestId('option-iris').click()
  await page.getByTestId('reset').click()
  await expect(page.getByTestId('boundary').locator('text.is-first')).toContainText(/4 inputs/)
})
