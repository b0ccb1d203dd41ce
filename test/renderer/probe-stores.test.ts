// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GraphDocument } from '../../src/engine/document/schema'
import { EngineService } from '../../src/engine/node/engine-service'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../src/engine/protocol'
import { boundaryData, unitsData } from '../../src/renderer/panels/plane-data'
import { useDocument } from '../../src/renderer/stores/document'
import type { EnginePort } from '../../src/renderer/stores/engine-connection'
import {
  cancelLandscape,
  chooseLandscape,
  followLandscape,
  measureLandscape,
  useLandscape,
} from '../../src/renderer/stores/landscape'
import { usePlane, watchPlane } from '../../src/renderer/stores/plane'
import { engine, useRun } from '../../src/renderer/stores/run'
import { documentOf } from '../support/documents'

/** The engine itself behind a port. */
function enginePort(): { port: EnginePort; requests: EngineRequest[] } {
  const requests: EngineRequest[] = []
  const port: EnginePort = {
    postMessage: request => {
      requests.push(request)
      void service.handle(structuredClone(request))
    },
    onmessage: null,
    close: () => {},
  }
  const service = new EngineService({
    datasetsDirectory: '',
    runtimes: null,
    post: (event: EngineEvent) =>
      port.onmessage?.call(null as never, { data: structuredClone(event) } as MessageEvent),
    now: () => performance.now(),
    yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
  })
  return { port, requests }
}

function moons(dataset = 'moons', outputs = 2): GraphDocument {
  return documentOf(
    [
      { id: 'data1', kind: 'data', attrs: { dataset, size: 100 } },
      { id: 'dense1', kind: 'dense', attrs: { units: 4 } },
      { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
      { id: 'dense2', kind: 'dense', attrs: { units: outputs } },
      { id: 'loss1', kind: 'loss' },
    ],
    { batchSize: 16, epochs: 3 },
  )
}

let requests: EngineRequest[] = []
const stops: (() => void)[] = []
const asked = () => requests.filter(({ type }) => type === 'plane')

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

/** An engine that only greets. */
function silentPort(): EnginePort {
  const port: EnginePort = {
    postMessage: () => {
      const data = { type: 'ready', protocol: protocolVersion, backend: 'reference' }
      queueMicrotask(() => port.onmessage?.call(null as never, { data } as MessageEvent))
    },
    onmessage: null,
    close: () => {},
  }
  return port
}

function open(document: GraphDocument): GraphDocument {
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
  return document
}

async function trained(document: GraphDocument): Promise<void> {
  await engine.train(document)
  await vi.waitFor(() => expect(useRun.getState().run?.state).toBe('finished'))
}

const answered = () => usePlane.getState().answered
const examples = () => usePlane.getState().examples.state

beforeEach(async () => {
  const opened = enginePort()
  requests = opened.requests
  engine.use(async () => opened.port)
  await engine.connect()
})

afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  engine.crashed('test')
  engine.forget()
  await Promise.resolve()
})

describe('answers over the plane', () => {
  it('come while somebody watches, one question at a time, until they are of the last weights', async () => {
    const document = open(moons())
    stops.push(watchPlane(['tanh1']))
    await vi.waitFor(() => expect(examples()).toBe('ready'))
    expect(asked()).toHaveLength(0)
    expect(boundaryData(usePlane.getState())).toMatchObject({ classes: 2 })
    await trained(document)
    await vi.waitFor(() => expect(answered()?.step).toBe(useRun.getState().run!.step))
    const data = boundaryData(usePlane.getState())
    expect(data.points.length).toBe(100)
    expect(data.points.filter(({ isTraining }) => isTraining)).toHaveLength(64)
    expect(unitsData(answered(), 'tanh1', id => `the ${id}`)).toMatchObject({
      label: 'the tanh1',
      count: 4,
    })
    expect(unitsData(answered(), 'dense2', id => id)).toBeNull()
    // Asked once more at most, where the last answer was under way when the run ended.
    await pause(400)
    const before = asked().length
    await pause(400)
    expect(asked()).toHaveLength(before)
  })

  it('are those of the initial weights before there is a run, and of the graph as it is edited', async () => {
    open(moons())
    stops.push(watchPlane(['tanh1']))
    await vi.waitFor(() => expect(answered()).toMatchObject({ runId: null, step: 0 }))
    const initial = () => requests.filter(({ type }) => type === 'initialPlane')
    expect(unitsData(answered(), 'tanh1', id => id)).toMatchObject({ count: 4 })
    const first = answered()
    const before = initial().length
    const moved = moons().nodes.map(node => ({ ...node, position: { x: 7, y: 8 } }))
    open({ ...moons(), nodes: moved })
    await pause(150)
    expect(initial()).toHaveLength(before)
    open({ ...moons(), training: { ...moons().training, seed: 9 } })
    await vi.waitFor(() => expect(answered()?.answer.outputs).not.toEqual(first!.answer.outputs))
  })

  it('are not asked for again by themselves of an engine that ended over them', async () => {
    open(moons())
    stops.push(watchPlane([]))
    await vi.waitFor(() => expect(examples()).toBe('ready'))
    const openPort = vi.fn(async () => enginePort().port)
    engine.use(openPort)
    engine.crashed('it ran out of memory')
    open({ ...moons(), training: { ...moons().training, seed: 9 } })
    await pause(50)
    expect(openPort).not.toHaveBeenCalled()
    await engine.connect()
    await vi.waitFor(() => expect(examples()).toBe('ready'))
  })

  it('are not waited for where the engine ends over the examples', async () => {
    engine.use(async () => silentPort())
    engine.crashed('test')
    await engine.connect()
    open(moons())
    stops.push(watchPlane([]))
    expect(examples()).toBe('reading')
    engine.crashed('it ran out of memory')
    expect(usePlane.getState().examples).toMatchObject({
      state: 'failed',
      message: 'The engine stopped.',
    })
    engine.use(async () => enginePort().port)
    await engine.connect()
    await vi.waitFor(() => expect(examples()).toBe('ready'))
  })

  it('come at most ten times a second', async () => {
    const document = open(moons())
    stops.push(watchPlane([]))
    await trained(document)
    await vi.waitFor(() => expect(answered()).not.toBeNull())
    const before = asked().length
    const started = performance.now()
    for (let i = 0; i < 20; i++) {
      useRun.setState(({ run }) => ({ run: run && { ...run, step: run.step + 1 } }))
      await new Promise(resolve => setTimeout(resolve, 15))
    }
    const most = Math.ceil((performance.now() - started) / 100) + 1
    expect(asked().length - before).toBeGreaterThan(0)
    expect(asked().length - before).toBeLessThanOrEqual(most)
  })

  it('stop with the last who watched, and are asked for again for other units', async () => {
    const document = open(moons())
    const stopFirst = watchPlane(['tanh1'])
    await trained(document)
    await vi.waitFor(() => expect(answered()).not.toBeNull())
    stopFirst()
    stops.push(watchPlane(['dense1']))
    await vi.waitFor(() => expect(unitsData(answered(), 'dense1', id => id)).not.toBeNull())
    for (const stop of stops.splice(0)) stop()
    await Promise.resolve()
    expect(usePlane.getState()).toMatchObject({ answered: null, examples: { state: 'none' } })
    const before = requests.length
    useRun.setState(({ run }) => ({ run: run && { ...run, step: 999 } }))
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(requests).toHaveLength(before)
  })

  it('are not asked for where the data has other than two inputs', async () => {
    const document = open(moons('randomNoise', 10))
    stops.push(watchPlane([]))
    expect(usePlane.getState().examples).toEqual({ state: 'noPlane', features: [100] })
    await trained(document)
    expect(requests.map(({ type }) => type)).not.toContain('plane')
    expect(requests.map(({ type }) => type)).not.toContain('examples')
  })

  it('begin anew with another run', async () => {
    const document = open(moons())
    stops.push(watchPlane([]))
    await trained(document)
    await vi.waitFor(() => expect(answered()).not.toBeNull())
    const first = answered()!.runId
    await trained({ ...document, training: { ...document.training, seed: 5 } })
    await vi.waitFor(() => expect(answered()?.runId).toBe(useRun.getState().run!.id))
    expect(answered()!.runId).not.toBe(first)
    await vi.waitFor(() => expect(examples()).toBe('ready'))
  })
})

describe('a loss landscape', () => {
  const now = () => useLandscape.getState().now

  it('is measured around the weights of the run, as chosen', async () => {
    stops.push(followLandscape())
    measureLandscape()
    expect(now().state).toBe('none')
    await trained(open(moons()))
    chooseLandscape({ resolution: 15, range: 0.5, part: 'validation', seed: 4 })
    measureLandscape()
    expect(now().state).toBe('working')
    await vi.waitFor(() => expect(now().state).toBe('done'))
    expect(now()).toMatchObject({
      landscape: { resolution: 15, range: 0.5, part: 'validation', seed: 4, examples: 16 },
    })
  })

  it('can be given up, and goes with its run', async () => {
    stops.push(followLandscape())
    const document = open(moons())
    await trained(document)
    chooseLandscape({ resolution: 61 })
    measureLandscape()
    cancelLandscape()
    expect(now().state).toBe('none')
    await vi.waitFor(() => expect(requests.map(({ type }) => type)).toContain('cancelLandscape'))
    chooseLandscape({ resolution: 15 })
    measureLandscape()
    await vi.waitFor(() => expect(now().state).toBe('done'))
    await trained({ ...document, training: { ...document.training, seed: 5 } })
    expect(now().state).toBe('none')
  })

  it('says why there is none', async () => {
    stops.push(followLandscape())
    const document = moons()
    const nodes = document.nodes.map(node =>
      node.kind === 'data' ? { ...node, attrs: { ...node.attrs, validationFraction: 0 } } : node,
    )
    await trained(open({ ...document, nodes }))
    chooseLandscape({ part: 'validation' })
    measureLandscape()
    await vi.waitFor(() => expect(now().state).toBe('failed'))
    expect(now()).toMatchObject({ message: expect.stringContaining('no examples') })
  })
})
