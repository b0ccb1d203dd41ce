import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReferenceExecutor } from '../../../src/engine/backends/reference'
import { type EarlyStoppingConfig, earlyStoppingSchema } from '../../../src/engine/document/schema'
import { weightsHash } from '../../../src/engine/node/weights-hash'
import { compileProgram } from '../../../src/engine/plan/program'
import { EarlyStopping } from '../../../src/engine/training/early-stopping'
import { TrainingSession } from '../../../src/engine/training/session'
import { buildGraph, classes, type NodeSpec } from '../../support/networks'
import { pointData } from '../../support/sessions'

type Active = Exclude<EarlyStoppingConfig, { kind: 'none' }>
const config = (fields: Partial<Active> = {}) =>
  earlyStoppingSchema.parse({ kind: 'validationLoss', ...fields }) as Active

const nodes: NodeSpec[] = [
  { id: 'data', kind: 'data' },
  { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
  { id: 'bn1', kind: 'batchNorm' },
  { id: 'loss', kind: 'loss' },
]

function setup(fields: Partial<Active> = {}) {
  const training = {
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    schedule: { kind: 'constant', warmup: 0 },
    clipping: { kind: 'none' },
    regularization: { l1: 0, l2: 0 },
    batchSize: 8,
    epochs: 3,
    earlyStopping: config(fields),
    seed: 1,
  } as const
  const program = compileProgram(buildGraph(nodes, classes(4, 3)), training)
  const executor = createReferenceExecutor(program)
  const data = pointData({ train: 32, validation: 16 })
  const session = new TrainingSession({ program, executor, data, training })
  const stopping = new EarlyStopping(training.earlyStopping, program, executor)
  const frame = new Float64Array(program.telemetry.width)
  return { session, stopping, step: () => session.step(frame) }
}

/** The epoch, from 1, at which a sequence of values stops a run; null where it never does. */
function stopsAt(values: readonly number[], fields: Partial<Active> = {}): number | null {
  const { stopping } = setup({ restoreBest: false, ...fields })
  const found = values.findIndex((value, i) =>
    stopping.observe({ loss: value, accuracy: value }, i + 1, i + 1),
  )
  return found < 0 ? null : found + 1
}

describe('patience', () => {
  it.each([
    ['counts from the best epoch', [5, 4, 3, 3.5, 3.4, 3.3], { patience: 3 }, 6],
    ['starts anew with every better epoch', [5, 6, 4, 6, 3, 6, 2], { patience: 2 }, null],
    ['does not take an equal value as better', [1, 1, 1], { patience: 2 }, 3],
    [
      'does not take a change up to min delta as better',
      [1, 0.95, 0.9],
      { patience: 2, minDelta: 0.1 },
      3,
    ],
    [
      'adds small changes up, measured from the best',
      [1, 0.95, 0.85, 0.8],
      { patience: 2, minDelta: 0.1 },
      null,
    ],
    ['takes NaN as no better', [1, Number.NaN, Number.NaN], { patience: 2 }, 3],
    ['goes on from a first value that is NaN', [Number.NaN, 2, 1, 0.5], { patience: 2 }, null],
    ['of one stops at the first epoch that is no better', [2, 1, 1.5], { patience: 1 }, 3],
  ] as const)('%s', (_name, values, fields, epoch) => {
    expect(stopsAt(values, fields)).toBe(epoch)
  })

  it('takes a higher accuracy as better', () => {
    const values = [0.5, 0.7, 0.6, 0.65, 0.69]
    expect(stopsAt(values, { kind: 'validationAccuracy', patience: 3 })).toBe(5)
    expect(stopsAt(values, { kind: 'validationLoss', patience: 3 })).toBe(4)
  })

  it('stops exactly `patience` epochs after the first of the lowest losses, or not at all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (losses, patience) => {
          const end = stopsAt(losses, { patience })
          const seen = losses.slice(0, end ?? losses.length)
          const waited = seen.length - 1 - seen.indexOf(Math.min(...seen))
          expect(end === null ? waited < patience : waited === patience).toBe(true)
        },
      ),
    )
  })
})

describe('the best weights', () => {
  /** Trains an epoch before each observed loss; returns the weights at every one. */
  function train(losses: readonly number[], fields: Partial<Active> = {}) {
    const { session, stopping, step } = setup(fields)
    const hashes = losses.map((loss, i) => {
      for (let k = 0; k < 4; k++) step()
      stopping.observe({ loss, accuracy: null }, session.stepsDone, i + 1)
      return weightsHash(session.parameters())
    })
    const evaluation = session.evaluate('validation')
    const outcome = stopping.conclude()
    return {
      session,
      stopping,
      hashes,
      evaluation,
      outcome,
      hash: weightsHash(session.parameters()),
    }
  }

  it('are put back at the end, with the running statistics of batch norm', () => {
    const { session, outcome, hashes, hash, evaluation } = train([3, 1, 2, 2, 2])
    expect(outcome).toEqual({
      metric: 'validationLoss',
      stopped: true,
      restored: true,
      best: { step: 8, epoch: 2, value: 1 },
      last: { step: 20, epoch: 5, value: 2 },
    })
    expect(hash).toBe(hashes[1])
    const asThen = train([3, 1])
    expect(session.evaluate('validation')).toEqual(asThen.evaluation)
    expect(session.evaluate('validation')).not.toEqual(evaluation)
  })

  it('are put back where all epochs were done, too', () => {
    const { outcome, hashes, hash } = train([3, 1, 2])
    expect(outcome).toMatchObject({ stopped: false, restored: true })
    expect(hash).toBe(hashes[1])
  })

  it('stay where the last epoch was the best', () => {
    const { outcome, hashes, hash } = train([3, 2, 1])
    expect(outcome).toMatchObject({ stopped: false, restored: false })
    expect(hash).toBe(hashes[2])
  })

  it('are not put back unless asked for', () => {
    const { outcome, hashes, hash } = train([3, 1, 2, 2, 2], { restoreBest: false })
    expect(outcome).toMatchObject({ stopped: true, restored: false, best: { epoch: 2 } })
    expect(hash).toBe(hashes[4])
  })

  it('are forgotten by a reset', () => {
    const { stopping } = train([3, 1, 2, 2])
    stopping.reset()
    expect(stopping.conclude()).toBeNull()
    expect(stopping.observe({ loss: 9, accuracy: null }, 4, 1)).toBe(false)
    expect(stopping.conclude()).toMatchObject({ best: { epoch: 1, value: 9 }, restored: false })
  })
})
