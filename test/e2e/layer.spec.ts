import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  test.setTimeout(120_000)
  launched = await launch()
  const { page } = launched
  await page.getByTestId('example-vanishing-sigmoid').click()
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 100_000 })
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched?.close()
})

async function choose(page: Page, control: string, option: string): Promise<void> {
  await page.getByTestId(`choice-${control}`).click()
  await page.getByTestId(`option-${option}`).click()
}

/** Looks inside a node. */
async function openLayer(page: Page, node: string): Promise<void> {
  await page.getByRole('tab', { name: 'Layer' }).click()
  await page.getByTestId(`node-${node}`).click()
  await expect(page.getByTestId('layer')).toBeVisible()
}

function number(text: string | null): number {
  return Number(text?.replaceAll('−', '-').replaceAll(',', ''))
}

/** Saves the figures of the panel in front; gives its lines without the head. */
async function exportCsv(panel: string, name: string): Promise<string[][]> {
  const { app, page, userData } = launched
  const path = join(userData, name)
  await answerFileDialogs(app, path)
  await page.getByTestId(`panel-export-${panel}`).click()
  await page.getByTestId('export-csv').click()
  await expect(page.getByText(`Saved ${name}`)).toBeVisible()
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  return text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map(line => line.split(','))
}

/** Equal to so many digits of the shown figure. */
function expectShown(shown: number, exact: number): void {
  expect(Math.abs(shown - exact)).toBeLessThanOrEqual(0.06 * Math.abs(exact))
}

test('a layer is seen cell by cell, with the numbers that the engine reports', async () => {
  const { page } = launched
  await page.getByRole('tab', { name: 'Layer' }).click()
  await expect(page.getByTestId('layer-message')).toContainText('No node selected')
  await page.getByTestId('node-dense2').click()
  const matrix = page.getByTestId('layer-matrix')
  await expect(matrix).toHaveAttribute('aria-label', /dense2 · W\. 16 × 16 · after step \d+/)
  const finished = await page.getByTestId('layer').getAttribute('data-step')

  await choose(page, 'side', 'gradient')
  await expect(matrix).toHaveAttribute(
    'aria-label',
    new RegExp(`dense2 · dL/dW.* step ${finished}`),
  )
  const lines = await exportCsv('layer', 'layer.csv')
  expect(lines).toHaveLength(16 * 16)
  expect(new Set(lines.map(([step]) => step))).toEqual(new Set([finished]))

  // The tooltip has the value of the cell whose row and column it names.
  const frame = (await matrix.locator('rect.chart-frame').boundingBox())!
  await page.mouse.move(frame.x + (frame.width * 5.5) / 16, frame.y + (frame.height * 9.5) / 16)
  await expect(matrix.locator('.chart-tooltip-title')).toHaveText('dL/dW[9, 5]')
  const cell = lines.find(([, , input, unit]) => input === '9' && unit === '5')!
  const shown = number(await matrix.locator('.chart-tooltip-line b').first().textContent())
  expect(Math.abs(shown - Number(cell[5]))).toBeLessThanOrEqual(1e-5 * Math.abs(shown))

  // All of them together have the statistics that telemetry measured in the step itself.
  const gradient = lines.map(line => Number(line[5]))
  const rms = Math.sqrt(gradient.reduce((sum, value) => sum + value ** 2, 0) / gradient.length)
  const largest = Math.max(...gradient.map(Math.abs))
  const statistic = (name: string) => page.getByTestId(`statistic-dense2.W-gradient.${name}`)
  expectShown(number(await statistic('rms').textContent()), rms)
  expectShown(number(await statistic('maxAbs').textContent()), largest)
})

test('the wheel zooms into the cells, and a double click shows all', async () => {
  const { page } = launched
  await openLayer(page, 'dense1')
  const matrix = page.getByTestId('layer-matrix')
  await expect(matrix).toHaveAttribute('aria-label', /784 × 16/)
  const rows = () => matrix.locator('text.chart-index').allTextContents()
  const whole = await rows()
  const frame = (await matrix.locator('rect.chart-frame').boundingBox())!
  const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2]
  await page.mouse.move(x, y)
  for (let i = 0; i < 3; i++) await page.mouse.wheel(0, -300)
  await expect(matrix).toHaveClass(/is-zoomed/)
  expect(await rows()).not.toEqual(whole)
  await page.mouse.dblclick(x, y)
  await expect(matrix).not.toHaveClass(/is-zoomed/)
  expect(await rows()).toEqual(whole)
})

test('the first layer shows what each unit looks for, and a click enlarges a unit', async () => {
  const { page } = launched
  await openLayer(page, 'dense1')
  await choose(page, 'view', 'images')
  const images = page.getByTestId('layer-images')
  await expect(images).toHaveAttribute('aria-label', /What each unit looks for/)
  const box = (await images.boundingBox())!
  await page.mouse.click(box.x + 24, box.y + 40)
  await expect(images.locator('rect.chart-selected')).toBeVisible()
  await expect(images.getByText('unit 0', { exact: true }).first()).toBeAttached()
  await images.press('Escape')
  await expect(images.locator('rect.chart-selected')).toHaveCount(0)
  await choose(page, 'view', 'matrix')
})

test('an activation shows what its units put out', async () => {
  const { page } = launched
  await openLayer(page, 'sigmoid3')
  const units = page.getByTestId('layer-units')
  await expect(units).toHaveAttribute('aria-label', /0\/16 dead/)
  const means = await units.locator('.chart-table tbody td:nth-child(3)').allTextContents()
  const mean = means.reduce((sum, text) => sum + number(text), 0) / means.length
  expectShown(
    number(await page.getByTestId('statistic-sigmoid3-activation.mean').textContent()),
    mean,
  )
})

test('distributions show the outputs of every layer, and gradients over time', async () => {
  const { page } = launched
  await page.getByRole('tab', { name: 'Distributions' }).click()
  await choose(page, 'distribution', 'activations')
  const activations = page.getByTestId('activations')
  await expect(activations.locator('.chart-histogram')).toHaveCount(8)
  const lines = await exportCsv('distributions', 'activations.csv')
  const first = lines.filter(line => line[2] === 'sigmoid1')
  const outputs = first.reduce((sum, line) => sum + Number(line[5]), 0)
  expect(outputs % 16).toBe(0)
  expect(first.every(line => Number(line[3]) >= 0 && Number(line[4]) <= 1.0001)).toBe(true)
  await activations.locator('.chart-histogram').nth(4).click()
  await expect(activations.locator('.chart-histogram').nth(4)).toHaveClass(/is-selected/)
  await choose(page, 'distribution', 'time')
  const time = page.getByTestId('distributions-time')
  await expect(time.locator('.chart-ridge').first()).toBeAttached()
  expect(await time.locator('.chart-ridge').count()).toBeGreaterThan(1)
  await choose(page, 'distribution', 'gradients')
  await expect(page.getByTestId('distributions').locator('.chart-ridge')).toHaveCount(9)
})

test('what is seen follows a step', async () => {
  const { page } = launched
  await openLayer(page, 'dense2')
  await page.getByTestId('step').click()
  await expect(page.getByTestId('layer')).toHaveAttribute('data-step', '1')
  await page.getByTestId('step').click()
  await expect(page.getByTestId('layer')).toHaveAttribute('data-step', '2')
  await expect(page.getByTestId('layer-matrix')).toHaveAttribute('aria-label', /step 2\./)
})

test('before training, a layer shows the weights and the gradient that it begins with', async () => {
  const { app, page } = launched
  await page.getByTestId('stop').click()
  await answerFileDialogs(app, resolve('resources/examples/spiral.gradscope'))
  await page.keyboard.press('ControlOrMeta+o')
  await expect(page.getByTestId('document-name')).toHaveText('spiral')
  await openLayer(page, 'dense1')
  await choose(page, 'side', 'values')
  const layer = page.getByTestId('layer')
  const matrix = page.getByTestId('layer-matrix')
  await expect(layer).toHaveAttribute('data-step', '0')
  await expect(matrix).toHaveAttribute('aria-label', /dense1 · W\. .* before the first step/)
  await choose(page, 'side', 'gradient')
  await expect(matrix).toHaveAttribute('aria-label', /dL\/dW.* before the first step/)
  await page.getByTestId('step').click()
  await expect(layer).toHaveAttribute('data-step', '1')
})
