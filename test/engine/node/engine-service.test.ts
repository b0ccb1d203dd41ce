import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { protocolVersion } from '../../../src/engine/protocol'
import { documentOf, mnistDocument } from '../../support/documents'
import { countUpTo, EngineClient } from '../../support/engine-client'
import { document, runId, useTinyRuns } from '../../support/tiny-runs'

const { datasets, opened, running } = useTinyRuns()

describe('greeting', () => {
  it('answers a hello with its protocol and backend', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'hello', protocol: protocolVersion })
    expect(client.events).toEqual([
      { type: 'ready', protocol: protocolVersion, backend: 'reference' },
    ])
  })

  it('refuses a client that speaks another protocol', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'hello', protocol: protocolVersion + 1 })
    expect(client.of('failed')).toEqual([
      {
        type: 'failed',
        runId: null,
        message: `The engine speaks protocol ${protocolVersion}, the window ${protocolVersion + 1}.`,
        remedy: 'Restart Gradscope.',
        nodeId: null,
      },
    ])
  })

  it.each([
    null,
    'run',
    42,
    [],
    {},
    { type: 'explode' },
    { type: 'run' },
    { type: 'run', runId: 1.5 },
    { type: 'run', runId: 1, extra: true },
    { type: 'load', runId: 1, document: {}, maxSteps: 0 },
  ])('answers %j, which is no request, with a failure', async message => {
    const client = new EngineClient(datasets)
    await client.sendAnything(message)
    expect(client.of('failed')).toMatchObject([
      { runId: null, message: 'The engine was sent a message it does not know.' },
    ])
  })
})

describe('load', () => {
  it('says what was compiled, then that it is ready', async () => {
    const client = await opened()
    expect(client.plot()).toEqual(['ready', 'loaded', 'state ready 0'])
    expect(client.of('loaded')[0]).toMatchObject({
      runId,
      totalSteps: 20,
      stepsPerEpoch: 5,
      parameterCount: 784 * 6 + 6 + 60 + 10,
      examples: { train: 40, validation: 10, test: 20 },
    })
    expect(client.of('loaded')[0]!.memoryBytes).toBeGreaterThan(8 * 2 * 784 * 6)
  })

  it('takes a limit of steps in place of epochs', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'load', runId, document, maxSteps: 3 })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.of('loaded')[0]!.totalSteps).toBe(3)
    expect(client.of('state').at(-1)).toMatchObject({ state: 'finished', step: 3 })
  })

  it('takes a batch size beyond the examples as one batch of all', async () => {
    const client = await opened(mnistDocument([], { batchSize: 1000 }))
    expect(client.of('loaded')[0]!.stepsPerEpoch).toBe(1)
  })

  it.each([
    [
      'a node without input',
      documentOf([
        { id: 'data1', kind: 'data' },
        { id: 'fc', kind: 'dense', from: [], attrs: { units: 10 } },
        { id: 'loss1', kind: 'loss' },
      ]),
      {
        nodeId: 'fc',
        message: 'Dense "fc" has no input.',
        remedy: expect.stringContaining('Connect'),
      },
    ],
    [
      'batch norm with a batch of one',
      documentOf(
        [
          { id: 'data1', kind: 'data' },
          { id: 'fc', kind: 'dense', attrs: { units: 10 } },
          { id: 'norm', kind: 'batchNorm' },
          { id: 'loss1', kind: 'loss' },
        ],
        { batchSize: 1 },
      ),
      {
        nodeId: 'norm',
        message: 'Batch norm "norm" cannot normalise a batch of one example.',
        remedy: 'Set the batch size to 2 or more.',
      },
    ],
    [
      'batch norm with a single example',
      documentOf([
        { id: 'data1', kind: 'data', attrs: { subset: 'some', examples: 1 } },
        { id: 'fc', kind: 'dense', attrs: { units: 10 } },
        { id: 'norm', kind: 'batchNorm' },
        { id: 'loss1', kind: 'loss' },
      ]),
      {
        nodeId: 'norm',
        message: 'Batch norm "norm" cannot normalise a batch of one example.',
        remedy: 'Train on 2 examples or more.',
      },
    ],
    [
      'a network beyond all memory',
      mnistDocument([60_000, 30_000]),
      {
        nodeId: 'dense2',
        message: expect.stringMatching(/^The network needs \d+\.\d GiB of memory/),
        remedy: 'Make its layers or the batch smaller.',
      },
    ],
  ])('refuses %s, and names node and remedy', async (_what, graph, failure) => {
    const client = await opened(graph as GraphDocument)
    expect(client.plot()).toEqual(['ready', 'failed'])
    expect(client.of('failed')[0]).toMatchObject({ runId, ...failure })
    await client.send({ type: 'run', runId })
    expect(client.plot()).toEqual(['ready', 'failed'])
  })

  it('names the field of a document that is none', async () => {
    const client = new EngineClient(datasets)
    const broken = { ...document, training: { ...document.training, batchSize: 0 } }
    await client.send({ type: 'load', runId, document: broken })
    await client.sendAnything({
      type: 'load',
      runId,
      document: { format: 'gradscope', version: 9 },
    })
    await client.sendAnything({ type: 'load', runId, document: null })
    const messages = client.of('failed').map(({ message }) => message)
    expect(messages[0]).toContain('training.batchSize')
    expect(messages[1]).toContain('format version 9')
    expect(messages[2]).toContain('"format": "gradscope"')
  })

  it('names the data file that is missing, at the data node', async () => {
    const client = new EngineClient('/nowhere')
    await client.send({ type: 'load', runId, document })
    expect(client.of('failed')[0]).toMatchObject({ runId, nodeId: 'data1' })
    expect(client.of('failed')[0]!.message).toContain('mnist-train-images')
  })
})

describe('several runs', () => {
  it('ignores requests for a run that is not the current one', async () => {
    const client = await running(document, 5)
    const story = client.story()
    for (const type of ['run', 'pause', 'step', 'stop', 'reset', 'weights'] as const) {
      await client.send({ type, runId: 99 })
    }
    expect(client.story()).toEqual(story)
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)!.state).toBe('finished')
  })

  it('drops the old run when another is loaded, even while it trains', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'load', runId: 2, document: mnistDocument([3], { batchSize: 20 }) })
    const { length } = client.events
    await client.turnUntilIdle()
    expect(client.events).toHaveLength(length)
    await client.send({ type: 'pause', runId: 1 })
    expect(client.events).toHaveLength(length)
    await client.send({ type: 'run', runId: 2 })
    await client.turnUntilIdle()
    const later = client.events.slice(length)
    expect(later.every(event => 'runId' in event && event.runId === 2)).toBe(true)
    expect(client.of('state').at(-1)).toMatchObject({ runId: 2, state: 'finished', step: 10 })
  })

  it('trains the new run when load and run come in one go while the old one trains', async () => {
    const client = await running(document, 5)
    const loading = client.send({ type: 'load', runId: 2, document })
    const started = client.send({ type: 'run', runId: 2 })
    await client.turn()
    await Promise.all([loading, started])
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({ runId: 2, state: 'finished', step: 20 })
    const second = client.of('telemetry').filter(event => event.runId === 2)
    const { width } = client.of('loaded').at(-1)!.layout
    expect(second.flatMap(({ frames }) => [...frames.filter((_, i) => i % width === 0)])).toEqual(
      countUpTo(20),
    )
  })

  it('begins none of the loads that were overtaken while they waited', async () => {
    const client = await opened()
    const ids = [2, 3, 4, 5]
    await Promise.all(
      ids.flatMap(id => [
        client.send({ type: 'load', runId: id, document }),
        client.send({ type: 'stop', runId: id }),
        client.send({ type: 'run', runId: id }),
      ]),
    )
    expect(client.of('loaded').map(({ runId: id }) => id)).toEqual([1, 5])
    expect(client.of('failed')).toEqual([])
    expect(client.of('state').at(-1)).toMatchObject({ runId: 5, state: 'stopped' })
  })

  it('still loads the run that one on its way goes on from', async () => {
    const client = await opened()
    await Promise.all([
      client.send({ type: 'load', runId: 2, document }),
      client.send({ type: 'load', runId: 3, document, from: 'current' }),
    ])
    expect(client.of('loaded').map(({ runId: id }) => id)).toEqual([1, 2, 3])
  })

  it('has no run left when the load of another one fails', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'load', runId: 2, document: documentOf([]) })
    expect(client.plot().at(-1)).toBe('failed')
    const { length } = client.events
    await client.turnUntilIdle()
    await client.send({ type: 'run', runId: 1 })
    await client.send({ type: 'run', runId: 2 })
    expect(client.events).toHaveLength(length)
  })

  it('answers a hello only after the requests before it', async () => {
    const client = new EngineClient(datasets)
    const loading = client.send({ type: 'load', runId, document })
    const greeting = client.send({ type: 'hello', protocol: protocolVersion })
    await Promise.all([loading, greeting])
    expect(client.plot()).toEqual(['loaded', 'state ready 0', 'ready'])
  })
})
