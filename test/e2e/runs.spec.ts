import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

const root = fileURLToPath(new URL('../..', import.meta.url))
test.setTimeout(240_000)
/** An engine takes its time to start and to train where others keep the machine busy. */
const patience = { timeout: 60_000 }

let folder: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-runs-'))
})

test.afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(): Promise<Page> {
  const example = join(root, 'resources/examples/spiral.gradscope')
  const document = JSON.parse(await readFile(example, 'utf8'))
  document.training.epochs = 6
  const path = join(folder, 'spiral.gradscope')
  await writeFile(path, JSON.stringify(document))
  running = await launch({ userData: join(folder, 'user'), args: [path] })
  await expect(running.page.getByTestId('node-dense1')).toBeVisible()
  await running.page.getByRole('tab', { name: 'Runs' }).click()
  return running.page
}

const lines = (page: Page) => page.getByTestId('run-line')
const lineWith = (page: Page, rate: string) => lines(page).filter({ hasText: rate })

/** Trains to the end; the run then is in the table. */
async function train(page: Page, count: number): Promise<void> {
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', patience)
  await expect(lines(page).filter({ hasText: 'finished' })).toHaveCount(count, patience)
}

async function setRate(page: Page, rate: string): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  const field = page.getByTestId('attr-learningRate')
  await field.fill(rate)
  await field.press('Enter')
}

test('two runs are kept, drawn over each other, compared, and still there after a restart', async () => {
  const page = await start()
  await train(page, 1)
  await setRate(page, '0.05')
  await train(page, 2)

  await lineWith(page, '0.01').click()
  await lineWith(page, '0.05').click({ modifiers: ['ControlOrMeta'] })
  await page.getByTestId('runs-view-curves').click()
  // Training and validation of both.
  await expect(page.getByTestId('runs-overlay').locator('path.chart-line')).toHaveCount(4)

  await page.getByTestId('runs-view-compare').click()
  await expect(page.getByTestId('runs-pairing')).toHaveAttribute('data-paired', 'true')
  const changes = page.getByTestId('runs-diff').getByRole('listitem')
  await expect(changes).toHaveCount(1)
  await expect(changes).toContainText('Learning rate: 0.01 → 0.05')
  await expect(page.getByTestId('runs-measure-validationLoss')).toBeVisible()

  await page.getByTestId('runs-view-gradients').click()
  await expect(page.getByTestId('runs-gradients')).toHaveAttribute('aria-label', /dense1/)

  await page.getByTestId('runs-view-table').click()
  await lineWith(page, '0.05').getByTestId('run-star').click()
  await lineWith(page, '0.05').focus()
  await page.keyboard.press('F2')
  await page.getByTestId('run-name').fill('=fast')
  await page.keyboard.press('Enter')
  await expect(lineWith(page, '=fast')).toBeFocused()
  expect(running!.errors).toEqual([])

  await running!.close()
  const again = await start()
  await expect(lines(again)).toHaveCount(2)
  await expect(lineWith(again, '=fast').getByTestId('run-star')).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const saved = join(folder, 'runs.csv')
  await answerFileDialogs(running!.app, saved)
  await again.getByTestId('panel-export-runs').click()
  await again.getByTestId('export-csv').click()
  await expect(again.getByTestId('toast')).toContainText('runs')
  expect(await readFile(saved, 'utf8')).toContain(`'=fast,1,`)
})

test('a run is deleted and brought back, its graph opened and trained again to the same weights', async () => {
  const page = await start()
  await train(page, 1)
  await lines(page).focus()
  await page.keyboard.press('Delete')
  await expect(lines(page)).toHaveCount(0)
  await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click()
  await expect(lines(page)).toHaveCount(1)

  await setRate(page, '0.05')
  await running!.app.evaluate(({ dialog }) => {
    // Of Save, Don't Save, Cancel: the second.
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
  })
  await lines(page).click()
  await page.getByTestId('runs-actions').click()
  await page.getByTestId('runs-action-again').click()
  await expect(lines(page).filter({ hasText: 'finished' })).toHaveCount(2, patience)
  await expect(lineWith(page, '0.01')).toHaveCount(2)

  await lines(page).first().focus()
  await page.keyboard.press('Control+a')
  await page.getByTestId('runs-view-compare').click()
  await expect(page.getByTestId('runs-same')).toBeVisible()
  await expect(page.getByTestId('runs-diff').getByRole('listitem')).toHaveCount(0)

  await page.getByTestId('runs-view-table').click()
  await lines(page).first().focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(lines(page)).toHaveCount(0)
  expect(running!.errors).toEqual([])
})

test('a damaged database is put aside and said, and the next run is kept', async () => {
  const first = await start()
  await train(first, 1)
  await running!.close()
  await writeFile(join(folder, 'user', 'runs.sqlite'), 'damaged '.repeat(2000))
  const page = await start()
  await expect(page.getByTestId('runs-problem')).toContainText('runs.damaged-')
  await train(page, 1)
})
