import { expect, type Page, test } from '@playwright/test'
import { type Chain, sgd, writeChain } from './support/chain'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched.close()
})

interface Illness {
  readonly name: string
  readonly chain: Chain
  readonly rule: string
  readonly cause: string
  /** The first cure that is offered. */
  readonly fix: string
  readonly title: string
}

const few = { subset: 'some', examples: 2000 }

const illnesses: readonly Illness[] = [
  {
    name: 'linear layers with weights of deviation 1: the gradient explodes',
    chain: {
      layers: 6,
      units: 50,
      activation: 'identity',
      dense: { init: 'normal', sigma: 1 },
      data: few,
      training: { optimizer: sgd(1e-6) },
    },
    rule: 'exploding',
    cause: 'The weights are too large',
    fix: 'init',
    title: 'The gradient explodes',
  },
  {
    name: 'steps that are far too long: ReLU units die',
    chain: {
      layers: 3,
      units: 50,
      activation: 'relu',
      dense: { init: 'he' },
      data: few,
      training: { optimizer: sgd(8), clipping: { kind: 'value', limit: 1 }, epochs: 2 },
    },
    rule: 'deadUnits',
    cause: 'Long steps or negative biases',
    fix: 'lowerLearningRate',
    title: 'ReLU units are dead',
  },
  {
    name: 'weights of 0: all units of a layer stay the same',
    chain: {
      layers: 3,
      units: 20,
      activation: 'relu',
      dense: { init: 'zeros' },
      data: few,
      training: { optimizer: sgd(0.1) },
    },
    rule: 'identicalUnits',
    cause: 'The weights start at 0',
    fix: 'init',
    title: 'units',
  },
  {
    name: 'weights of deviation 0.01: the layers fade',
    chain: {
      layers: 5,
      units: 50,
      activation: 'tanh',
      dense: { init: 'normal', sigma: 0.01 },
      data: few,
      training: { optimizer: sgd(0.1) },
    },
    rule: 'poorInit',
    cause: 'too small or too large',
    fix: 'init',
    title: 'initial weights',
  },
  {
    name: 'pixels as they are: the input is not normalised',
    chain: {
      layers: 2,
      units: 50,
      activation: 'relu',
      dense: { init: 'he' },
      data: { ...few, normalization: 'none' },
      training: { optimizer: sgd(0.1) },
    },
    rule: 'inputScale',
    cause: 'passes the values on as they are',
    fix: 'standardize',
    title: 'The input is not normalised',
  },
  {
    name: '300 examples learned by heart: the network overfits',
    chain: {
      layers: 2,
      units: 100,
      activation: 'relu',
      dense: { init: 'he' },
      data: { subset: 'some', examples: 300 },
      training: { optimizer: sgd(0.1), batchSize: 20, epochs: 25 },
    },
    rule: 'overfitting',
    cause: 'few examples for so many weights',
    fix: 'dropout',
    title: 'The network overfits',
  },
]

async function finish(page: Page): Promise<void> {
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 30_000 })
}

for (const { name, chain, rule, cause, fix, title } of illnesses) {
  test(name, async ({ browserName: _ }, info) => {
    const { app, page } = launched
    await answerFileDialogs(app, await writeChain(chain, info.outputDir, rule))
    await page.keyboard.press('ControlOrMeta+O')
    await expect(page.getByTestId('document-name')).toHaveText(rule)
    await page.getByTestId('train').click()
    await finish(page)
    await page.getByRole('tab', { name: 'Findings' }).click()
    const finding = page.getByTestId(`finding-${rule}`)
    await finding.click()
    await expect(finding).toHaveAttribute('data-severity', /error|warning/)
    await expect(page.getByTestId('finding-cause')).toContainText(cause)

    const offered = page.locator('.finding-fix').first()
    await expect(offered).toHaveAttribute('data-testid', `fix-${fix}`)
    await offered.getByTestId('fix-rerun').click()
    await expect(page.getByTestId('comparison')).toHaveAttribute('data-done', 'true', {
      timeout: 30_000,
    })
    await finish(page)
    await expect(page.getByTestId('compare-gone')).toContainText(title)
    await expect(finding).toHaveCount(0)
    // As it was saved, so that opening the next asks nothing.
    await page.getByTestId('compare-undo').click()
    await expect(page.getByText('seed 1', { exact: true })).toBeVisible()
  })
}
