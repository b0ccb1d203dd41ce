import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainReport } from '../../src/cli/train-report'
import { datasetCatalog, datasetInfo } from '../../src/engine/data/catalog'
import type { GraphDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'
import { shippedDatasets } from '../support/datasets'
import { documentOf } from '../support/documents'

/** A hidden layer of 8 units over any data set, with the loss that suits it. */
function smallNetwork(dataset: string): GraphDocument {
  const { classes, targetFeatures } = datasetInfo({ dataset })!
  const lossFunction = classes === null ? 'meanSquaredError' : 'softmaxCrossEntropy'
  return documentOf(
    [
      { id: 'data1', kind: 'data', attrs: { dataset } },
      { id: 'dense1', kind: 'dense', attrs: { units: 8 } },
      { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
      { id: 'dense2', kind: 'dense', attrs: { units: classes ?? targetFeatures } },
      { id: 'loss1', kind: 'loss', attrs: { function: lossFunction } },
    ],
    { batchSize: 16 },
  )
}

describe('every data set', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const worker = useBuiltWorker()

  function run(command: string, document: GraphDocument, args: readonly string[] = []) {
    const file = join(directory.path, 'net.gradscope')
    writeFileSync(file, serializeDocument(document))
    return runWith([command, file, ...args], {
      datasetsDirectory: shippedDatasets,
      workerPath: worker.path,
      now: () => performance.now(),
    })
  }

  async function report(document: GraphDocument, ...args: string[]): Promise<TrainReport> {
    const { out, error } = await run('train', document, [...args, '--json'])
    expect(error).toBe('')
    return JSON.parse(out) as TrainReport
  }

  it.each(Object.keys(datasetCatalog))('%s is inspected, trained and diagnosed', async dataset => {
    const document = smallNetwork(dataset)
    expect((await run('inspect', document)).status).toBe(0)
    const { loss, accuracy } = await report(document, '--steps', '5')
    for (const part of ['train', 'validation', 'test'] as const) {
      expect(loss[part]).toBeGreaterThan(0)
      if (datasetInfo({ dataset })!.classes === null) expect(accuracy[part]).toBeNull()
      else expect(accuracy[part]).toBeGreaterThanOrEqual(0)
    }
    const diagnosed = await run('diagnose', document, ['--steps', '5'])
    expect([diagnosed.status, diagnosed.error]).toEqual([0, ''])
  })

  it.each(['iris', 'moons', 'diabetes'])('%s passes the gradient check', async dataset => {
    const { status, out } = await run('check', smallNetwork(dataset), ['--steps', '3'])
    expect([status, out]).toEqual([0, expect.stringContaining('agree with central differences')])
  })

  it.each([
    ['iris', 0.85],
    ['wine', 0.9],
    ['breastCancer', 0.9],
    ['moons', 0.9],
    ['circles', 0.9],
    ['xor', 0.8],
    ['clusters', 0.95],
  ])('%s can be learned', async (dataset, least) => {
    const adam = ['--set', 'training.optimizer.kind=adam']
    const rate = ['--set', 'training.optimizer.learningRate=0.02']
    const { accuracy } = await report(smallNetwork(dataset), ...adam, ...rate, '--epochs', '40')
    expect(accuracy.test).toBeGreaterThan(least)
  })

  it('diabetes can be predicted better than by its mean, whose loss is 1', async () => {
    const rate = ['--set', 'training.optimizer.learningRate=0.02']
    const { loss } = await report(smallNetwork('diabetes'), ...rate, '--epochs', '30')
    expect(loss.train).toBeLessThan(0.6)
    expect(loss.test).toBeLessThan(0.8)
  })

  it('random noise is learned by heart at most', async () => {
    const { accuracy } = await report(smallNetwork('randomNoise'), '--epochs', '30')
    expect(accuracy.train).toBeGreaterThan(0.3)
    expect(accuracy.test).toBeLessThan(0.25)
  })

  it('trains on as many examples as are asked for', async () => {
    const some = ['--set', 'nodes.data1.subset=some', '--set', 'nodes.data1.examples=40']
    const { steps } = await report(smallNetwork('wine'), ...some, '--epochs', '2')
    expect(steps).toBe(2 * Math.ceil(40 / 16))
  })

  it('keeps its data for any training seed where it has a seed of its own', async () => {
    const document = smallNetwork('moons')
    const weights = join(directory.path, 'weights.safetensors')
    await report(document, '--steps', '1', '--weights-out', weights)
    const still = ['--steps', '1', '--set', 'training.optimizer.learningRate=0']
    const lossOf = async (seed: string, ...args: string[]) =>
      (await report(document, ...still, '--weights-in', weights, '--seed', seed, ...args)).loss
    const own = ['--set', 'nodes.data1.seedFrom=own', '--set', 'nodes.data1.seed=3']
    expect(await lossOf('2', ...own)).toEqual(await lossOf('1', ...own))
    expect(await lossOf('2')).not.toEqual(await lossOf('1'))
    expect(await lossOf('3')).toEqual(await lossOf('1', ...own))
  })

  it('says which loss suits numbers to predict', async () => {
    for (const name of ['softmaxCrossEntropy', 'binaryCrossEntropy']) {
      for (const command of ['inspect', 'train', 'check', 'diagnose']) {
        const set = ['--set', `nodes.loss1.function=${name}`]
        const { status, error } = await run(command, smallNetwork('diabetes'), set)
        expect([command, status]).toEqual([command, 2])
        expect(error).toContain('Loss "loss1": the data set has numbers to predict, not classes.')
        expect(error).toContain('Choose mean squared error.')
      }
    }
  })
})
