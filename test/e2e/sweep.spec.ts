import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

/** Threads take their time to start where others keep the machine busy. */
const patience = { timeout: 60_000 }
test.setTimeout(150_000)

test.beforeAll(async () => {
  launched = await launch()
  await launched.page.getByTestId('example-spiral').click()
  await launched.page.getByRole('tab', { name: 'Sweep', exact: true }).click()
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched?.close()
})

async function setNumber(page: Page, testId: string, value: string): Promise<void> {
  const input = page.getByTestId(testId)
  await input.fill(value)
  await input.press('Enter')
  await expect(input).toHaveValue(value)
}

async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByTestId(list).click()
  await page.getByTestId(`option-${option}`).click()
}

/** The table as text, a line for each trial. */
function ranking(page: Page): Promise<string[]> {
  return page.getByTestId('sweep-table').locator('tbody tr').allInnerTexts()
}

test('six trials train at once, are ranked, and the same seed gives the same ranking', async () => {
  const { page } = launched
  const sweep = page.getByTestId('sweep')
  await setNumber(page, 'sweep-high-training.optimizer.learningRate', '0.1')
  await page.getByTestId('sweep-add').click()
  await page.getByTestId('picker-input').fill('dense1 units')
  await expect(page.getByRole('option').first()).toHaveText(/^dense1 · Units/)
  await page.keyboard.press('Enter')
  await setNumber(page, 'sweep-low-nodes.dense1.units', '3')
  await setNumber(page, 'attr-sweep-trials', '6')
  await choose(page, 'sweep-length', 'steps')
  await setNumber(page, 'attr-sweep-length', '60')
  await page.getByTestId('sweep-start').click()
  await expect(sweep).toHaveAttribute('data-state', 'done', patience)
  await expect(page.getByTestId('sweep-progress')).toContainText('6 of 6 trials')

  const first = await ranking(page)
  expect(first).toHaveLength(6)
  const accuracies = first.map(row => Number(/([\d.]+) %/.exec(row)![1]))
  expect(accuracies).toEqual([...accuracies].sort((a, b) => b - a))
  const chart = page.getByTestId('sweep-chart')
  await expect(chart.locator('.parallel-line')).toHaveCount(6)
  await expect(chart.locator('.parallel-axis')).toHaveCount(4)

  await page.getByTestId('sweep-setup').click()
  await page.getByTestId('sweep-start').click()
  await expect(page.getByTestId('sweep-progress')).toContainText('6 of 6 trials', patience)
  await expect(sweep).toHaveAttribute('data-state', 'done', patience)
  expect(await ranking(page)).toEqual(first)
})

test('what is marked on an axis filters lines and table', async () => {
  const { page } = launched
  const axis = page.getByTestId('sweep-chart').locator('.parallel-brush .overlay').first()
  const box = (await axis.boundingBox())!
  const x = box.x + box.width / 2
  await page.mouse.move(x, box.y + 1)
  await page.mouse.down()
  await page.mouse.move(x, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  const shown = page.locator('.parallel-line:not(.is-out)')
  await expect(page.locator('.parallel-line.is-out').first()).toBeAttached()
  expect(await ranking(page)).toHaveLength(await shown.count())
  await page.mouse.click(x, box.y + box.height - 2)
  await expect(shown).toHaveCount(6)
  expect(await ranking(page)).toHaveLength(6)
})

test('a trial is applied as one undo step', async () => {
  const { page } = launched
  await page.getByTestId('trial-3').click()
  await expect(page.getByTestId('sweep-chosen')).toContainText('Trial 3')
  const rate = page.getByTestId('attr-learningRate')
  const before = await rate.inputValue()
  await page.getByTestId('sweep-apply').click()
  await expect(rate).not.toHaveValue(before)
  await page.getByTestId('undo').click()
  await expect(rate).toHaveValue(before)
})

test('a sweep is stopped, keeps what is done, and goes on from there', async () => {
  const { page } = launched
  const sweep = page.getByTestId('sweep')
  await page.getByTestId('sweep-setup').click()
  await setNumber(page, 'attr-sweep-trials', '40')
  await setNumber(page, 'attr-sweep-length', '4000')
  await page.getByTestId('sweep-start').click()
  await expect(page.getByTestId('trial-1')).toBeVisible(patience)
  await page.getByTestId('sweep-cancel').click()
  await expect(sweep).toHaveAttribute('data-state', 'stopped')
  await expect(page.getByTestId('trial-1')).toBeVisible()
  await page.getByTestId('sweep-resume').click()
  await expect(page.getByTestId('sweep-progress')).toContainText('40 of 40 trials', patience)
  expect(await ranking(page)).toHaveLength(40)
})

test('trials are exported, and the best opens as a graph', async () => {
  const { app, page } = launched
  const path = join(launched.userData, 'trials.csv')
  await answerFileDialogs(app, path)
  await page.getByTestId('panel-export-sweep').click()
  await page.getByTestId('export-csv').click()
  await expect(page.getByText('trials.csv')).toBeVisible()
  const [head, best] = (await readFile(path, 'utf8')).replace('\ufeff', '').split('\r\n')
  expect(head).toMatch(/^rank,trial,training\.optimizer\.learningRate,/)
  const [, trial, rate] = best!.split(',')
  await rm(path)

  await page.getByTestId('sweep-open').click()
  await expect(page.getByTestId('document-name')).toContainText(`trial ${trial}`)
  const shown = async () => Number(await page.getByTestId('attr-learningRate').inputValue())
  await expect.poll(shown).toBe(Number(rate))
})
