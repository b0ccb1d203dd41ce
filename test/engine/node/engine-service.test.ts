import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { protocolVersion } from '../../../src/engine/protocol'
import { useTinyMnist } from '../../support/datasets'
import { documentOf, mnistDocument } from '../../support/documents'
import { countUpTo, EngineClient } from '../../support/engine-client'

// 50 training examples: 40 to train on and 10 to validate; 20 to test.
const datasets = useTinyMnist()
const runId = 1

/** Five steps an epoch. */
const document = mnistDocument([6], { batchSize: 8, epochs: 4 })
const withoutHidden = (training: Partial<GraphDocument['training']>) => mnistDocument([], training)

async function opened(graph: GraphDocument = document, tick?: number): Promise<EngineClient> {
  const client = new EngineClient(datasets, tick)
  await client.send({ type: 'hello', protocol: protocolVersion })
  await client.send({ type: 'load', runId, document: graph })
  return client
}

async function running(graph: GraphDocument = document, tick?: number): Promise<EngineClient> {
  const client = await opened(graph, tick)
  await client.send({ type: 'run', runId })
  return client
}

async function hashOf(client: EngineClient, id = runId): Promise<string> {
  await client.send({ type: 'weights', runId: id })
  return client.of('weights').at(-1)!.hash
}

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

describe('histograms', () => {
  it('come with the telemetry where they are asked for, each once', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'load', runId, document, histogramEvery: 3, telemetryEvery: 2 })
    const { layout } = client.of('loaded')[0]!
    for (let i = 0; i < 8; i++) await client.send({ type: 'step', runId })
    const sent = client.of('telemetry').flatMap(({ histograms }) => histograms ?? [])
    expect(sent.map(({ step }) => step)).toEqual([1, 7])
    expect(sent[0]!.counts).toHaveLength(layout.histogramLength)
    expect(sent[0]!.counts).not.toEqual(sent[1]!.counts)
  })

  it('do not come unasked', async () => {
    const client = await opened()
    await client.send({ type: 'step', runId })
    expect(client.of('telemetry')[0]!.histograms).toBeUndefined()
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
    const client = await opened(withoutHidden({ batchSize: 1000 }))
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

describe('run', () => {
  it('trains to the end: validation before the first step and after each epoch, all parts at the end', async () => {
    const client = await running()
    await client.turnUntilIdle()
    expect(client.plot()).toEqual([
      'ready',
      'loaded',
      'state ready 0',
      'state running 0',
      'evaluation validation 0',
      'evaluation validation 5',
      'evaluation validation 10',
      'evaluation validation 15',
      'evaluation train 20',
      'evaluation validation 20',
      'evaluation test 20',
      'state finished 20',
    ])
    expect(client.frameSteps()).toEqual(countUpTo(20))
  })

  it('posts the frames of a step before its evaluation, and all before the state that ends it', async () => {
    const client = await running()
    await client.turnUntilIdle()
    let newest = 0
    const width = client.of('loaded')[0]!.layout.width
    for (const event of client.events) {
      if (event.type === 'telemetry') newest = event.frames[event.frames.length - width]!
      if (event.type === 'evaluation') expect(event.step).toBeLessThanOrEqual(newest)
      if (event.type === 'state' && event.state === 'finished') expect(newest).toBe(event.step)
    }
  })

  it('is ignored while running and after the end', async () => {
    const client = await running()
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    const story = client.story()
    for (const type of ['run', 'step', 'pause', 'stop'] as const) {
      await client.send({ type, runId })
      await client.turn()
    }
    expect(client.story()).toEqual(story)
    expect(client.frameSteps()).toEqual(countUpTo(20))
  })

  it('gives the same weights for the same seed, however it is cut into slices', async () => {
    const straight = await running(document, 1)
    await straight.turnUntilIdle()
    const cut = await running(document, 100)
    await cut.turnUntilIdle()
    const other = await running({ ...document, training: { ...document.training, seed: 2 } })
    await other.turnUntilIdle()
    expect(await hashOf(cut)).toBe(await hashOf(straight))
    expect(await hashOf(other)).not.toBe(await hashOf(straight))
  })
})

describe('pause and step', () => {
  it('pauses after the slice under way, with every frame posted', async () => {
    const client = await running(document, 5)
    await client.turn()
    await client.send({ type: 'pause', runId })
    const { state, step } = client.of('state').at(-1)!
    expect(state).toBe('paused')
    expect(client.frameSteps()).toEqual(countUpTo(step))
    expect(await client.turn()).toBe(false)
    expect(client.of('state').at(-1)!.step).toBe(step)
  })

  it('goes on after a pause to the same weights as without one', async () => {
    const paused = await running(document, 5)
    await paused.turn()
    await paused.send({ type: 'pause', runId })
    await paused.turn()
    await paused.send({ type: 'run', runId })
    await paused.turnUntilIdle()
    const straight = await running()
    await straight.turnUntilIdle()
    expect(paused.frameSteps()).toEqual(countUpTo(20))
    expect(await hashOf(paused)).toBe(await hashOf(straight))
  })

  it('is not confused by pause, run and pause within one turn', async () => {
    const client = await running(document, 5)
    for (const type of ['pause', 'run', 'pause', 'run', 'run'] as const) {
      await client.send({ type, runId })
    }
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({ state: 'finished', step: 20 })
    expect(client.frameSteps()).toEqual(countUpTo(20))
  })

  it('does one step at a time', async () => {
    const client = await opened()
    for (let i = 0; i < 3; i++) await client.send({ type: 'step', runId })
    expect(client.story()).toEqual([
      'ready',
      'loaded',
      'state ready 0',
      'frames 1–1',
      'evaluation validation 0',
      'state paused 1',
      'frames 2–2',
      'state paused 2',
      'frames 3–3',
      'state paused 3',
    ])
    expect(await client.turn()).toBe(false)
  })

  it('does one more step and pauses when asked for a step while running', async () => {
    const client = await running(document, 5)
    const before = client.frameSteps().length
    await client.send({ type: 'step', runId })
    expect(client.of('state').at(-1)!.state).toBe('paused')
    expect(await client.turn()).toBe(false)
    const { step } = client.of('state').at(-1)!
    expect(step).toBeGreaterThan(before)
    expect(client.frameSteps()).toEqual(countUpTo(step))
  })

  it('finishes with the last single step', async () => {
    const client = new EngineClient(datasets)
    await client.send({ type: 'load', runId, document, maxSteps: 2 })
    await client.send({ type: 'step', runId })
    await client.send({ type: 'step', runId })
    await client.send({ type: 'step', runId })
    expect(client.plot().slice(2)).toEqual([
      'evaluation validation 0',
      'state paused 1',
      'evaluation train 2',
      'evaluation validation 2',
      'evaluation test 2',
      'state finished 2',
    ])
  })

  it('validates the initial weights once, whatever is asked for first', async () => {
    const client = await opened()
    await client.send({ type: 'step', runId })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.plot().filter(line => line === 'evaluation validation 0')).toHaveLength(1)
  })
})

describe('stop', () => {
  it('ends a run and evaluates what it has learnt', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'stop', runId })
    const { step } = client.of('state').at(-1)!
    expect(client.plot().slice(-4)).toEqual([
      `evaluation train ${step}`,
      `evaluation validation ${step}`,
      `evaluation test ${step}`,
      `state stopped ${step}`,
    ])
    expect(client.frameSteps()).toEqual(countUpTo(step))
    expect(await client.turn()).toBe(false)
    expect(client.plot().at(-1)).toBe(`state stopped ${step}`)
  })

  it('ends a paused run as well', async () => {
    const client = await opened()
    await client.send({ type: 'step', runId })
    await client.send({ type: 'stop', runId })
    expect(client.plot().slice(-4)).toEqual([
      'evaluation train 1',
      'evaluation validation 1',
      'evaluation test 1',
      'state stopped 1',
    ])
  })

  it('has nothing to evaluate before the first step', async () => {
    const client = await opened()
    await client.send({ type: 'stop', runId })
    expect(client.plot()).toEqual(['ready', 'loaded', 'state ready 0', 'state stopped 0'])
  })

  it('happens once', async () => {
    const client = await running()
    await client.send({ type: 'stop', runId })
    await client.send({ type: 'stop', runId })
    expect(client.of('state').filter(({ state }) => state === 'stopped')).toHaveLength(1)
  })
})

describe('reset', () => {
  it('takes a run back to its start, from where it repeats itself', async () => {
    const client = await running()
    await client.turnUntilIdle()
    const hash = await hashOf(client)
    const frames = client.of('telemetry').flatMap(event => [...event.frames])
    await client.send({ type: 'reset', runId })
    expect(client.plot().at(-1)).toBe('state ready 0')
    client.events.splice(3)
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(await hashOf(client)).toBe(hash)
    expect(client.of('telemetry').flatMap(event => [...event.frames])).toEqual(frames)
    expect(client.plot().filter(line => line === 'evaluation validation 0')).toHaveLength(1)
  })

  it('while running ends the training, and nothing of it comes after', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'reset', runId })
    expect(client.plot().at(-1)).toBe('state ready 0')
    expect(await client.turn()).toBe(false)
    expect(client.plot().at(-1)).toBe('state ready 0')
    expect(client.story().at(-1)).toBe('state ready 0')
  })

  it('while running, followed at once by run, begins again from step 1', async () => {
    const client = await running(document, 5)
    await client.send({ type: 'reset', runId })
    const before = client.events.length
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    const after = client.story().slice(before)
    expect(after[0]).toBe('state running 0')
    expect(after.at(-1)).toBe('state finished 20')
    expect(client.frameSteps().slice(-20)).toEqual(countUpTo(20))
  })

  it.each(['stop', 'pause'] as const)('brings a run back after a %s', async type => {
    const client = await running()
    await client.send({ type, runId })
    await client.send({ type: 'reset', runId })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({ state: 'finished', step: 20 })
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

describe('telemetry', () => {
  it('posts at most 30 messages a second, and loses no step', async () => {
    const graph = withoutHidden({ batchSize: 4, epochs: 60 })
    const client = await running(graph, 2)
    await client.turnUntilIdle()
    expect(client.frameSteps()).toEqual(countUpTo(600))
    const times = client.times.filter((_, i) => client.events[i]!.type === 'telemetry')
    const gaps = times.slice(1, -1).map((time, i) => time - times[i]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / 30)
    expect(times.length).toBeLessThanOrEqual(2 + (30 * client.time) / 1000)
  })

  it('also with epochs of one step, each of which is validated', async () => {
    const client = await running(withoutHidden({ batchSize: 40, epochs: 150 }), 2)
    await client.turnUntilIdle()
    expect(client.frameSteps()).toEqual(countUpTo(150))
    const messages = client.of('telemetry').length
    expect(messages).toBeLessThanOrEqual(2 + (30 * client.time) / 1000)
    const validated = client.of('evaluation').filter(({ part }) => part === 'validation')
    expect(validated.map(({ step }) => step)).toEqual([0, ...countUpTo(150)])
  })

  it('also with steps so short that a thousand fall between two messages', async () => {
    const client = await running(withoutHidden({ batchSize: 1, epochs: 50 }), 0.02)
    await client.turnUntilIdle()
    expect(client.frameSteps()).toEqual(countUpTo(2000))
    const messages = client.of('telemetry').length
    expect(messages).toBeLessThanOrEqual(2 + (30 * client.time) / 1000)
  })

  it('tells how many steps a second it takes', async () => {
    const client = await running(withoutHidden({ batchSize: 4, epochs: 100 }), 4)
    await client.turnUntilIdle()
    const rates = client.of('telemetry').map(({ stepsPerSecond }) => stepsPerSecond)
    const last = rates.at(-1)!
    expect(last).toBeGreaterThan(20)
    expect(last).toBeLessThan(250)
  })

  it('has no rate to tell of single steps', async () => {
    const client = await opened()
    client.time += 5000
    await client.send({ type: 'step', runId })
    client.time += 5000
    await client.send({ type: 'step', runId })
    expect(client.of('telemetry').map(({ stepsPerSecond }) => stepsPerSecond)).toEqual([0, 0])
  })
})

describe('divergence', () => {
  const wild = mnistDocument([6], {
    batchSize: 8,
    epochs: 40,
    optimizer: { kind: 'sgd', learningRate: 1e12 },
  })

  it('ends the run and names step and tensor', async () => {
    const client = await running(wild)
    await client.turnUntilIdle()
    const end = client.of('state').at(-1)!
    expect(end.state).toBe('diverged')
    expect(end.reason).toMatch(new RegExp(`^At step ${end.step} the .*"(dense|relu)`))
    expect(client.frameSteps()).toEqual(countUpTo(end.step))
  })

  it('stays what it is when the client stops the run, and is over after a reset', async () => {
    const client = await running(wild)
    await client.turnUntilIdle()
    const story = client.story()
    for (const type of ['stop', 'pause', 'run', 'step'] as const) await client.send({ type, runId })
    expect(client.story()).toEqual(story)
    await client.send({ type: 'reset', runId })
    await client.send({ type: 'step', runId })
    expect(client.of('state').at(-1)).toMatchObject({ state: 'paused', step: 1 })
    expect(client.of('state').at(-1)).not.toHaveProperty('reason')
  })
})

describe('weights', () => {
  it('are a copy of every parameter, at any time', async () => {
    const client = await running(document, 5)
    const before = await hashOf(client)
    await client.turnUntilIdle()
    const after = await hashOf(client)
    expect(after).not.toBe(before)
    const [first] = client.of('weights')
    expect(first!.tensors.map(({ name, shape, values }) => [name, shape, values.length])).toEqual([
      ['dense1.W', [784, 6], 4704],
      ['dense1.b', [6], 6],
      ['dense2.W', [6, 10], 60],
      ['dense2.b', [10], 10],
    ])
    expect(before).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a gradient check', () => {
  const check = { type: 'check', checkId: 7, document } as const

  it('answers with what it found at initial weights, and after training where asked', async () => {
    const client = new EngineClient(datasets)
    await client.send(check)
    expect(client.of('checked')).toEqual([
      {
        type: 'checked',
        checkId: 7,
        result: expect.objectContaining({ ok: true, trained: null, passed: true }),
      },
    ])
    await client.send({ ...check, checkId: 8, steps: 3 })
    const { checkId, result } = client.of('checked')[1]!
    expect(checkId).toBe(8)
    expect(result).toMatchObject({ ok: true, trained: { steps: 3, passed: true }, passed: true })
    const names = ['dense1.W', 'dense1.b', 'dense2.W', 'dense2.b']
    expect(result.ok && result.initial.tensors.map(({ name }) => name)).toEqual(names)
  })

  it('leaves the run as it is: training goes on, and ends with the same weights', async () => {
    const alone = await running()
    await alone.turnUntilIdle()
    const client = await running()
    const checked = client.send({ ...check, steps: 4 })
    await client.turnUntilIdle()
    // The run was over before the check was.
    expect(client.plot()).toEqual(alone.plot())
    await checked
    expect(client.of('checked')).toHaveLength(1)
    expect(await hashOf(client)).toBe(await hashOf(alone))
  })

  it('lets a run be paused meanwhile', async () => {
    const client = await running()
    const checked = client.send(check)
    await client.send({ type: 'pause', runId })
    expect(client.of('state').at(-1)!.state).toBe('paused')
    expect(client.of('checked')).toEqual([])
    await checked
    expect(client.of('checked')).toHaveLength(1)
  })

  it('says why there is none, without a failure of the run', async () => {
    const client = await opened()
    await client.send({ ...check, document: documentOf([]) })
    await client.send({ ...check, document: { nonsense: true } as never })
    const results = client.of('checked').map(({ result }) => result)
    expect(results).toMatchObject([
      { ok: false, message: 'The network has no data set.' },
      { ok: false, message: expect.stringContaining('cannot be read') },
    ])
    expect(client.of('failed')).toEqual([])
  })

  it('is refused with a number of steps that is none', async () => {
    const client = new EngineClient(datasets)
    for (const steps of [0, 1.5, '3']) await client.sendAnything({ ...check, steps })
    expect(client.of('failed')).toHaveLength(3)
    expect(client.of('checked')).toEqual([])
  })
})

describe('early stopping', () => {
  /** Five steps an epoch, and nothing learnt: only the first epoch is better than none. */
  const idle = (patience: number, restoreBest = true) =>
    mnistDocument([6], {
      batchSize: 8,
      epochs: 10,
      optimizer: { kind: 'sgd', learningRate: 0 },
      earlyStopping: { kind: 'validationLoss', patience, minDelta: 0, restoreBest },
    })

  it('ends the run once patience has run out, and says so', async () => {
    const client = await running(idle(2))
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toMatchObject({
      state: 'finished',
      step: 15,
      epoch: 3,
      earlyStopping: {
        metric: 'validationLoss',
        stopped: true,
        restored: true,
        best: { step: 5, epoch: 1 },
        last: { step: 15, epoch: 3 },
      },
    })
  })

  it('measures the restored weights at the end, under the step they are of', async () => {
    const client = await running(idle(2))
    await client.turnUntilIdle()
    expect(client.plot().slice(-8)).toEqual([
      'evaluation validation 0',
      'evaluation validation 5',
      'evaluation validation 10',
      'evaluation validation 15',
      'evaluation train 5',
      'evaluation validation 5',
      'evaluation test 5',
      'state finished 15',
    ])
  })

  it('leaves the last weights where that is asked for', async () => {
    const client = await running(idle(1, false))
    await client.turnUntilIdle()
    const { earlyStopping } = client.of('state').at(-1)!
    expect(earlyStopping).toMatchObject({ stopped: true, restored: false, best: { epoch: 1 } })
    expect(client.of('evaluation').at(-1)).toMatchObject({ part: 'test', step: 10 })
  })

  it('restores, bit for bit, what a run of that many epochs ends with', async () => {
    const learning = (epochs: number, kind: 'validationLoss' | 'none') =>
      mnistDocument([6], {
        batchSize: 8,
        epochs,
        optimizer: { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        earlyStopping:
          kind === 'none' ? { kind } : { kind, patience: 2, minDelta: 0, restoreBest: true },
      })
    const client = await running(learning(40, 'validationLoss'))
    await client.turnUntilIdle()
    const { earlyStopping } = client.of('state').at(-1)!
    expect(earlyStopping).toMatchObject({ stopped: true, restored: true })
    const plain = await running(learning(earlyStopping!.best.epoch, 'none'))
    await plain.turnUntilIdle()
    expect(await hashOf(client)).toBe(await hashOf(plain))
    expect(client.of('evaluation').at(-1)).toEqual(plain.of('evaluation').at(-1))
  })

  it('starts anew after a reset', async () => {
    const client = await running(idle(2))
    await client.turnUntilIdle()
    const first = client.of('state').at(-1)
    await client.send({ type: 'reset', runId })
    await client.send({ type: 'run', runId })
    await client.turnUntilIdle()
    expect(client.of('state').at(-1)).toEqual(first)
  })

  it('leaves the last weights of a run that is stopped by hand', async () => {
    const client = await running(idle(5), 5)
    await client.turn()
    await client.send({ type: 'stop', runId })
    expect(client.of('state').at(-1)).toMatchObject({ state: 'stopped' })
    expect(client.of('state').at(-1)).not.toHaveProperty('earlyStopping')
  })

  it('is refused without validation examples', async () => {
    const graph = idle(2)
    const nodes = graph.nodes.map(node =>
      node.kind === 'data' ? { ...node, attrs: { ...node.attrs, validationFraction: 0 } } : node,
    )
    const client = await opened({ ...graph, nodes } as GraphDocument)
    expect(client.of('failed')).toMatchObject([
      { nodeId: 'data1', message: 'Early stopping has no validation examples to watch.' },
    ])
  })
})
