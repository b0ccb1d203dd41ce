import { describe, expect, it, vi } from 'vitest'
import { searchExperiment } from '../../../src/engine/experiments/catalog'
import type { FigureId } from '../../../src/engine/experiments/record'
import { resolveSweep } from '../../../src/engine/sweep/resolve'
import { defaultParameters } from '../../../src/engine/sweep/spec'
import { trialDocument, trialValues } from '../../../src/engine/sweep/trial'
import { shippedGraph, trainDocument, trainVariant } from '../../support/experiments'

// Seconds on a machine of its own, minutes on a busy one.
vi.setConfig({ testTimeout: 300_000 })

type Options = Parameters<typeof trainVariant>[2]

async function figure(experiment: string, variant: string, id: FigureId, options?: Options) {
  return (await trainVariant(experiment, variant, options)).record.figure(id)
}

describe('1: outputs of five layers at their initial weights', () => {
  const of = (variant: string, id: FigureId) => figure('01-activations', variant, id)

  it('sigmoid: piled at 0 and 1 with σ = 1, at 0.5 with σ = 0.01, spread with Xavier', async () => {
    expect(await of('sigmoid-sigma-1', 'saturation')).toBeGreaterThan(0.5)
    expect(await of('sigmoid-sigma-1', 'lastStd')).toBeGreaterThan(0.4)
    expect(await of('sigmoid-sigma-0.01', 'saturation')).toBe(0)
    expect(await of('sigmoid-sigma-0.01', 'lastStd')).toBeLessThan(0.03)
    expect(await of('sigmoid-xavier', 'saturation')).toBeLessThan(0.05)
    expect(await of('sigmoid-xavier', 'lastStd')).toBeGreaterThan(0.1)
  })

  it('tanh: piled at ±1 with σ = 1, at 0 with σ = 0.01, spread with Xavier', async () => {
    expect(await of('tanh-sigma-1', 'saturation')).toBeGreaterThan(0.7)
    expect(await of('tanh-sigma-0.01', 'lastStd')).toBeLessThan(1e-4)
    expect(await of('tanh-xavier', 'lastStd')).toBeGreaterThan(0.25)
    expect(await of('tanh-xavier', 'saturation')).toBeLessThan(0.05)
  })

  it('ReLU: gone with σ = 0.01, fading with Xavier, steady with He', async () => {
    expect(await of('relu-sigma-0.01', 'lastStd')).toBeLessThan(1e-5)
    const fading = await trainVariant('01-activations', 'relu-xavier')
    expect(fading.record.figure('lastStd') / fading.record.figure('firstStd')).toBeLessThan(0.4)
    const steady = await trainVariant('01-activations', 'relu-he')
    const ratio = steady.record.figure('lastStd') / steady.record.figure('firstStd')
    expect(ratio).toBeGreaterThan(0.7)
    expect(ratio).toBeLessThan(1.4)
  })
})

it('2: after 2000 iterations SGD is behind Momentum, AdaGrad and Adam', async () => {
  const sgd = await trainVariant('02-optimizers', 'sgd')
  expect(sgd.steps).toBe(2000)
  for (const other of ['momentum', 'adagrad', 'adam']) {
    const loss = await figure('02-optimizers', other, 'finalLoss')
    expect(loss, other).toBeLessThan(sgd.record.figure('finalLoss') / 5)
  }
})

it('3: σ = 0.01 hardly learns, Xavier and He do', async () => {
  const loss = (variant: string) =>
    figure('03-initial-weights', variant, 'finalLoss', { steps: 400 })
  expect(await loss('sigma-0.01')).toBeGreaterThan(0.98 * Math.log(10))
  expect(await loss('xavier')).toBeLessThan(0.6)
  expect(await loss('he')).toBeLessThan(0.5)
})

describe('4: batch norm', () => {
  it.each([0.01, 0.001])('learns with σ = %d, where the plain network does not', async sigma => {
    const plain = await figure('04-batch-norm', `sigma-${sigma}`, 'trainAccuracy')
    expect(plain).toBeLessThan(0.15)
    const normed = await figure('04-batch-norm', `sigma-${sigma}-batch-norm`, 'trainAccuracy')
    expect(normed).toBeGreaterThan(0.75)
  })

  it('learns with σ = 1, where the plain network diverges', async () => {
    expect((await trainVariant('04-batch-norm', 'sigma-1')).divergence).not.toBeNull()
    const normed = await trainVariant('04-batch-norm', 'sigma-1-batch-norm')
    expect(normed.divergence).toBeNull()
    expect(normed.record.figure('trainAccuracy')).toBeGreaterThan(0.3)
  })
})

it('5: 300 digits are learned by heart; weight decay and dropout narrow the gap', async () => {
  const none = (await trainVariant('05-overfitting', 'none')).record
  expect(none.figure('trainAccuracy')).toBe(1)
  expect(none.figure('gap')).toBeGreaterThan(0.15)
  for (const cure of ['weight-decay-0.1', 'dropout']) {
    const gap = await figure('05-overfitting', cure, 'gap')
    expect(gap, cure).toBeLessThan(none.figure('gap') - 0.01)
  }
})

describe('6: a deep sigmoid network', () => {
  it('has next to no gradient in its first layer; each cure brings back a hundred times more', async () => {
    const start = (variant: string) =>
      figure('06-vanishing', variant, 'firstWeightGradient', { steps: 1 })
    const vanished = await start('sigmoid')
    expect(vanished).toBeLessThan(1e-8)
    for (const cure of ['relu-he', 'batch-norm', 'skip']) {
      expect(await start(cure), cure).toBeGreaterThan(100 * vanished)
    }
  })

  it('does not learn; with each cure it does', async () => {
    expect(await figure('06-vanishing', 'sigmoid', 'testAccuracy')).toBeLessThan(0.2)
    for (const cure of ['relu-he', 'batch-norm', 'skip']) {
      expect(await figure('06-vanishing', cure, 'testAccuracy'), cure).toBeGreaterThan(0.7)
    }
  })
})

describe('7: points of two moons', () => {
  it('as they ship: L2 and dropout narrow the gap to less than half', async () => {
    const none = await figure('07-regularization', 'none', 'gap')
    expect(none).toBeGreaterThan(0.15)
    expect(await figure('07-regularization', 'l2', 'gap')).toBeLessThan(none / 2)
    expect(await figure('07-regularization', 'dropout-0.86', 'gap')).toBeLessThan(none / 2 + 0.02)
  })

  it('for other seeds too, on the mean', async () => {
    const seeds = [1, 2, 3, 5, 6]
    const mean = async (variant: string) => {
      let sum = 0
      for (const seed of seeds) sum += await figure('07-regularization', variant, 'gap', { seed })
      return sum / seeds.length
    }
    const none = await mean('none')
    expect(await mean('l2')).toBeLessThan(none - 0.05)
    expect(await mean('dropout-0.86')).toBeLessThan(none - 0.01)
  })
})

it('8: the best of twenty trials drawn at random is within two points of the best known setting', async () => {
  const document = shippedGraph(searchExperiment)
  const resolved = resolveSweep(document, {
    method: 'random',
    parameters: [...defaultParameters],
    trials: 20,
    seed: 1,
    objective: 'validationAccuracy',
  })
  if (!resolved.ok) throw new Error(resolved.failure.message)
  const { sweep } = resolved
  let best = 0
  for (let trial = 1; trial <= sweep.trials; trial++) {
    const made = trialDocument(document, sweep.spec, trialValues(sweep, trial))
    if (!made.ok) throw new Error(made.message)
    const { record } = await trainDocument(made.document, { telemetryEvery: 50 })
    best = Math.max(best, record.figure('validationAccuracy'))
  }
  const known = await figure(searchExperiment, 'rate-1e-2', 'validationAccuracy')
  expect(best).toBeGreaterThan(known - 0.02)
})

it('8: of the learning rates in the range, only the largest learns in fifty epochs', async () => {
  const accuracy = (rate: string) =>
    figure('08-random-search', `rate-${rate}`, 'validationAccuracy')
  expect(await accuracy('1e-6')).toBeLessThan(0.2)
  expect(await accuracy('1e-4')).toBeLessThan(0.3)
  expect(await accuracy('1e-2')).toBeGreaterThan(0.75)
})

it.each([1.5, 1, 0.5])(
  '10: the gradient is multiplied by %d in each of twenty linear layers',
  async scale => {
    const { record, divergence } = await trainVariant('10-exploding', `identity-${scale}`)
    expect(divergence).toBeNull()
    const points = record.series('gradient')
    expect(points).toHaveLength(20)
    const last = points.at(-1)!
    for (const { x, y } of points) {
      const truth = scale ** (last.x - x)
      expect(y / last.y / truth, `layer ${x}`).toBeGreaterThan(0.99)
      expect(y / last.y / truth, `layer ${x}`).toBeLessThan(1.01)
    }
    expect(record.figure('gradientFactor') / scale).toBeCloseTo(1, 2)
  },
)
