// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type EngineEvent, type EngineRequest, protocolVersion } from '../../../src/engine/protocol'
import { frameHeader } from '../../../src/engine/telemetry/layout'
import { followRuns, keepNow } from '../../../src/renderer/runs/recorder'
import { useDocument } from '../../../src/renderer/stores/document'
import type { EnginePort } from '../../../src/renderer/stores/engine-connection'
import { engine, useRun } from '../../../src/renderer/stores/run'
import { type RunRecord, runRecordSchema } from '../../../src/shared/runs/record'
import { mnistDocument } from '../../support/documents'

const width = frameHeader.length
const document = mnistDocument([4])
const request = vi.fn(async (..._: unknown[]) => ({ kind: 'kept', dropped: 0 }))
let port: EnginePort
let stop = () => {}

const answer = (event: EngineEvent) =>
  port.onmessage?.call(null as never, { data: event } as MessageEvent)

/** What was sent to be kept, as main would take it. */
function saved(): RunRecord[] {
  return request.mock.calls.flatMap(([channel, record]) =>
    channel === 'runs.save' ? [runRecordSchema.parse(record)] : [],
  )
}

beforeEach(async () => {
  vi.stubGlobal('window', Object.assign(window, { gradscope: { request, on: () => () => {} } }))
  request.mockClear()
  port = { postMessage: (_: EngineRequest) => {}, onmessage: null, close: () => {} }
  engine.crashed('test')
  engine.forget()
  engine.use(async () => port)
  useDocument.getState().load({ document, name: 'net', path: null, saved: true })
  const connecting = engine.connect()
  await vi.waitFor(() => expect(port.onmessage).not.toBeNull())
  answer({ type: 'ready', protocol: protocolVersion, backend: 'reference' })
  await connecting
  stop = followRuns()
})

afterEach(() => {
  stop()
  vi.restoreAllMocks()
})

/** Begins a run and gives it a step. */
async function train(): Promise<number> {
  await engine.train(document)
  const { id } = useRun.getState().run!
  answer({
    ...{ type: 'loaded', runId: id, backend: 'wasm', threads: 1 },
    layout: { width, rows: [], histogramLength: 0 },
    ...{ totalSteps: 100, stepsPerEpoch: 20, parameterCount: 10, memoryBytes: 1000 },
    examples: { train: 80, validation: 20, test: 10 },
    firstStep: 0,
  })
  answer({ type: 'state', runId: id, state: 'running', step: 0, epoch: 0 })
  const frames = new Float64Array(width)
  frames[0] = 1
  answer({ type: 'telemetry', runId: id, frames, stepsPerSecond: 1 })
  return id
}

it('a run is kept though the clock was set back while it trained', async () => {
  const now = Date.now()
  await train()
  vi.spyOn(Date, 'now').mockReturnValue(now - 3_600_000)
  await keepNow()
  expect(saved()).toMatchObject([{ summary: { state: 'running' } }])
  expect(saved()[0]!.summary.duration).toBeLessThan(60_000)
})

it('a run whose engine was lost is kept as interrupted', async () => {
  await train()
  answer({ type: 'lost', reason: 'it ended with code 1' })
  await vi.waitFor(() => expect(saved()).toMatchObject([{ summary: { state: 'interrupted' } }]))
})

it('the time after the engine was lost is no training', async () => {
  await train()
  answer({ type: 'lost', reason: 'it ended with code 1' })
  const now = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(now + 3_600_000)
  await keepNow()
  expect(saved().at(-1)!.summary.duration).toBeLessThan(60_000)
})

it('a run whose engine was lost stays interrupted when another begins', async () => {
  await train()
  answer({ type: 'lost', reason: 'it ended with code 1' })
  const connecting = engine.connect()
  await vi.waitFor(() => expect(port.onmessage).not.toBeNull())
  answer({ type: 'ready', protocol: protocolVersion, backend: 'reference' })
  await connecting
  await train()
  const [{ id } = { id: '' }] = saved()
  const states = saved().flatMap(record => (record.id === id ? [record.summary.state] : []))
  expect(states.at(-1)).toBe('interrupted')
})
