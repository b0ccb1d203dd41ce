import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { GraphDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import type { AttrValues } from '../../src/engine/nodes/attrs'
import { documentOf } from '../support/documents'
import type { NodeSpec } from '../support/networks'
import { type LaunchedApp, launch } from './support/launch'

test.describe.configure({ timeout: 120_000 })

let launched: LaunchedApp | undefined

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

interface Network {
  readonly layers: number
  readonly units: number
  readonly activation: string
  readonly dense: AttrValues
  readonly data?: AttrValues
  readonly optimizer: GraphDocument['training']['optimizer']
}

const sgd = { kind: 'sgd', learningRate: 0.1 } as const
const adam = {
  kind: 'adam',
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
} as const

/** Opens a chain of layers from a file; one epoch of MNIST. */
async function open(network: Network, folder: string): Promise<Page> {
  const specs: NodeSpec[] = [{ id: 'data1', kind: 'data', attrs: network.data ?? {} }]
  for (let i = 1; i <= network.layers; i++) {
    const attrs = { units: network.units, ...network.dense }
    specs.push({ id: `dense${i}`, kind: 'dense', attrs })
    specs.push({ id: `act${i}`, kind: 'activation', attrs: { function: network.activation } })
  }
  specs.push({ id: 'out', kind: 'dense', attrs: { units: 10, init: 'xavier' } })
  specs.push({ id: 'loss1', kind: 'loss' })
  const { optimizer } = network
  const chain = documentOf(specs, { optimizer, epochs: 1, batchSize: 64 })
  const nodes = chain.nodes.map((node, i) => {
    const position = { x: 40 + 216 * (i % 6), y: 40 + 112 * Math.floor(i / 6) }
    return { ...node, position }
  })
  const document = { ...chain, nodes }
  const path = join(folder, 'network.gradscope')
  await mkdir(folder, { recursive: true })
  await writeFile(path, serializeDocument(document))
  launched = await launch({ args: [path] })
  const { page } = launched
  await expect(page.getByTestId('node-loss1')).toBeVisible()
  return page
}

async function train(page: Page): Promise<void> {
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 60_000 })
  await page.getByRole('tab', { name: 'Findings' }).click()
}

/** A figure of the inspector for a node. */
async function figure(page: Page, node: string, quantity: string): Promise<number> {
  await page.getByTestId(`node-${node}`).click()
  const text = await page.getByTestId(`statistic-${node}-${quantity}`).textContent()
  return Number(text?.replaceAll('−', '-'))
}

const heldAgainst = (page: Page) =>
  page.locator('.finding-row[data-severity="error"], .finding-row[data-severity="warning"]')

test('a deep sigmoid network: the gradient vanishes by the slopes, and ReLU with He cures it', async ({
  browserName: _,
}, info) => {
  const dense = { init: 'xavier' }
  const network = { layers: 10, units: 50, activation: 'sigmoid', dense, optimizer: sgd }
  const page = await open(network, info.outputDir)
  await page.getByTestId('train').click()
  await expect(page.getByTestId('finding-card')).toHaveAttribute('data-rule', 'vanishing')
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 60_000 })
  await page.getByTestId('card-details').click()
  await expect(page.getByTestId('finding-cause')).toContainText('slopes of the activations')

  const evidence = await page.getByTestId('finding-evidence').textContent()
  const shown = Number(/×([\d.e-]+) a layer/.exec(evidence ?? '')?.[1])
  const first = await figure(page, 'dense1', 'gradient.rms')
  const last = await figure(page, 'dense10', 'gradient.rms')
  const byHand = (first / last) ** (1 / 9)
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

  await page.getByTestId('compare-undo').click()
  await page.getByTestId('node-act1').click()
  await expect(page.getByTestId('attr-function')).toHaveText('Sigmoid')
  expect(launched?.errors).toEqual([])
})

test('weights of 0 are seen before training, and the cure is looked at again', async ({
  browserName: _,
}, info) => {
  const dense = { init: 'zeros' }
  const network = { layers: 3, units: 20, activation: 'relu', dense, optimizer: sgd }
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

test('weights that do not fit the depth, and an input that is not normalised', async ({
  browserName: _,
}, info) => {
  const network = {
    layers: 5,
    units: 50,
    activation: 'tanh',
    dense: { init: 'normal', sigma: 0.01 },
    data: { normalization: 'none' },
    optimizer: sgd,
  }
  const page = await open(network, info.outputDir)
  await train(page)
  await expect(page.getByTestId('finding-poorInit')).toBeVisible()
  const input = page.getByTestId('finding-inputScale')
  await input.click()
  await page.getByTestId('fix-standardize').getByTestId('fix-rerun').click()
  await expect(page.getByTestId('comparison')).toHaveAttribute('data-done', 'true')
  await expect(page.getByTestId('compare-gone')).toContainText('The input is not normalised')
  await expect(input).toHaveCount(0)
})

test('nothing is held against a sound network, and thresholds decide what is', async ({
  browserName: _,
}, info) => {
  const dense = { init: 'he' }
  const network = { layers: 2, units: 64, activation: 'relu', dense, optimizer: adam }
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
  const network = { layers: 1, units: 8, activation: 'tanh', dense, optimizer: sgd }
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
