// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { applyChange, createNode } from '../../src/engine/document/change'
import { emptyDocument, type GraphDocument } from '../../src/engine/document/schema'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../src/engine/protocol'
import { frameHeader } from '../../src/engine/telemetry/layout'
import { answerTo } from '../../src/renderer/stores/engine-answer'
import type { EnginePort } from '../../src/renderer/stores/engine-connection'
import { toasts } from '../../src/renderer/stores/messages'
import {
  canTravel,
  engine,
  isInEngine,
  isStale,
  unfinishedRun,
  useRun,
} from '../../src/renderer/stores/run'
import { telemetryStore } from '../../src/renderer/stores/telemetry'

/** A port whose other end is the test. */
function fakePort() {
  const sent: EngineRequest[] = []
  const port: EnginePort = {
    postMessage: message => sent.push(message),
    onmessage: null,
    close: vi.fn(),
  }
  const answer = (event: EngineEvent) =>
    port.onmessage?.call(null as never, { data: event } as MessageEvent)
  return { port, sent, answer, types: () => sent.map(({ type }) => type) }
}

function network(): GraphDocument {
  const document = emptyDocument('net')
  const node = createNode(document, 'dense', { x: 0, y: 0 })
  return applyChange(document, { kind: 'addNode', node })
}

const width = frameHeader.length
const loaded = (runId: number): EngineEvent => ({
  type: 'loaded',
  backend: 'wasm',
  threads: 1,
  runId,
  layout: { width, rows: [], histogramLength: 0 },
  totalSteps: 100,
  stepsPerEpoch: 20,
  parameterCount: 10,
  memoryBytes: 1000,
  examples: { train: 80, validation: 20, test: 10 },
  firstStep: 0,
})
const state = (
  runId: number,
  name: 'ready' | 'running' | 'paused' | 'finished' | 'stopped' | 'diverged',
  step = 0,
): EngineEvent => ({ type: 'state', runId, state: name, step, epoch: 0 })

let fake: ReturnType<typeof fakePort>
const run = () => useRun.getState().run!
const settle = () => new Promise(resolve => setTimeout(resolve))

async function connected() {
  fake = fakePort()
  engine.use(async () => fake.port)
  const connecting = engine.connect()
  await settle()
  fake.answer({ type: 'ready', protocol: protocolVersion, backend: 'reference' })
  await connecting
}

/** A run of `document` that the engine has begun. */
async function running(document: GraphDocument) {
  await engine.train(document)
  const { id } = run()
  fake.answer(loaded(id))
  fake.answer(state(id, 'ready'))
  fake.answer(state(id, 'running'))
  return id
}

beforeEach(async () => {
  engine.crashed('test')
  engine.forget()
  await connected()
})

describe('connection', () => {
  it('greets the engine and tells its backend', () => {
    expect(fake.sent).toEqual([{ type: 'hello', protocol: protocolVersion }])
    expect(useRun.getState().engine).toEqual({ state: 'ready', backend: 'reference' })
  })

  it('refuses an engine that speaks another version', async () => {
    engine.crashed('test')
    fake = fakePort()
    engine.use(async () => fake.port)
    const connecting = engine.connect()
    await settle()
    fake.answer({ type: 'ready', protocol: protocolVersion + 1, backend: 'reference' })
    expect(await connecting).toBeNull()
    expect(useRun.getState().engine.state).toBe('failed')
    expect(fake.port.close).toHaveBeenCalled()
  })

  it('says why when there is no port', async () => {
    engine.crashed('test')
    engine.use(() => Promise.reject(new Error('no host')))
    expect(await engine.connect()).toBeNull()
    expect(useRun.getState().engine).toEqual({ state: 'failed', reason: 'no host' })
  })
})

describe('a run that goes back', () => {
  const frames = (id: number, from: number, to: number) => {
    const all = new Float64Array((to - from + 1) * width)
    for (let step = from; step <= to; step++) all[(step - from) * width] = step
    fake.answer({ type: 'telemetry', runId: id, frames: all, stepsPerSecond: 1 })
  }
  const travelled = (id: number, step: number) => {
    const frame = Float64Array.from({ length: width }, () => step)
    const at = { step, epoch: 1, newestStep: 9 }
    fake.answer({ type: 'travelled', runId: id, ...at, frame, histograms: null })
    fake.answer(state(id, 'paused', step))
  }

  it('keeps what came after until it goes on from there', async () => {
    const document = network()
    const id = await running(document)
    frames(id, 1, 9)
    fake.answer(state(id, 'finished', 9))
    engine.travel(4)
    expect(fake.sent.at(-1)).toEqual({ type: 'travel', runId: id, step: 4 })
    travelled(id, 4)
    expect(run()).toMatchObject({ state: 'paused', step: 4, newestStep: 9 })
    await vi.waitFor(() => expect(telemetryStore.getState().visited?.step).toBe(4))
    expect(telemetryStore.getState().history?.frames).toBe(9)
    await engine.train(document)
    expect(fake.types().at(-1)).toBe('run')
    await vi.waitFor(() => expect(telemetryStore.getState().history?.frames).toBe(4))
    expect(run().newestStep).toBeNull()
  })

  it('is at its newest step again when it returned', async () => {
    const id = await running(network())
    frames(id, 1, 9)
    travelled(id, 4)
    travelled(id, 9)
    expect(run().newestStep).toBeNull()
  })

  it('is not missed at the end while it is kept on the disk', async () => {
    const id = await running(network())
    fake.answer(state(id, 'paused', 3))
    expect(unfinishedRun(run())).toBe('paused')
    fake.answer({ type: 'kept', runId: id, step: 3, problem: null })
    expect(unfinishedRun(run())).toBe('none')
    fake.answer({ type: 'kept', runId: id, step: 3, problem: 'ENOSPC' })
    expect(unfinishedRun(run())).toBe('paused')
  })

  it('goes on with an edited graph, or with what was kept, as a run of its own', async () => {
    const id = await running(network())
    fake.answer(state(id, 'paused', 3))
    const document = network()
    await engine.fork(document)
    expect(fake.sent.at(-1)).toMatchObject({ type: 'load', document, from: 'current' })
    fake.answer({ ...loaded(run().id), firstStep: 3 } as EngineEvent)
    expect(run()).toMatchObject({ step: 3, document })
    await engine.resume(document)
    expect(fake.sent.at(-1)).toMatchObject({ type: 'load', from: 'checkpoint' })
  })
})

describe('a run', () => {
  it('is loaded, begun once it is compiled, and followed', async () => {
    const document = network()
    const id = await running(document)
    expect(fake.types()).toEqual(['hello', 'load', 'run'])
    const frames = new Float64Array(2 * width)
    frames[width] = 7
    frames[width + 1] = 1
    fake.answer({ type: 'telemetry', runId: id, frames, stepsPerSecond: 50 })
    expect(run()).toMatchObject({ state: 'running', step: 7, epoch: 1, stepsPerSecond: 50 })
    fake.answer({
      type: 'evaluation',
      runId: id,
      step: 100,
      epoch: 5,
      part: 'test',
      metrics: { loss: 0.1, accuracy: 0.97 },
    })
    fake.answer(state(id, 'finished', 100))
    expect(run()).toMatchObject({ state: 'finished', step: 100, stepsPerSecond: 0 })
    expect(run().metrics.test?.accuracy).toBe(0.97)
  })

  it('pauses, takes single steps and goes on', async () => {
    const document = network()
    const id = await running(document)
    engine.pause()
    fake.answer(state(id, 'paused', 3))
    await engine.step(document)
    await engine.train(document)
    expect(fake.types().slice(3)).toEqual(['pause', 'step', 'run'])
  })

  it('would be missed while it goes on and while it can go on, not at its end', async () => {
    expect(unfinishedRun(null)).toBe('none')
    const id = await running(network())
    expect(unfinishedRun(run())).toBe('running')
    for (const [name, expected] of [
      ['paused', 'paused'],
      ['ready', 'none'],
      ['finished', 'none'],
      ['stopped', 'none'],
      ['diverged', 'none'],
    ] as const) {
      fake.answer(state(id, name, 3))
      expect(unfinishedRun(run()), name).toBe(expected)
    }
  })

  it('begins with one step where Step was pressed first', async () => {
    await engine.step(network())
    fake.answer(loaded(run().id))
    expect(fake.types()).toEqual(['hello', 'load', 'step'])
  })

  it('does not begin after all when it was paused while it was compiled', async () => {
    await engine.train(network())
    engine.pause()
    fake.answer(loaded(run().id))
    expect(fake.types()).toEqual(['hello', 'load', 'pause'])
    expect(run().state).toBe('ready')
  })

  it('is begun anew when the graph has changed', async () => {
    const document = network()
    const id = await running(document)
    fake.answer(state(id, 'paused', 3))
    const changed = applyChange(document, { kind: 'setAttrs', id: 'dense1', attrs: { units: 3 } })
    expect(isStale(run(), changed)).toBe(true)
    await engine.train(changed)
    expect(fake.types().at(-1)).toBe('load')
    expect(run().id).toBe(id + 1)
  })

  it('goes on when nodes were only moved or renamed', async () => {
    const document = network()
    const id = await running(document)
    fake.answer(state(id, 'paused', 3))
    const moved = applyChange(
      applyChange(document, { kind: 'moveNodes', positions: { dense1: { x: 9, y: 9 } } }),
      { kind: 'setLabel', id: 'dense1', label: 'first' },
    )
    expect(isStale(run(), moved)).toBe(false)
    await engine.train(moved)
    expect(fake.types().at(-1)).toBe('run')
  })

  it('is begun anew after it has finished', async () => {
    const document = network()
    const id = await running(document)
    fake.answer(state(id, 'finished', 100))
    await engine.train(document)
    expect(fake.types().at(-1)).toBe('load')
  })

  it('goes back to the start on Reset', async () => {
    const document = network()
    const id = await running(document)
    fake.answer(state(id, 'stopped', 30))
    engine.reset(document)
    expect(fake.types().at(-1)).toBe('reset')
    expect(run()).toMatchObject({ step: 0, metrics: {} })
  })

  it('does not listen to what an older run still says', async () => {
    const document = network()
    const id = await running(document)
    fake.answer(state(id, 'finished', 100))
    await engine.train(document)
    fake.answer(state(id, 'diverged', 101))
    expect(run()).toMatchObject({ id: id + 1, state: 'loading' })
  })

  it('tells why it failed, and what to do', async () => {
    const add = vi.spyOn(toasts, 'add')
    await engine.train(network())
    fake.answer({
      type: 'failed',
      runId: run().id,
      message: 'It does not fit in memory.',
      remedy: 'Make the batch smaller.',
      nodeId: null,
    })
    expect(run()).toMatchObject({ state: 'failed', reason: 'It does not fit in memory.' })
    expect(add).toHaveBeenCalledWith(
      expect.objectContaining({ description: 'Make the batch smaller.' }),
    )
  })
})

describe('the report of how a run ended', () => {
  const shown = () => {
    const [add, close] = [vi.spyOn(toasts, 'add'), vi.spyOn(toasts, 'close')]
    const ids = () => add.mock.results.map(({ value }) => value)
    return { ids, closed: () => close.mock.calls.map(([id]) => id) }
  }

  it('goes when the next run begins', async () => {
    const document = network()
    const id = await running(document)
    const { ids, closed } = shown()
    fake.answer(state(id, 'diverged', 8))
    expect(ids()).toHaveLength(1)
    await engine.train(document)
    expect(closed()).toEqual(ids())
  })

  it('goes with a reset', async () => {
    const document = network()
    const id = await running(document)
    const { ids, closed } = shown()
    fake.answer(state(id, 'diverged', 8))
    engine.reset(document)
    expect(closed()).toEqual(ids())
  })
})

describe('a crash of the engine', () => {
  it('loses the run, and the next Train connects again', async () => {
    const document = network()
    await running(document)
    engine.crashed('exit code 9')
    expect(useRun.getState().engine).toEqual({ state: 'crashed', reason: 'exit code 9' })
    expect(run().state).toBe('lost')

    const again = fakePort()
    engine.use(async () => again.port)
    const training = engine.train(document)
    await settle()
    again.answer({ type: 'ready', protocol: protocolVersion, backend: 'reference' })
    await training
    expect(again.types()).toEqual(['hello', 'load'])
    expect(useRun.getState().engine.state).toBe('ready')
  })

  it('loses the run too where only its worker ended', async () => {
    const document = network()
    await running(document)
    fake.answer({ type: 'lost', reason: 'it ended with code 1' })
    expect(useRun.getState().engine).toEqual({ state: 'crashed', reason: 'it ended with code 1' })
    expect(run()).toMatchObject({ state: 'lost', stepsPerSecond: 0 })
    expect(unfinishedRun(run())).toBe('none')
  })

  it('leaves the figures of a run that had ended, which nobody can be asked about any more', async () => {
    const document = network()
    const id = await running(document)
    fake.answer(state(id, 'finished', 100))
    expect([isInEngine(run()), canTravel(run())]).toEqual([true, true])
    const { sent } = fake
    const before = sent.length
    engine.crashed('exit code 9')
    expect(run()).toMatchObject({ state: 'finished', step: 100, isGone: true })
    expect([isInEngine(run()), canTravel(run())]).toEqual([false, false])
    await connected()
    engine.travel(50)
    engine.reset(document)
    expect(useRun.getState().run).toBeNull()
    expect(sent).toHaveLength(before)
  })

  it('ends the wait for an answer at once', async () => {
    const id = await running(network())
    const answer = answerTo({ type: 'weights', runId: id }, 'weights', () => true)
    await settle()
    expect(fake.types().at(-1)).toBe('weights')
    engine.crashed('exit code 9')
    await expect(answer).rejects.toThrow('The engine stopped.')
  })

  it('does not take an answer that comes after it', async () => {
    engine.crashed('first')
    const late = fakePort()
    engine.use(async () => late.port)
    const connecting = engine.connect()
    await settle()
    engine.crashed('second')
    late.answer({ type: 'ready', protocol: protocolVersion, backend: 'reference' })
    expect(await connecting).toBeNull()
    expect(useRun.getState().engine).toEqual({ state: 'crashed', reason: 'second' })
  })
})
