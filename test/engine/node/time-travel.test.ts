import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GraphDocument, optimizerSchema } from '../../../src/engine/document/schema'
import { useTinyMnist } from '../../support/datasets'
import { documentOf, mnistDocument } from '../../support/documents'
import { EngineClient } from '../../support/engine-client'
import { hashOf, runId } from '../../support/tiny-runs'

const datasets = useTinyMnist()
const adam = optimizerSchema.parse({ kind: 'adam', learningRate: 0.01 })

/** Five steps an epoch, 200 in all: more than one checkpoint. */
const document = documentOf(
  [
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 4 } },
    { id: 'bn1', kind: 'batchNorm' },
    { id: 'drop1', kind: 'dropout' },
    { id: 'dense2', kind: 'dense', attrs: { units: 10 } },
    { id: 'loss1', kind: 'loss' },
  ],
  {
    batchSize: 8,
    epochs: 40,
    optimizer: adam,
    earlyStopping: { kind: 'validationLoss', patience: 30, minDelta: 0, restoreBest: true },
  },
)

async function finished(graph: GraphDocument = document): Promise<EngineClient> {
  const client = new EngineClient(datasets)
  await client.send({ type: 'load', runId, document: graph, histogramEvery: 20 })
  await client.send({ type: 'run', runId })
  await client.turnUntilIdle()
  return client
}

/** The hash after so many steps of a run that does nothing else. */
async function hashAt(step: number, graph = document): Promise<string> {
  const client = new EngineClient(datasets)
  await client.send({ type: 'load', runId, document: graph })
  for (let i = 0; i < step; i++) await client.send({ type: 'step', runId })
  return hashOf(client)
}

async function travel(client: EngineClient, step: number): Promise<void> {
  await client.send({ type: 'travel', runId, step })
  await client.turnUntilIdle()
}

describe('time travel', () => {
  it('leads to the exact state after any step, and the run ends as it did', async () => {
    const client = await finished()
    const { weightsHash: expected, step: newest } = client.of('state').at(-1)!
    const hashes = new Map<number, string>()
    for (const step of [0, 1, 50, 51, 99]) hashes.set(step, await hashAt(step))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...hashes.keys()), async step => {
        await travel(client, step)
        expect(client.of('travelled').at(-1)).toMatchObject({ step, newestStep: newest })
        expect(client.of('state').at(-1)).toMatchObject({ state: 'paused', step })
        expect(await hashOf(client)).toBe(hashes.get(step))
      }),
      { numRuns: 8 },
    )
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({ state: 'finished', weightsHash: expected })
  })

  it('measures the step again: the frame is the one of the first time', async () => {
    const client = await finished()
    const { width } = client.of('loaded')[0]!.layout
    const all = client.of('telemetry').flatMap(({ frames }) => [...frames])
    await travel(client, 77)
    const { frame, histograms } = client.of('travelled').at(-1)!
    expect([...frame!]).toEqual(all.slice(76 * width, 77 * width))
    expect(histograms!.some(count => count > 0)).toBe(true)
  })

  it('leads back to how the run ended, with the best weights restored', async () => {
    const optimizer = { ...adam, learningRate: 1 }
    const wild = { ...document, training: { ...document.training, optimizer } }
    const client = await finished(wild)
    const end = client.of('state').at(-1)!
    expect(end.earlyStopping?.restored).toBe(true)
    const hash = await hashOf(client)
    await travel(client, 12)
    expect(await hashOf(client)).not.toBe(hash)
    await travel(client, 1_000_000)
    expect(client.of('state').at(-1)).toEqual(end)
    expect(await hashOf(client)).toBe(hash)
  })

  it('pauses a run, takes a newer wish over an older one, and can be interrupted', async () => {
    const client = new EngineClient(datasets, 20)
    await client.send({ type: 'load', runId, document })
    await client.send({ type: 'run', runId })
    for (let i = 0; i < 60; i++) await client.turn()
    await client.send({ type: 'travel', runId, step: 40 })
    await client.turn()
    await client.send({ type: 'travel', runId, step: 30 })
    await client.turnUntilIdle()
    expect(client.of('travelled').map(({ step }) => step)).toEqual([30])
    expect(await hashOf(client)).toBe(await hashAt(30))
    await client.send({ type: 'travel', runId, step: 45 })
    await client.turn()
    await client.send({ type: 'pause', runId })
    await client.turnUntilIdle()
    const { state, step } = client.of('state').at(-1)!
    expect(state).toBe('paused')
    expect(step).toBeLessThan(45)
    expect(await hashOf(client)).toBe(await hashAt(step))
  })
})

describe('a fork', () => {
  const wider = mnistDocument([6], { batchSize: 8, epochs: 40, optimizer: adam })
  const deeper: GraphDocument = mnistDocument([6, 7], wider.training)

  async function forked(from: GraphDocument, to: GraphDocument, step = 33) {
    const client = new EngineClient(datasets)
    await client.send({ type: 'load', runId, document: from })
    for (let i = 0; i < step; i++) await client.send({ type: 'step', runId })
    await client.send({ type: 'weights', runId })
    await client.send({ type: 'load', runId: 2, document: to, from: 'current' })
    return client
  }

  it('takes over what fits by name and shape, and says what does not', async () => {
    const client = await forked(wider, deeper)
    const { firstStep, takenOver } = client.of('loaded').at(-1)!
    expect(firstStep).toBe(33)
    expect(takenOver).toEqual({
      step: 33,
      taken: ['dense1.W', 'dense1.b'],
      fresh: ['dense2.W', 'dense2.b', 'dense3.W', 'dense3.b'],
      optimizer: 'taken',
    })
    const before = client.of('weights')[0]!.tensors
    await client.send({ type: 'weights', runId: 2 })
    const after = client.of('weights').at(-1)!.tensors
    expect(after[0]).toEqual(before[0])
    await client.send({ type: 'step', runId: 2 })
    expect(client.of('state').at(-1)).toMatchObject({ state: 'paused', step: 34 })
  })

  it('of the same graph goes on as the run would have', async () => {
    const longer = { ...wider, training: { ...wider.training, epochs: 41 } }
    const client = await forked(wider, longer)
    await client.send({ type: 'step', runId: 2 })
    expect(await hashOf(client, 2)).toBe(await hashAt(34, wider))
    // No step before the fork can be reached: there the graph was another.
    await client.send({ type: 'travel', runId: 2, step: 5 })
    await client.turnUntilIdle()
    expect(client.of('travelled').at(-1)).toMatchObject({ step: 33 })
    expect(await hashOf(client, 2)).toBe(await hashAt(33, wider))
  })

  it('leaves state behind that another optimizer would misread', async () => {
    const sgd = {
      ...wider.training,
      optimizer: optimizerSchema.parse({ kind: 'rmsprop', learningRate: 0.01 }),
    }
    const client = await forked(wider, { ...wider, training: sgd })
    expect(client.of('loaded').at(-1)!.takenOver?.optimizer).toBe('fresh')
  })

  it('is refused where nothing is left to train, or there is no run', async () => {
    const shorter = { ...wider, training: { ...wider.training, epochs: 2 } }
    const client = await forked(wider, shorter)
    expect(client.of('failed').at(-1)?.message).toBe(
      'The run is at step 33, and the graph asks for 10 steps.',
    )
    const empty = new EngineClient(datasets)
    await empty.send({ type: 'load', runId, document: wider, from: 'current' })
    expect(empty.of('failed')[0]?.message).toBe('There is no run to continue from.')
  })
})
