import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { adam, type Chain, sgd, writeChain } from './support/chain'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

test.describe.configure({ timeout: 120_000 })

let launched: LaunchedApp | undefined

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

/** Opens a chain of layers from a file. */
async function open(chain: Chain, folder: string): Promise<Page> {
  launched = await launch({ args: [await writeChain(chain, folder)] })
  const { page } = launched
  await expect(page.getByTestId('node-loss1')).toBeVisible()
  return page
}

async function train(page: Page): Promise<void> {
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 60_000 })
  await page.getByRole('tab', { name: 'Findings' }).click()
}

/** RMS of every hidden layer's output gradient at the last step, as the exported telemetry has it. */
async function outputGradients(page: Page, folder: string, layers: number): Promise<number[]> {
  const path = join(folder, 'gradients.csv')
  await answerFileDialogs(launched!.app, path)
  await page.getByTestId('choice-source').click()
  await page.getByTestId('option-output').click()
  await page.getByTestId('panel-export-gradients').click()
  await page.getByTestId('export-csv').click()
  await expect(page.getByText('Saved gradients.csv')).toBeVisible()
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\r\n')
  const [head, last] = [lines[0]!.split(','), lines.at(-1)!.split(',')]
  return Array.from({ length: layers }, (_, i) => {
    const column = head.findIndex(name => name.startsWith(`dense${i + 1}`))
    return Number(last[column])
  })
}

/** The factor from layer to layer: least squares of log₁₀ RMS against depth. */
function factorByHand(rms: readonly number[]): number {
  const logs = rms.map(Math.log10)
  const middle = (logs.length - 1) / 2
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  const rise = logs.reduce((sum, log, depth) => sum + (depth - middle) * (log - mean), 0)
  const run = logs.reduce((sum, _, depth) => sum + (depth - middle) ** 2, 0)
  // From the loss back to the data.
  return 10 ** (-rise / run)
}

const heldAgainst = (page: Page) =>
  page.locator('.finding-row[data-severity="error"], .finding-row[data-severity="warning"]')

test('a deep sigmoid network: the gradient vanishes by the slopes, and ReLU with He cures it', async ({
  browserName: _,
}, info) => {
  const dense = { init: 'xavier' }
  const network = {
    layers: 10,
    units: 50,
    activation: 'sigmoid',
    dense,
    training: { optimizer: sgd(0.1) },
  }
  const page = await open(network, info.outputDir)
  await page.getByTestId('train').click()
  await expect(page.getByTestId('finding-card')).toHaveAttribute('data-rule', 'vanishing')
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 60_000 })
  await page.getByTestId('card-details').click()
  await expect(page.getByTestId('finding-cause')).toContainText('slopes of the activations')

  const evidence = await page.getByTestId('finding-evidence').textContent()
  const shown = Number(/×([\d.e-]+) a layer/.exec(evidence ?? '')?.[1])
  const gradients = await outputGradients(page, info.outputDir, 10)
  const byHand = factorByHand(gradients)
  expect(byHand).toBeLessThan(0.25)
  expect(Math.abs(shown / byHand - 1)).toBeLessThan(0.05)

  const cure = page.getByTestId('fix-reluHe')
  await cure.getByTestId('fix-preview').click()
  await expect(cure.getByTestId('fix-changes')).toContainText('Sigmoid → ReLU')
  await expect(page.locator('.node[data-preview]')).toHaveCount(21)
  await cure.getByTestId('fix-rerun').click()
  const comparison = page.getByTestId('comparison')
  await expect(comparison).toHaveAttribute('data-done', 'true', { timeout: 60_000 })
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i)
  await expect(page.getByTestId('compare-gone')).toContainText('The gradient vanishes')
  await expect(page.getByTestId('finding-vanishing')).toHaveCount(0)
  await expect(page.getByTestId('compare-trainLoss')).toHaveAttribute('data-better', 'true')
  await expect(page.getByTestId('compare-testAccuracy')).toHaveAttribute('data-better', 'true')

  await page.getByTestId('compare-runs').click()
  await expect(page.getByTestId('runs-pairing')).toHaveAttribute('data-paired', 'true')
  await expect(page.getByTestId('runs-diff')).toContainText('Sigmoid → ReLU')
  await page.getByRole('tab', { name: 'Findings' }).click()

  await page.getByTestId('compare-undo').click()
  await page.getByTestId('node-act1').click()
  await expect(page.getByTestId('attr-function')).toHaveText('Sigmoid')
  expect(launched?.errors).toEqual([])
})

test('weights of 0 are seen before training, and the cure is looked at again', async ({
  browserName: _,
}, info) => {
  const dense = { init: 'zeros' }
  const network = {
    layers: 3,
    units: 20,
    activation: 'relu',
    dense,
    training: { optimizer: sgd(0.1) },
  }
  const page = await open(network, info.outputDir)
  await page.getByRole('tab', { name: 'Before training' }).click()
  const found = page.getByTestId('xray-finding-identicalUnits')
  await expect(found).toBeVisible()
  await expect(page.getByTestId('xray-row-act1')).toContainText('100.0 %')
  await expect(page.getByTestId('xray-loss')).toContainText('2.30')
  await expect(page.getByTestId('node-dense1').getByTestId('node-xray')).toHaveText('0')
  await found.getByTestId('fix-init').getByTestId('fix-apply').click()
  await expect(found).toHaveCount(0)
  await expect(page.getByTestId('node-dense1').getByTestId('node-xray')).not.toHaveText('0')

  await page.keyboard.press('ControlOrMeta+Z')
  await expect(found).toBeVisible()
  await train(page)
  await expect(page.getByTestId('finding-identicalUnits')).toHaveAttribute('data-severity', 'error')
})

test('nothing is held against a sound network, and thresholds decide what is', async ({
  browserName: _,
}, info) => {
  const dense = { init: 'he' }
  const network = { layers: 2, units: 64, activation: 'relu', dense, training: { optimizer: adam } }
  const page = await open(network, info.outputDir)
  await train(page)
  await expect(heldAgainst(page)).toHaveCount(0)
  await expect(page.getByTestId('finding-card')).toHaveCount(0)

  // A norm that every run goes beyond.
  await page.getByTestId('thresholds-button').click()
  const norm = page.getByTestId('attr-threshold-explodingNorm')
  await norm.fill('0.01')
  await norm.press('Enter')
  await expect(page.getByTestId('finding-exploding')).toBeVisible()
  await page.getByTestId('thresholds-reset').click()
  await expect(page.getByTestId('finding-exploding')).toHaveCount(0)
})

test('gradients are checked; an edit takes the badges away', async ({ browserName: _ }, info) => {
  const dense = { init: 'xavier' }
  const network = {
    layers: 1,
    units: 8,
    activation: 'tanh',
    dense,
    training: { optimizer: sgd(0.1) },
  }
  const page = await open(network, info.outputDir)
  await page.getByRole('tab', { name: 'Before training' }).click()
  await page.getByTestId('check-gradients').click()
  await expect(page.getByTestId('trust-verdict')).toHaveAttribute('data-passed', 'true', {
    timeout: 60_000,
  })
  await expect(page.getByTestId('trust-dense1.W')).toHaveAttribute('data-verdict', 'verified')
  await page.getByTestId('trust-close').click()
  const badge = page.getByTestId('node-dense1').getByTestId('node-trust')
  await expect(badge).toHaveAttribute('data-verdict', 'verified')
  await page.getByTestId('node-dense1').click()
  await expect(page.getByTestId('inspector-trust')).toContainText('Verified to')
  await page.getByTestId('attr-units').fill('9')
  await page.getByTestId('attr-units').press('Enter')
  await expect(badge).toHaveCount(0)
  await expect(page.getByTestId('inspector-trust')).toHaveCount(0)
})
