import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import { setField } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-checkpoints-'))
})

test.afterEach(async () => {
  await running?.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function example(name: string, training: object): Promise<string> {
  const text = await readFile(join(root, 'resources/examples', `${name}.gradscope`), 'utf8')
  const document = JSON.parse(text)
  const path = join(folder, 'net.gradscope')
  const changed = { ...document, training: { ...document.training, ...training } }
  await writeFile(path, JSON.stringify(changed))
  return path
}

/** Trained with an optimizer that has a state of its own. */
function network(epochs: number): Promise<string> {
  const betas = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
  return example('mnist-relu', {
    epochs,
    optimizer: { kind: 'adam', learningRate: 0.001, ...betas },
  })
}

async function hashByCommandLine(path: string, ...args: string[]): Promise<string> {
  const cli = join(root, 'out/main/cli.js')
  const { stdout } = await promisify(execFile)(process.execPath, [
    cli,
    'train',
    path,
    '--json',
    ...args,
  ])
  return JSON.parse(stdout).weightsHash
}

async function start(path: string): Promise<Page> {
  running = await launch({ userData: join(folder, 'user'), args: [path] })
  await expect(running.page.getByTestId('node-dense1')).toBeVisible()
  return running.page
}

const state = (page: Page) => page.getByTestId('run-state')
const stepOf = async (page: Page) =>
  Number(
    (await page.getByTestId('run-step').textContent())!
      .match(/step ([\d,]+)/)![1]!
      .replace(',', ''),
  )

async function pauseAfterSomeSteps(page: Page): Promise<number> {
  await page.getByTestId('train').click()
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(0)
  await page.getByTestId('train').click()
  await expect(state(page)).toHaveAttribute('data-state', 'paused')
  return stepOf(page)
}

test('a run that is paused, closed and resumed ends with the weights of an unbroken one', async () => {
  test.setTimeout(180_000)
  const path = await network(20)
  const first = await start(path)
  const step = await pauseAfterSomeSteps(first)
  await expect(state(first)).toHaveAttribute('data-kept', 'true')
  await running!.close()

  const page = await start(path)
  await expect(page.getByTestId('kept-run')).toContainText(`step ${step.toLocaleString('en')} of`)
  // Another seed trains otherwise: the run is not offered for it.
  const seed = page.getByTestId('attr-seed')
  const before = await seed.inputValue()
  await seed.fill('77')
  await seed.press('Enter')
  await expect(page.getByTestId('kept-run')).toHaveCount(0)
  await seed.fill(before)
  await seed.press('Enter')
  await page.getByTestId('kept-run-resume').click()
  await expect(state(page)).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await expect(page.getByTestId('step-start')).toContainText(step.toLocaleString('en'))
  const expected = await hashByCommandLine(path)
  await expect(state(page)).toHaveAttribute('data-weights', expected)
  await expect(page.getByTestId('kept-run')).toHaveCount(0)
  await expect.poll(() => readdir(join(folder, 'user', 'checkpoints'))).toEqual([])
  expect(running!.errors).toEqual([])
})

test('going back to a step, returning, and going on from it', async () => {
  test.setTimeout(180_000)
  const path = await network(2)
  const page = await start(path)
  await page.getByTestId('train').click()
  await expect(state(page)).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  const last = await stepOf(page)
  const hash = await state(page).getAttribute('data-weights')

  for (let i = 0; i < 25; i++)
    await page.getByRole('button', { name: 'One step back' }).first().click()
  const target = last - 25
  await expect(page.getByTestId('step-shown').first()).toContainText(target.toLocaleString('en'))
  // What asks the network itself is at another step, says so, and goes along.
  await page.getByTestId('panel-tab-layer').click()
  await page.getByTestId('node-dense1').click({ position: { x: 40, y: 12 } })
  const note = page.getByTestId('step-note')
  await expect(note).toContainText(`pinned: ${target.toLocaleString('en')}`)
  await page.getByTestId('step-travel').first().click()
  await expect(state(page)).toHaveAttribute('data-state', 'paused')
  await expect.poll(() => stepOf(page)).toBe(target)
  await expect(page.getByTestId('layer')).toHaveAttribute('data-step', String(target))
  await expect(note).toHaveCount(0)
  await page.getByTestId('panel-tab-gradients').click()

  // What the run came to stands beside the way back, and not behind it.
  await expect(page.getByTestId('test-accuracy')).toBeVisible()
  const back = (await page.getByTestId('run-return').boundingBox())!
  const result = (await page.getByTestId('test-accuracy').boundingBox())!
  expect(back.x + back.width).toBeLessThan(result.x)
  await page.getByTestId('run-return').click()
  await expect(state(page)).toHaveAttribute('data-state', 'finished')
  await expect(state(page)).toHaveAttribute('data-weights', hash!)

  for (let i = 0; i < 3; i++)
    await page.getByRole('button', { name: 'One step back' }).first().click()
  await page.getByTestId('step-travel').first().click()
  await expect.poll(() => stepOf(page)).toBe(last - 3)
  await page.getByTestId('train').click()
  await expect(state(page)).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await expect(page.getByTestId('run-return')).toHaveCount(0)
  await expect(state(page)).toHaveAttribute('data-weights', hash!)
  expect(running!.errors).toEqual([])
})

test('from a finding to where it began, and on from there with an edited graph', async () => {
  test.setTimeout(180_000)
  const page = await start(await example('vanishing-sigmoid', { epochs: 40 }))
  await pauseAfterSomeSteps(page)
  await page.getByTestId('card-details').click()
  const since = await page.getByTestId('finding-go').textContent()
  await page.getByTestId('finding-go').click()
  const step = Number(since!.match(/[\d,]+/)![0].replace(',', ''))
  await expect.poll(() => stepOf(page)).toBe(step)
  await expect(state(page)).toHaveAttribute('data-state', 'paused')

  await page.getByTestId('fork').waitFor({ state: 'detached' })
  await setField(page, 'dense1', 'units', '33')
  await page.getByTestId('fork').click()
  await expect(page.getByText('Continues from step')).toBeVisible()
  await expect(page.getByText(/Initialised anew: dense1\.W/)).toBeVisible()
  await expect.poll(() => stepOf(page)).toBeGreaterThan(step)
  expect(running!.errors).toEqual([])
})
