import { describe, expect, it } from 'vitest'
import { resolveSweep, type Sweep } from '../../../src/engine/sweep/resolve'
import { defaultParameters, type SweepSpec } from '../../../src/engine/sweep/spec'
import {
  rankTrials,
  type TrialResult,
  trialDocument,
  trialValues,
} from '../../../src/engine/sweep/trial'
import { mnistDocument } from '../../support/documents'

const document = mnistDocument([8])

function specOf(changes: Partial<SweepSpec> = {}): SweepSpec {
  return {
    method: 'random',
    parameters: [...defaultParameters],
    trials: 5,
    seed: 3,
    objective: 'validationAccuracy',
    ...changes,
  }
}

function sweepOf(changes: Partial<SweepSpec> = {}): Sweep {
  const resolved = resolveSweep(document, specOf(changes))
  if (!resolved.ok) throw new Error(resolved.failure.message)
  return resolved.sweep
}

function failure(changes: Partial<SweepSpec>, of = document): string {
  const resolved = resolveSweep(of, specOf(changes))
  if (resolved.ok) throw new Error('the sweep was taken')
  const { path, message, remedy } = resolved.failure
  return [path, message, remedy].filter(Boolean).join(' | ')
}

describe('a sweep', () => {
  it('draws the same trial whatever else is swept and however many trials there are', () => {
    const both = trialValues(sweepOf(), 4)
    const more = trialValues(sweepOf({ trials: 500 }), 4)
    const one = trialValues(sweepOf({ parameters: [defaultParameters[1]!] }), 4)
    expect(more).toEqual(both)
    expect(one).toEqual([both[1]])
    expect(trialValues(sweepOf({ seed: 4 }), 4)).not.toEqual(both)
  })

  it('takes every combination of a grid once, the last field changing fastest', () => {
    const sweep = sweepOf({
      method: 'grid',
      trials: 100,
      parameters: [
        { path: 'nodes.dense1.units', values: [4, 8] },
        { path: 'training.optimizer.learningRate', scale: 'log', range: [0.01, 1], points: 3 },
      ],
    })
    expect(sweep.trials).toBe(6)
    const rows = Array.from({ length: 6 }, (_, i) => trialValues(sweep, i + 1))
    expect(rows).toEqual([
      [4, 0.01],
      [4, 0.1],
      [4, 1],
      [8, 0.01],
      [8, 0.1],
      [8, 1],
    ])
  })

  it('draws whole numbers for fields that count', () => {
    const parameters = [{ path: 'nodes.dense1.units', scale: 'log', range: [4, 64] }] as const
    const sweep = sweepOf({ parameters: [...parameters] as SweepSpec['parameters'] })
    for (let trial = 1; trial <= 50; trial++) {
      expect(Number.isInteger(trialValues(sweep, trial)[0])).toBe(true)
    }
  })

  it('writes values into the document, kinds before the fields that they bring', () => {
    const spec = specOf({
      parameters: [
        { path: 'training.clipping.limit', values: [2] },
        { path: 'training.clipping.kind', values: ['norm'] },
        { path: 'nodes.dense1.units', values: [5] },
      ],
      length: { unit: 'epochs', count: 9 },
    })
    expect(resolveSweep(document, spec).ok).toBe(true)
    const made = trialDocument(document, spec, [2, 'norm', 5])
    if (!made.ok) throw new Error(made.message)
    expect(made.document.training.clipping).toEqual({ kind: 'norm', limit: 2 })
    expect(made.document.nodes.find(({ id }) => id === 'dense1')!.attrs.units).toBe(5)
    expect(made.document.training.epochs).toBe(9)
    expect(document.training.epochs).not.toBe(9)
  })

  it('says which field is wrong and what helps', () => {
    const parameters = (parameter: SweepSpec['parameters'][number]) => ({ parameters: [parameter] })
    expect(failure(parameters({ path: 'nodes.fc9.units', values: [1] }))).toMatch(
      /nodes\.fc9\.units \| there is no node "fc9"\. \| There is: .*dense1/,
    )
    expect(failure(parameters({ path: 'nodes.dense1.units', values: [4, 0] }))).toMatch(
      /nodes\.dense1\.units \| 0: .*1/,
    )
    const path = 'training.optimizer.learningRate'
    expect(failure(parameters({ path, scale: 'log', range: [0, 1] }))).toMatch(
      /logarithmic scale cannot begin at 0.*linear/,
    )
    expect(failure(parameters({ path, scale: 'linear', range: [1, 0.5] }))).toMatch(
      /from 1 to 0\.5.*smaller end first/,
    )
    expect(failure({ parameters: [defaultParameters[0]!, defaultParameters[0]!] })).toMatch(
      /learningRate \| it is there twice/,
    )
    const values = Array.from({ length: 200 }, (_, i) => i + 1)
    expect(
      failure({
        method: 'grid',
        parameters: [
          { path: 'nodes.dense1.units', values },
          { path: 'training.batchSize', values },
        ],
      }),
    ).toMatch(/40,000 trials; at most 10,000/)
  })

  it('needs validation examples', () => {
    const nodes = document.nodes.map(node =>
      node.kind === 'data' ? { ...node, attrs: { ...node.attrs, validationFraction: 0 } } : node,
    )
    expect(failure({}, { ...document, nodes })).toMatch(/no validation examples/)
  })
})

describe('rankTrials', () => {
  const result = (trial: number, accuracy: number | null, loss = 1): TrialResult => ({
    trial,
    values: [],
    state: 'finished',
    validation: { loss, accuracy },
    train: null,
    steps: 1,
    epochs: 1,
    weightsHash: '',
    reason: null,
  })
  const lost = (trial: number, state: 'diverged' | 'failed'): TrialResult => ({
    ...result(trial, null),
    state,
    validation: null,
    reason: 'why',
  })
  const order = (results: TrialResult[], by: SweepSpec['objective'] = 'validationAccuracy') =>
    rankTrials(results, by).map(({ trial }) => trial)

  it('puts the most accurate first, of equals the smaller loss, then the earlier', () => {
    const results = [result(4, 0.5, 2), result(3, 0.5, 1), result(2, 0.5, 1), result(1, 0.9)]
    expect(order(results)).toEqual([1, 2, 3, 4])
    expect(order([...results].reverse())).toEqual([1, 2, 3, 4])
  })

  it('puts the smallest loss first', () => {
    expect(order([result(1, 0.9, 3), result(2, 0.1, 2)], 'validationLoss')).toEqual([2, 1])
  })

  it('puts what diverged after the rest, and what failed after that', () => {
    const nan = result(4, 0.2, Number.NaN)
    expect(order([lost(1, 'failed'), lost(2, 'diverged'), result(3, 0), nan])).toEqual([4, 3, 2, 1])
    expect(order([nan, result(3, 0), lost(2, 'diverged')], 'validationLoss')).toEqual([3, 2, 4])
  })
})
