// @vitest-environment jsdom
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type EngineEvent,
  type EngineRequest,
  engineRequestSchema,
  protocolVersion,
} from '../../../src/engine/protocol'
import type { TrialRecord } from '../../../src/engine/sweep/messages'
import type { TrialResult } from '../../../src/engine/sweep/trial'
import { trainsAlike } from '../../../src/renderer/stores/analysis'
import { useDocument } from '../../../src/renderer/stores/document'
import type { EnginePort } from '../../../src/renderer/stores/engine-connection'
import { readKeptSweep } from '../../../src/renderer/stores/kept-sweep'
import { engine } from '../../../src/renderer/stores/run'
import {
  cancelSweep,
  chooseSweep,
  followSweep,
  plannedSweep,
  resumeSweep,
  startSweep,
  useSweep,
} from '../../../src/renderer/stores/sweep'
import { followTrials, runOf } from '../../../src/renderer/sweep/keep-trials'
import { applyTrial } from '../../../src/renderer/sweep/use-trial'
import { runRecordSchema } from '../../../src/shared/runs/record'
import { mnistDocument } from '../../support/documents'

const document = mnistDocument([8])
const settled = () => new Promise(resolve => setTimeout(resolve, 0))

let sent: EngineRequest[] = []
let port: EnginePort
let stop = () => {}

function answer(event: EngineEvent): void {
  port.onmessage?.call(null as never, { data: event } as MessageEvent)
}

function sweeps() {
  return sent.flatMap(request => (request.type === 'sweep' ? [request] : []))
}

function done(trial: number, accuracy: number): void {
  const values = [10 ** -trial, 1e-5]
  const result = { ...finished, trial, values, validation: { loss: 1, accuracy } }
  answer({ type: 'trialDone', sweepId: sweeps().at(-1)!.sweepId, result, record: null })
}

const finished: TrialResult = {
  trial: 1,
  values: [0.001, 1e-5],
  state: 'finished',
  validation: { loss: 0.5, accuracy: 0.9 },
  train: { loss: 0.4, accuracy: 0.95 },
  steps: 12,
  epochs: 2,
  weightsHash: 'a'.repeat(64),
  reason: null,
}

const record: TrialRecord = {
  backend: 'wasm',
  threads: 1,
  totalSteps: 12,
  stepsPerEpoch: 6,
  parameterCount: 400,
  examples: { train: 40, validation: 10, test: 10 },
  curves: { steps: [1, 2], loss: [2, 1], accuracy: [0.1, 0.2] },
  evaluations: [
    { part: 'validation', step: 6, loss: 0.7, accuracy: 0.8 },
    { part: 'validation', step: 12, loss: 0.5, accuracy: 0.9 },
  ],
}

describe('the sweep of the window', () => {
  beforeEach(async () => {
    sent = []
    port = {
      postMessage: request => {
        sent.push(request)
        if (request.type === 'hello') {
          const ready = { type: 'ready', protocol: protocolVersion, backend: 'wasm' } as const
          queueMicrotask(() => answer(ready))
        }
      },
      onmessage: null,
      close: () => {},
    }
    engine.use(() => Promise.resolve(port))
    stop = followSweep()
    useDocument.getState().load({ document, name: 'net', path: null, saved: true })
    chooseSweep({ trials: 3, seed: 4, length: { unit: 'steps', count: 7 } })
    startSweep()
    await settled()
    await settled()
  })

  afterEach(() => {
    stop()
    engine.crashed('the test is over')
  })

  it('asks the engine for what was chosen, in a message that it takes', () => {
    const [request] = sweeps()
    expect(engineRequestSchema.safeParse(request).success).toBe(true)
    expect(request).toMatchObject({
      done: [],
      spec: { trials: 3, seed: 4, objective: 'validationAccuracy', length: { count: 7 } },
    })
  })

  it('stops, keeps what is done, and asks for the rest of the graph as it was', async () => {
    done(2, 0.5)
    cancelSweep()
    await settled()
    expect(sent.at(-1)).toEqual({ type: 'cancelSweep', sweepId: sweeps()[0]!.sweepId })
    // What was on its way when it stopped is not taken.
    done(3, 0.6)
    expect(useSweep.getState().started).toMatchObject({ state: 'stopped', results: { length: 1 } })
    const { history } = useDocument.getState()
    useDocument
      .getState()
      .edit({ key: 'history.newSeed' }, [
        { kind: 'setTraining', training: { ...history.present.training, seed: 99 } },
      ])
    resumeSweep()
    await settled()
    expect(sweeps().at(-1)).toMatchObject({ done: [2], document: { training: document.training } })
    done(1, 0.7)
    done(3, 0.6)
    answer({ type: 'sweepEnded', sweepId: sweeps().at(-1)!.sweepId, outcome: { ok: true } })
    const { started } = useSweep.getState()
    expect(started?.state).toBe('done')
    expect(started?.results.map(({ trial }) => trial)).toEqual([2, 1, 3])
  })

  it('is stopped, not lost, when the engine goes away', () => {
    done(1, 0.5)
    engine.crashed('out of memory')
    expect(useSweep.getState().started).toMatchObject({ state: 'stopped', results: { length: 1 } })
  })

  it('says why the engine would not run it', () => {
    const outcome = { ok: false, path: null, message: 'No.', remedy: 'Mend it.' } as const
    answer({ type: 'sweepEnded', sweepId: sweeps()[0]!.sweepId, outcome })
    expect(useSweep.getState()).toMatchObject({
      started: null,
      settingUp: true,
      problem: { message: 'No.' },
    })
  })

  it('applies a trial as one undo step', () => {
    applyTrial(useSweep.getState().started!, finished)
    const { history, undo } = useDocument.getState()
    expect(history.present.training.optimizer.learningRate).toBe(0.001)
    expect(history.present.training.regularization.l2).toBe(1e-5)
    undo()
    expect(useDocument.getState().history.present).toBe(document)
  })

  it('keeps a trial as a run that the store takes, without the test part', () => {
    const started = useSweep.getState().started!
    const run = runOf(started, finished, record, 1000, 250)!
    expect(runRecordSchema.safeParse(run).error).toBeUndefined()
    expect(run.summary).toMatchObject({
      origin: 'sweep',
      group: 'Sweep of net, seed 4',
      learningRate: 0.001,
      metrics: { validation: { step: 12, accuracy: 0.9 }, test: null },
    })
    expect(JSON.parse(run.document).training.optimizer.learningRate).toBe(0.001)
    const failed = { ...finished, state: 'failed' } as const
    expect(runOf(started, failed, record, 1000, 0)).toBeNull()
  })

  it('measures a trial from when it began in the sweep that goes on', async () => {
    const request = vi.fn(async (..._: unknown[]) => ({ kind: 'kept', dropped: 0 }))
    Object.assign(window, { gradscope: { request, on: () => () => {} } })
    const stopKeeping = followTrials()
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_000)
    const begin = () => {
      const running = [{ trial: 1, step: 0, totalSteps: 7, loss: 1 }]
      answer({ type: 'sweepProgress', sweepId: sweeps().at(-1)!.sweepId, running })
    }
    begin()
    cancelSweep()
    now.mockReturnValue(4_600_000)
    resumeSweep()
    await settled()
    begin()
    now.mockReturnValue(4_602_000)
    answer({ type: 'trialDone', sweepId: sweeps().at(-1)!.sweepId, result: finished, record })
    stopKeeping()
    now.mockRestore()
    expect(request.mock.calls).toMatchObject([
      ['runs.save', { summary: { startedAt: 4_600_000, duration: 2000 } }],
    ])
  })

  describe('what is kept over the end of the app', () => {
    const rehydrate = async (state: unknown) => {
      localStorage.setItem('gradscope.sweep', JSON.stringify({ state, version: 1 }))
      await useSweep.persist.rehydrate()
    }

    it('is read again, a sweep that was running as one that stopped', async () => {
      done(1, 0.5)
      const { choices, started } = useSweep.getState()
      await rehydrate({ choices: { ...choices, seed: 9 }, started })
      expect(useSweep.getState().choices).toEqual({ ...choices, seed: 9 })
      expect(readKeptSweep({ choices, started })).toEqual({
        choices,
        started: { ...started, state: 'stopped' },
      })
    })

    it('is left out where it is damaged, and keeps no graph from being opened', async () => {
      await rehydrate({
        choices: { parameters: 5, length: null, seed: 7 },
        started: { state: 'running', document: { nodes: 4 }, results: 3 },
      })
      expect(useSweep.getState().choices).toMatchObject({ seed: 7, length: { count: 5 } })
      useDocument.getState().load({ document, name: 'net', path: null, saved: true })
      expect(useSweep.getState().started).toBeNull()
    })

    it('never keeps the app from starting, whatever it is', () => {
      const { choices, started } = useSweep.getState()
      fc.assert(
        fc.property(damagedJson({ choices, started }), kept => {
          const read = readKeptSweep(kept)
          expect(() => plannedSweep({ ...choices, ...read.choices }, document)).not.toThrow()
          if (read.started)
            expect(trainsAlike(read.started.document, document)).toBeTypeOf('boolean')
        }),
      )
    })
  })
})

/** A sound value with other values in places of it. */
function damagedJson(sound: unknown): fc.Arbitrary<unknown> {
  const text = JSON.stringify(sound)
  const places = [...text.matchAll(/(?<=":)("[^"]*"|[\d.e+-]+|null|\{\}|\[\])/g)]
  return fc
    .array(fc.tuple(fc.nat(places.length - 1), fc.jsonValue({ maxDepth: 2 })), { maxLength: 4 })
    .map(changes => {
      const values = new Map(changes.map(([place, value]) => [places[place]!.index, value]))
      let result = ''
      let end = 0
      for (const { index, 0: found } of places) {
        if (!values.has(index)) continue
        result += text.slice(end, index) + JSON.stringify(values.get(index))
        end = index + found.length
      }
      return JSON.parse(result + text.slice(end))
    })
}
