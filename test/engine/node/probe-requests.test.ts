import { afterAll, describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { EngineService } from '../../../src/engine/node/engine-service'
import type { EngineEvent, EngineRequest } from '../../../src/engine/protocol'
import { documentOf, mnistDocument } from '../../support/documents'
import { runtimes } from '../../support/wasm'

afterAll(() => runtimes.dispose())

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>

/** An engine with the real clock, whose events can be waited for. */
function startEngine() {
  const events: EngineEvent[] = []
  const service = new EngineService({
    datasetsDirectory: '',
    runtimes,
    post: event => events.push(structuredClone(event)),
    now: () => performance.now(),
    yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
  })
  return {
    events,
    send: (request: EngineRequest) => service.handle(request),
    async next<T extends EngineEvent['type']>(
      type: T,
      fits: (event: EventOf<T>) => boolean = () => true,
    ): Promise<EventOf<T>> {
      for (;;) {
        const at = events.findIndex(event => event.type === type && fits(event as EventOf<T>))
        if (at >= 0) return events.splice(at, 1)[0] as EventOf<T>
        await new Promise(resolve => setImmediate(resolve))
      }
    },
  }
}
type Engine = ReturnType<typeof startEngine>

function spiral(training: Partial<GraphDocument['training']> = {}): GraphDocument {
  return documentOf(
    [
      { id: 'data1', kind: 'data', attrs: { dataset: 'spiral', size: 300 } },
      { id: 'dense1', kind: 'dense', attrs: { units: 16 } },
      { id: 'norm1', kind: 'batchNorm' },
      { id: 'relu1', kind: 'activation' },
      { id: 'drop1', kind: 'dropout' },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss1', kind: 'loss' },
    ],
    { batchSize: 32, epochs: 40, ...training },
  )
}

const plane = {
  type: 'plane' as const,
  planeId: 7,
  runId: 1,
  resolution: 20,
  unitsOf: ['relu1'],
}
const landscape = {
  type: 'landscape',
  landscapeId: 3,
  runId: 1,
  resolution: 9,
  range: 1,
  seed: 5,
  part: 'validation',
  examples: 1000,
} as const

async function load(engine: Engine, document: GraphDocument): Promise<void> {
  await engine.send({ type: 'load', runId: 1, document })
  await engine.next('loaded')
}

/** The hash of the weights at the end of a run that was looked at all the time, or not at all. */
async function hashAfterRun(probed: boolean): Promise<string> {
  const engine = startEngine()
  await load(engine, spiral({ epochs: 400 }))
  await engine.send({ type: 'run', runId: 1 })
  let isOver = false
  let id = 0
  const probing = async () => {
    while (!isOver) {
      id++
      await engine.send({ ...plane, planeId: id })
      await engine.next('planeAnswered', event => event.planeId === id)
      if (id % 3 === 1) await engine.send({ ...landscape, landscapeId: id, resolution: 31 })
    }
  }
  const probes = probed ? probing() : Promise.resolve()
  await engine.next('state', ({ state }) => state === 'finished')
  isOver = true
  await probes
  expect(id).toBeGreaterThanOrEqual(probed ? 4 : 0)
  await engine.send({ type: 'weights', runId: 1 })
  return (await engine.next('weights')).hash
}

describe('looking at a run', () => {
  it('does not change a bit of its weights', async () => {
    expect(await hashAfterRun(true)).toBe(await hashAfterRun(false))
  })

  it('answers on a plane with the weights of the moment', async () => {
    const engine = startEngine()
    await load(engine, spiral())
    const ask = async () => {
      await engine.send(plane)
      const { step, result } = await engine.next('planeAnswered')
      if (!result.ok) throw new Error(result.message)
      return { step, answer: result.answer }
    }
    const before = await ask()
    expect(before.step).toBe(0)
    expect(before.answer.outputs).toHaveLength(3)
    expect(before.answer.units).toMatchObject([{ nodeId: 'relu1', count: 16 }])
    await engine.send({ type: 'step', runId: 1 })
    const after = await ask()
    expect(after.step).toBe(1)
    expect(after.answer.outputs).not.toEqual(before.answer.outputs)
    for (let cell = 0; cell < 400; cell++) {
      const sum = after.answer.outputs.reduce((total, values) => total + values[cell]!, 0)
      expect(sum).toBeCloseTo(1, 5)
    }
  })

  it('answers for a document without a run as its run does before the first step', async () => {
    const engine = startEngine()
    const { runId: _, ...question } = plane
    const initial = { ...question, type: 'initialPlane' as const, planeId: 8 }
    await engine.send({ ...initial, document: spiral() })
    const before = await engine.next('planeAnswered')
    expect(before).toMatchObject({ planeId: 8, runId: null, step: 0, result: { ok: true } })
    await load(engine, spiral())
    await engine.send(plane)
    expect((await engine.next('planeAnswered')).result).toEqual(before.result)
    await engine.send({ ...initial, document: mnistDocument() })
    expect((await engine.next('planeAnswered')).result.ok).toBe(false)
    await engine.send({ ...initial, document: { nodes: 'none' } as never })
    expect((await engine.next('planeAnswered')).result.ok).toBe(false)
  })

  it('measures a landscape whose centre is the evaluated loss, and says how far it is', async () => {
    const engine = startEngine()
    await load(engine, spiral({ epochs: 2 }))
    await engine.send({ type: 'run', runId: 1 })
    await engine.next('state', ({ state }) => state === 'finished')
    const { metrics, step } = await engine.next(
      'evaluation',
      event => event.part === 'validation' && event.step > 0 && event.epoch === 2,
    )
    await engine.send({ ...landscape, resolution: 101 })
    const { soFar } = await engine.next('landscapeProgress')
    expect(soFar.done).toBeGreaterThan(0)
    expect(soFar.losses.filter(Number.isFinite)).toHaveLength(soFar.done)
    const { result } = await engine.next('landscapeMeasured')
    if (!result.ok) throw new Error(result.message)
    const { losses, examples, seed, ...rest } = result.landscape
    expect(rest).toMatchObject({ step, runId: 1, part: 'validation', resolution: 101 })
    expect(examples).toBe(48)
    expect(losses[(101 ** 2 - 1) / 2]).toBeCloseTo(metrics.loss, 4)
  })

  it('gives a landscape up, and lets a newer one take its place', async () => {
    const engine = startEngine()
    await load(engine, spiral())
    await engine.send({ ...landscape, landscapeId: 1, resolution: 201 })
    await engine.next('landscapeProgress')
    await engine.send({ type: 'cancelLandscape', landscapeId: 1 })
    await engine.send({ ...landscape, landscapeId: 2, resolution: 201 })
    await engine.send({ ...landscape, landscapeId: 3, resolution: 5 })
    await engine.next('landscapeMeasured', ({ landscapeId }) => landscapeId === 3)
    await engine.send({ ...landscape, landscapeId: 4, resolution: 5 })
    await engine.next('landscapeMeasured', ({ landscapeId }) => landscapeId === 4)
    expect(engine.events.filter(({ type }) => type === 'landscapeMeasured')).toEqual([])
  })

  it('says why there is no plane or no landscape', async () => {
    const engine = startEngine()
    const noise = spiral()
    const nodes = noise.nodes.map(node =>
      node.kind === 'data'
        ? { ...node, attrs: { ...node.attrs, dataset: 'randomNoise', validationFraction: 0 } }
        : node.id === 'dense2'
          ? { ...node, attrs: { ...node.attrs, units: 10 } }
          : node,
    )
    await load(engine, { ...noise, nodes })
    await engine.send(plane)
    expect((await engine.next('planeAnswered')).result).toMatchObject({
      ok: false,
      message: expect.stringMatching(/two inputs/),
    })
    await engine.send(landscape)
    expect((await engine.next('landscapeMeasured')).result).toMatchObject({
      ok: false,
      message: expect.stringMatching(/no examples/),
    })
  })
})

describe('examples of a data set', () => {
  async function read(document: GraphDocument, most = 1000) {
    const engine = startEngine()
    await engine.send({ type: 'examples', examplesId: 9, document, most })
    return (await engine.next('examplesRead')).result
  }

  it('are points in the data’s own units, a part at a time, as many as are asked for', async () => {
    const result = await read(spiral())
    if (!result.ok || !result.examples) throw new Error('no examples')
    const { train, validation, test, plane: sight, classes, classNames } = result.examples
    expect(classNames).toBeNull()
    expect([train, validation, test].map(({ targets }) => targets.length)).toEqual([192, 48, 60])
    expect(classes).toBe(3)
    for (let i = 0; i < train.targets.length; i++) {
      const [x, y] = [train.points[2 * i]!, train.points[2 * i + 1]!]
      expect(Math.hypot(x, y)).toBeLessThan(1.6)
      expect(x > sight.x.from && x < sight.x.to && y > sight.y.from && y < sight.y.to).toBe(true)
    }
    const few = await read(spiral(), 5)
    if (!few.ok || !few.examples) throw new Error('no examples')
    expect(few.examples.test.points).toEqual(test.points.slice(0, 10))
  })

  it('are null where they are no points, and a reason where there are none', async () => {
    const clusters = documentOf([
      { id: 'data1', kind: 'data', attrs: { dataset: 'randomNoise' } },
      { id: 'dense1', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
    ])
    expect(await read(clusters)).toEqual({ ok: true, examples: null })
    expect(await read(mnistDocument())).toMatchObject({ ok: false })
    expect(await read(documentOf([]))).toMatchObject({ ok: false })
  })
})
