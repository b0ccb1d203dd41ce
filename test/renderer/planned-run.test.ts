import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsPerEpoch, validationCount } from '../../src/engine/training/run-length'
import { plannedRun, ratesOf } from '../../src/renderer/inspector/planned-run'
import { mnistDocument } from '../support/documents'
import { buildGraph, classes } from '../support/networks'
import { openTestSession, pointData } from '../support/sessions'

describe('stepsPerEpoch', () => {
  it.each([false, true])('is what a session does, batch norm: %s', hasBatchNorm => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
        ...(hasBatchNorm ? [{ id: 'bn', kind: 'batchNorm' as const }] : []),
        { id: 'loss', kind: 'loss' },
      ],
      classes(4, 3),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 2, max: 40 }),
        (train, batch) => {
          const batchSize = Math.min(batch, train)
          const { session } = openTestSession(graph, pointData({ train }), { batchSize })
          expect(stepsPerEpoch(train, batchSize, hasBatchNorm)).toBe(session.stepsPerEpoch)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('validationCount', () => {
  it('leaves at least one example to train on', () => {
    expect(validationCount(9000, 0.2)).toBe(1800)
    expect(validationCount(2, 0.9)).toBe(1)
  })
})

describe('plannedRun', () => {
  it('counts the steps of an MNIST run', () => {
    expect(plannedRun(mnistDocument([8], { batchSize: 64, epochs: 5 }))).toEqual({
      trainExamples: 7200,
      validationExamples: 1800,
      stepsPerEpoch: 113,
      totalSteps: 565,
    })
  })

  it('knows nothing without a data set', () => {
    expect(plannedRun({ ...mnistDocument(), nodes: [] })).toBeNull()
  })
})

describe('ratesOf', () => {
  it('goes from the first step to the last, through the schedule', () => {
    const document = mnistDocument([8], {
      schedule: { kind: 'exponential', unit: 'epoch', factor: 0.5, warmup: 0 },
      batchSize: 64,
      epochs: 3,
    })
    const points = ratesOf(document, plannedRun(document)!)
    expect(points[0]).toEqual({ step: 0, rate: 0.1 })
    expect(points.at(-1)).toEqual({ step: 3 * 113 - 1, rate: 0.025 })
    expect(new Set(points.map(({ rate }) => rate))).toEqual(new Set([0.1, 0.05, 0.025]))
  })

  it('has a point for every step of a short run', () => {
    const document = mnistDocument([8], { batchSize: 7200, epochs: 3 })
    expect(ratesOf(document, plannedRun(document)!).map(({ step }) => step)).toEqual([0, 1, 2])
  })
})
