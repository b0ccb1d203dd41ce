import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { EngineService } from '../../../src/engine/node/engine-service'
import type { StartTrialWorker } from '../../../src/engine/node/sweep/trial-worker'
import type { EngineEvent } from '../../../src/engine/protocol'
import type { SweepSpec } from '../../../src/engine/sweep/spec'
import { rankTrials } from '../../../src/engine/sweep/trial'
import { useTinyMnist } from '../../support/datasets'
import { mnistDocument } from '../../support/documents'

const spec: SweepSpec = {
  method: 'random',
  parameters: [
    { path: 'training.optimizer.learningRate', scale: 'log', range: [1e-4, 1] },
    { path: 'nodes.dense1.units', values: [3, 5] },
  ],
  trials: 6,
  seed: 1,
  objective: 'validationAccuracy',
  length: { unit: 'steps', count: 3 },
}

describe('the request for a sweep', () => {
  const datasetsDirectory = useTinyMnist()

  /** A worker in this process; every `crashesAt`-th load of all ends it. */
  function workers(crashesAt = Number.POSITIVE_INFINITY): StartTrialWorker {
    let loads = 0
    return ({ onEvent, onExit }) => {
      let ended = false
      const service = serviceWith(event => {
        if (!ended) onEvent(event)
      })
      return {
        post: request => {
          if (request.type === 'load' && ++loads === crashesAt) {
            ended = true
            queueMicrotask(() => onExit('out of memory'))
          }
          if (!ended) void service.handle(request)
        },
        terminate: () => {
          ended = true
        },
      }
    }
  }

  function serviceWith(
    post: (event: EngineEvent) => void,
    startTrialWorker?: StartTrialWorker,
  ): EngineService {
    return new EngineService({
      datasetsDirectory,
      runtimes: null,
      post,
      now: () => performance.now(),
      yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
      ...(startTrialWorker && { startTrialWorker }),
    })
  }

  interface Asked {
    readonly done?: readonly number[]
    readonly workers?: number
    readonly start?: StartTrialWorker
    readonly cancelAfter?: number
    readonly spec?: SweepSpec
    readonly document?: GraphDocument
  }

  async function sweep(asked: Asked = {}) {
    const { done = [], workers: count = 2, start = workers(), cancelAfter } = asked
    const events: EngineEvent[] = []
    const results = () => events.flatMap(each => (each.type === 'trialDone' ? [each.result] : []))
    const service: EngineService = serviceWith(event => {
      events.push(event)
      if (event.type === 'trialDone' && results().length === cancelAfter) {
        void service.handle({ type: 'cancelSweep', sweepId: 1 })
      }
    }, start)
    const document = asked.document ?? mnistDocument([4])
    const request = { type: 'sweep', sweepId: 1, document, done, workers: count }
    await service.handle({ ...request, spec: asked.spec ?? spec })
    const ends = events.flatMap(each => (each.type === 'sweepEnded' ? [each.outcome] : []))
    return { events, results: results(), end: ends[0] ?? null }
  }

  it('trains every trial once and gives the same, whatever the number of workers', async () => {
    const one = await sweep({ workers: 1 })
    const three = await sweep({ workers: 3 })
    expect(one.end).toEqual({ ok: true })
    const ranked = ({ results }: typeof one) => rankTrials(results, spec.objective)
    expect(ranked(one)).toHaveLength(6)
    expect(ranked(three)).toEqual(ranked(one))
    expect(one.results.every(({ steps, weightsHash }) => steps === 3 && weightsHash)).toBe(true)
    expect(one.events.some(({ type }) => type === 'sweepProgress')).toBe(true)
  })

  it('leaves out what is known already', async () => {
    const { results, end } = await sweep({ done: [1, 2, 5] })
    expect(results.map(({ trial }) => trial).sort()).toEqual([3, 4, 6])
    expect(end).toEqual({ ok: true })
  })

  it('ends when it is cancelled, without a word; what is done was told of', async () => {
    const { results, end } = await sweep({ cancelAfter: 2, workers: 1 })
    expect(results.map(({ trial }) => trial)).toEqual([1, 2])
    expect(end).toBeNull()
  })

  it('goes on after a worker that ended by itself', async () => {
    const { results, end } = await sweep({ start: workers(2), workers: 1 })
    expect(end).toEqual({ ok: true })
    expect(results.map(({ state }) => state)).toEqual([
      'finished',
      'failed',
      'finished',
      'finished',
      'finished',
      'finished',
    ])
    expect(results[1]!.reason).toMatch(/out of memory/)
  })

  it('says why it cannot be run', async () => {
    const parameters: SweepSpec['parameters'] = [{ path: 'nodes.fc9.units', values: [3] }]
    const wrong = await sweep({ spec: { ...spec, parameters } })
    expect(wrong.end).toMatchObject({ ok: false, path: 'nodes.fc9.units' })
    const incomplete = await sweep({ document: { ...mnistDocument([4]), edges: [] } })
    expect(incomplete.end).toMatchObject({ ok: false, path: null })
    expect([...wrong.results, ...incomplete.results]).toEqual([])
  })
})
