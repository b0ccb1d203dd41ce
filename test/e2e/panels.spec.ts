import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
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

/** Rows of a CSV file without quoted cells. */
async function readCsv(path: string): Promise<string[][]> {
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  return text
    .trimEnd()
    .split('\r\n')
    .map(line => line.split(','))
}

function number(text: string | null): number {
  return Number(text?.replaceAll('−', '-').replaceAll(',', ''))
}

test('the heatmap shows any quantity, of weights or outputs', async () => {
  const { page } = launched
  const heatmap = page.getByTestId('heatmap')
  await expect(heatmap).toHaveAttribute('aria-label', /RMS of dL\/dW per element/)
  await choose(page, 'quantity', 'saturation')
  await expect(heatmap).toHaveAttribute('aria-label', /Saturation by layer/)
  await expect(heatmap.locator('.chart-row')).toHaveCount(8)
  await choose(page, 'quantity', 'ratio')
  await expect(heatmap.locator('.chart-special')).toHaveCount(4)
  await choose(page, 'quantity', 'rms')
  await choose(page, 'source', 'output')
  await expect(heatmap).toHaveAttribute('aria-label', /RMS of dL\/dy per element/)
  await choose(page, 'source', 'param')
})

test('a pinned step is shown by all views, and Live follows the training again', async () => {
  const { page } = launched
  const heatmap = page.getByTestId('heatmap')
  const shown = page.getByTestId('step-shown')
  const newest = number((await shown.textContent())!.replace(/^\D+/, ''))
  const box = (await heatmap.boundingBox())!
  await page.mouse.click(box.x + box.width / 2, box.y + 60)
  await page.mouse.move(5, 5)
  await expect(page.getByTestId('step-live')).toHaveAttribute('aria-pressed', 'false')
  const pinned = number((await shown.textContent())!.replace(/^\D+/, ''))
  expect(pinned).toBeLessThan(newest)
  await expect(page.locator('.statistics').first()).toBeAttached()
  await expect(
    page.getByTestId('inspector').getByText(`step ${pinned}`, { exact: false }),
  ).toBeAttached()
  await heatmap.press('ArrowLeft')
  await expect(shown).toHaveText(new RegExp(`\\b${pinned - 1}$`))
  await page.getByTestId('step-live').click()
  await expect(shown).toHaveText(new RegExp(`\\b${newest}$`))
})

test('the wheel zooms into the steps, and one button shows the whole run', async () => {
  const { page } = launched
  const heatmap = page.getByTestId('heatmap')
  const ticks = () => heatmap.locator('.chart-axis .tick text').allTextContents()
  const before = await ticks()
  const box = (await heatmap.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 60)
  await page.mouse.wheel(0, -400)
  await expect(page.getByTestId('step-whole')).toBeVisible()
  expect(await ticks()).not.toEqual(before)
  await page.getByTestId('step-whole').click()
  await expect(page.getByTestId('step-whole')).toBeHidden()
  expect(await ticks()).toEqual(before)
})

test('attenuation tells one factor a layer, and what made it', async () => {
  const { page } = launched
  await page.getByRole('tab', { name: 'Attenuation' }).click()
  const chart = page.getByTestId('attenuation')
  const figure = await chart.locator('.chart-number').textContent()
  const factor = Number(/×([\d.]+)/.exec(figure!)?.[1])
  expect(factor).toBeGreaterThan(0.1)
  expect(factor).toBeLessThan(0.35)
  await expect(chart).toHaveAttribute('aria-label', /the sigmoid’s bound is 0\.25/)
  await expect(chart.locator('.chart-share.tone-activation')).toHaveCount(8)
  await page.getByRole('tab', { name: 'Distributions' }).click()
  await expect(page.getByTestId('distributions').locator('.chart-ridge')).toHaveCount(9)
})

test('every chart has a title, axes, what it measures and a text alternative', async () => {
  const { page } = launched
  for (const panel of ['gradients', 'attenuation', 'distributions', 'curves']) {
    await page.getByTestId(`panel-tab-${panel}`).click()
    const charts = page.locator(`[data-panel=${panel}] .chart`)
    await expect(charts.first()).toBeVisible()
    for (const chart of await charts.all()) {
      await expect(chart.locator('.chart-heading').first()).not.toBeEmpty()
      await expect(chart.locator('.chart-measure, .chart-axis-title').first()).not.toBeEmpty()
      await expect(chart.locator('.tick, .chart-row').nth(1)).toBeAttached()
      await expect(chart.locator('.chart-empty text')).toHaveCount(0)
      await expect(chart).toHaveAttribute('aria-label', /\..*\d/)
      await expect(chart).toHaveAttribute('aria-roledescription', /./)
    }
  }
})

test('what is exported as CSV is what the telemetry says', async () => {
  const { app, page, userData } = launched
  await page.getByRole('tab', { name: 'Gradients' }).click()
  const path = join(userData, 'heatmap.csv')
  await answerFileDialogs(app, path)
  await page.getByTestId('panel-export-gradients').click()
  await page.getByTestId('export-csv').click()
  await expect(page.getByText('Saved heatmap.csv')).toBeVisible()
  const [head, ...lines] = await readCsv(path)
  const shown = number((await page.getByTestId('step-shown').textContent())!.replace(/^\D+/, ''))
  expect(lines.map(line => Number(line[0]))).toEqual(Array.from({ length: shown }, (_, i) => i + 1))
  for (const id of ['dense1', 'dense5', 'dense9']) {
    await page.getByTestId(`node-${id}`).click()
    const statistic = page.getByTestId(`statistic-${id}.W-gradient.rms`)
    const figure = number(await statistic.textContent())
    const written = Number(lines.at(-1)![head!.indexOf(`${id}.W gradient.rms`)])
    expect(Math.abs(written / figure - 1), id).toBeLessThan(0.06)
  }
  await rm(path)
})

test('a panel is saved and copied as a picture', async () => {
  const { app, page, userData } = launched
  const path = join(userData, 'panel.png')
  await answerFileDialogs(app, path)
  await page.getByTestId('panel-export-gradients').click()
  await page.getByTestId('export-png').click()
  await expect(page.getByText('Saved panel.png')).toBeVisible()
  const png = await readFile(path)
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const dock = (await page.locator('[data-panel=gradients]').boundingBox())!
  expect(png.readUInt32BE(16)).toBe(Math.ceil(dock.width) * 2)
  await page.getByTestId('panel-export-gradients').click()
  await page.getByTestId('copy-image').click()
  await expect(page.getByText('Copied')).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => {
    const older = clipboard as unknown as { readImage?(): { getSize(): { width: number } } }
    return older.readImage?.().getSize().width ?? null
  })
  if (copied !== null) expect(copied).toBe(png.readUInt32BE(16))
})
