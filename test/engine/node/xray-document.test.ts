import { afterAll, describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { chooseBackend } from '../../../src/engine/node/backends'
import type { BatchCache } from '../../../src/engine/node/first-step'
import { openSession } from '../../../src/engine/node/open-session'
import { xrayDocument } from '../../../src/engine/node/xray-document'
import { headerValue } from '../../../src/engine/telemetry/layout'
import { useTinyMnist } from '../../support/datasets'
import { documentOf, mnistDocument } from '../../support/documents'
import { EngineClient } from '../../support/engine-client'
import { runtimes } from '../../support/wasm'

afterAll(() => runtimes.dispose())

const datasetsDirectory = useTinyMnist({ train: 60, test: 20 })
const emptyCache = (): BatchCache => ({ key: '', batch: null })
const document = mnistDocument([12, 12], { batchSize: 16 })

async function xray(of: GraphDocument, cache = emptyCache(), backend = chooseBackend(null, {})) {
  const options = { datasetsDirectory, backend, cache, isWanted: () => true }
  const result = await xrayDocument(of, options)
  if (!result.ok) throw new Error(result.failure?.message)
  return result.value
}

/** With dropout, and images that are changed by chance. */
const byChance = documentOf(
  [
    { id: 'data1', kind: 'data', attrs: { augment: true, flip: true, pixelNoise: 0.2 } },
    { id: 'dense1', kind: 'dense', attrs: { units: 12 } },
    { id: 'dropout1', kind: 'dropout', attrs: { rate: 0.5 } },
    { id: 'dense2', kind: 'dense', attrs: { units: 10 } },
    { id: 'loss1', kind: 'loss' },
  ],
  { batchSize: 16 },
)

describe('a look before training', () => {
  it.each([
    ['layers', document],
    ['dropout and changed images', byChance],
  ])('gives what the first step of a run gives, of %s', async (_what, document) => {
    const backend = chooseBackend(null, {})
    const opened = await openSession(document, { datasetsDirectory, backend, maxSteps: 1 })
    if (!opened.ok) throw new Error(opened.failure.message)
    const { session, program } = opened.value
    const first = new Float64Array(program.telemetry.width)
    session.step(first)
    const { frame, rows } = await xray(document)
    expect(rows).toBe(16)
    for (const { columns, name } of program.telemetry.rows) {
      for (const [quantity, column] of Object.entries(columns)) {
        if (Number.isNaN(first[column]!)) expect(frame[column], name).toBeNaN()
        else expect(frame[column], `${name} ${quantity}`).toBeCloseTo(first[column]!, 9)
      }
    }
  })

  it('gives the same on the fast backend, to its accuracy', async () => {
    const exact = await xray(document)
    const fast = await xray(document, emptyCache(), chooseBackend(runtimes, { threads: 1 }))
    expect(headerValue(fast.frame, 'loss')).toBeCloseTo(headerValue(exact.frame, 'loss'), 4)
    expect(fast.zeroOutputs).toEqual(exact.zeroOutputs)
  })

  it('knows the loss of a network that knows nothing, and how many outputs are 0', async () => {
    const dead = mnistDocument([12], { batchSize: 16 })
    const { expectedLoss, frame, zeroOutputs } = await xray({
      ...dead,
      nodes: dead.nodes.map(node =>
        node.kind === 'dense' ? { ...node, attrs: { ...node.attrs, init: 'zeros' } } : node,
      ),
    })
    expect(expectedLoss).toBeCloseTo(Math.log(10), 12)
    expect(headerValue(frame, 'dataLoss')).toBeCloseTo(Math.log(10), 9)
    const [activation] = dead.nodes.filter(({ kind }) => kind === 'activation')
    expect(zeroOutputs[activation!.id]).toBe(1)
  })

  it('reads the data once for the same first batch', async () => {
    const cache = emptyCache()
    const before = await xray(document, cache)
    const { batch } = cache
    const again = await xray(mnistDocument([20, 12], { batchSize: 16 }), cache)
    expect(cache.batch).toBe(batch)
    expect(again.frame).not.toEqual(before.frame)
    await xray(mnistDocument([12, 12], { batchSize: 16, seed: 9 }), cache)
    expect(cache.batch).not.toBe(batch)
  })

  it('takes fewer examples of a large network, and none of a very large one', async () => {
    const wide = mnistDocument([1000, 1000], { batchSize: 60 })
    expect((await xray(wide, emptyCache(), chooseBackend(runtimes, { threads: 1 }))).rows).toBe(46)
    await expect(xray(mnistDocument([4000], { batchSize: 16 }))).rejects.toThrow(/too large/)
  }, 30_000)
})

describe('the engine', () => {
  it('answers the newest request only', async () => {
    const client = new EngineClient(datasetsDirectory)
    const asked = [1, 2, 3].map(xrayId => client.send({ type: 'xray', xrayId, document }))
    await Promise.all(asked)
    const answers = client.of('xrayed')
    expect(answers.map(({ xrayId }) => xrayId)).toEqual([3])
    expect(answers[0]!.result.ok).toBe(true)
  })

  it('leaves a request unanswered that a run overtakes', async () => {
    const client = new EngineClient(datasetsDirectory)
    const looked = client.send({ type: 'xray', xrayId: 1, document })
    await client.send({ type: 'load', runId: 1, document })
    await looked
    expect(client.of('xrayed')).toEqual([])
    await client.send({ type: 'xray', xrayId: 2, document })
    expect(client.of('xrayed')).toHaveLength(1)
  })

  it('leaves the current run alone', async () => {
    const hashes: string[] = []
    for (const looks of [false, true]) {
      const client = new EngineClient(datasetsDirectory)
      await client.send({ type: 'load', runId: 1, document, maxSteps: 4 })
      await client.send({ type: 'step', runId: 1 })
      if (looks) await client.send({ type: 'xray', xrayId: 1, document: mnistDocument([30]) })
      await client.send({ type: 'step', runId: 1 })
      await client.send({ type: 'weights', runId: 1 })
      hashes.push(client.of('weights').at(-1)!.hash)
    }
    expect(hashes[0]).toBe(hashes[1])
  })

  it('says what is wrong with a graph that cannot be trained', async () => {
    const client = new EngineClient(datasetsDirectory)
    const unsound = documentOf([{ id: 'data1', kind: 'data' }])
    await client.send({ type: 'xray', xrayId: 1, document: unsound })
    expect(client.of('xrayed')[0]!.result).toMatchObject({
      ok: false,
      message: 'The network has no loss.',
    })
  })

  it('tells how far a gradient check is, and gives it up when asked', async () => {
    const client = new EngineClient(datasetsDirectory)
    const small = mnistDocument([4], { batchSize: 8 })
    await client.send({ type: 'check', checkId: 1, document: small })
    const told = client.of('checking')
    expect(told.map(({ tensor }) => tensor)).toEqual(
      small.nodes
        .filter(({ kind }) => kind === 'dense')
        .flatMap(({ id }) => [`${id}.W`, `${id}.b`]),
    )
    expect(told.map(({ index, count }) => [index, count])).toEqual(
      [0, 1, 2, 3].map(index => [index, 4]),
    )
    const second = client.send({ type: 'check', checkId: 2, document: small })
    await client.send({ type: 'cancelCheck', checkId: 2 })
    await second
    expect(client.of('checked').map(({ checkId }) => checkId)).toEqual([1])
  })
})
