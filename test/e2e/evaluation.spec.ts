import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  test.setTimeout(120_000)
  launched = await launch()
  const { page } = launched
  await page.getByTestId('example-mnist-relu').click()
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 100_000 })
  await page.getByRole('tab', { name: 'Evaluation' }).click()
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched?.close()
})

/** Rows of the table that the chart gives to who reads instead of looks. */
async function matrix(): Promise<number[][]> {
  const rows = launched.page.getByTestId('confusion').locator('.chart-table tbody tr')
  const cells = await rows.evaluateAll(all =>
    all.map(row => [...row.querySelectorAll('td')].slice(1).map(cell => cell.textContent)),
  )
  return cells.map(row => row.map(cell => Number.parseInt(cell, 10)))
}

const sum = (rows: number[][]) => rows.flat().reduce((all, count) => all + count, 0)

async function showPart(part: string): Promise<void> {
  const { page } = launched
  await page.getByTestId('choice-part').click()
  await page.getByTestId(`option-${part}`).click()
  await expect(page.getByTestId('evaluation')).toHaveAttribute('data-evaluated', part)
}

test('the matrix counts every example of the part, and its diagonal is the accuracy', async () => {
  const { page } = launched
  await expect(page.getByTestId('evaluation')).toHaveAttribute('data-step', '565')
  expect(sum(await matrix())).toBe(1800)
  await showPart('test')
  await expect(async () => expect(sum(await matrix())).toBe(1000)).toPass()
  const rows = await matrix()
  const right = rows.reduce((all, row, k) => all + row[k]!, 0)
  await expect(page.getByTestId('evaluation-list')).toContainText(`${(right / 10).toFixed(1)} %`)
  await expect(page.getByText('Kept for the end', { exact: false })).toBeAttached()
  // What the run itself measured at its end.
  await expect(page.getByTestId('test-accuracy')).toContainText(`${(right / 10).toFixed(1)} %`)
  await showPart('validation')
})

test('a cell shows its examples, and bias and variance are read from both curves', async () => {
  const { page } = launched
  await expect(page.getByTestId('balance')).toHaveAttribute('data-verdict', 'good')
  await expect(page.getByTestId('worst').locator('canvas')).toHaveCount(24)
  const rows = await matrix()
  const truth = rows.findIndex((row, k) => row.some((count, j) => j !== k && count > 0))
  const predicted = rows[truth]!.findIndex((count, j) => j !== truth && count > 0)
  await page.locator(`[data-cell="${truth}-${predicted}"]`).click()
  await expect(page.getByTestId('worst')).toContainText(`True ${truth}, predicted ${predicted}`)
  const examples = Math.min(24, rows[truth]![predicted]!)
  await expect(page.getByTestId('worst').locator('canvas')).toHaveCount(examples)
  await page.getByTestId('worst').getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByTestId('worst').locator('canvas')).toHaveCount(24)
})

test('the report has the run, its matrix and nothing that is loaded', async () => {
  const { app, page, userData } = launched
  const counts = await matrix()
  const path = join(userData, 'run.html')
  await answerFileDialogs(app, path)
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await page.keyboard.type('Export report')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved run.html')).toBeVisible({ timeout: 30_000 })
  const report = await readFile(path, 'utf8')
  expect(report).not.toMatch(/<script|https?:\/\//)
  expect(report).toMatch(/[0-9a-f]{64}/)
  const [validation = ''] = report.match(/<table class="matrix">[\s\S]*?<\/table>/g) ?? []
  const cells = [...validation.matchAll(/<td class="[^"]*"[^>]*>([^<]*)<\/td>/g)].map(([, cell]) =>
    cell === '·' ? 0 : Number(cell),
  )
  expect(cells).toEqual(counts.flat())
})
