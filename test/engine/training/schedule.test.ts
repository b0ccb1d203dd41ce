import { describe, expect, it } from 'vitest'
import { scheduleSchema } from '../../../src/engine/document/schema'
import { headerValue } from '../../../src/engine/telemetry/layout'
import { learningRateAt } from '../../../src/engine/training/schedule'
import { buildGraph, classes } from '../../support/networks'
import { openTestSession, pointData } from '../../support/sessions'

/** Rates of the first steps for η = 0.8. */
function rates(schedule: object, count: number, stepsPerEpoch = 2): number[] {
  const training = {
    optimizer: { kind: 'sgd' as const, learningRate: 0.8 },
    schedule: scheduleSchema.parse(schedule),
  }
  return Array.from({ length: count }, (_, step) => learningRateAt(training, step, stepsPerEpoch))
}

function close(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((rate, i) => {
    expect(rate).toBeCloseTo(expected[i]!, 14)
  })
}

describe('learningRateAt', () => {
  it('is η all along where the schedule is constant', () => {
    expect(rates({ kind: 'constant' }, 3)).toEqual([0.8, 0.8, 0.8])
  })

  it('drops by the factor after every so many steps or epochs', () => {
    close(
      rates({ kind: 'step', unit: 'step', every: 2, factor: 0.5 }, 5),
      [0.8, 0.8, 0.4, 0.4, 0.2],
    )
    close(rates({ kind: 'step', every: 1, factor: 0.1 }, 5), [0.8, 0.8, 0.08, 0.08, 0.008])
  })

  it('falls exponentially', () => {
    close(rates({ kind: 'exponential', unit: 'step', factor: 0.5 }, 4), [0.8, 0.4, 0.2, 0.1])
    close(rates({ kind: 'exponential', factor: 0.5 }, 4), [0.8, 0.8, 0.4, 0.4])
  })

  it('falls with 1/t', () => {
    close(rates({ kind: 'inverseTime', unit: 'step', decay: 1 }, 4), [0.8, 0.4, 0.8 / 3, 0.2])
  })

  it('goes down half a cosine to the minimum, and up again', () => {
    // 0.4 + 0.4·cos(πt/4) around the middle of 0.8 and 0.
    const half = 0.4 * Math.SQRT1_2
    close(rates({ kind: 'cosine', unit: 'step', period: 4 }, 9), [
      0.8,
      0.4 + half,
      0.4,
      0.4 - half,
      0,
      0.4 - half,
      0.4,
      0.4 + half,
      0.8,
    ])
    close(rates({ kind: 'cosine', unit: 'step', period: 2, minimum: 0.2 }, 3), [0.8, 0.5, 0.2])
  })

  it('warms up in equal steps, whatever the schedule, and reaches η in the last of them', () => {
    close(rates({ kind: 'constant', warmup: 4 }, 6), [0.2, 0.4, 0.6, 0.8, 0.8, 0.8])
    close(
      rates({ kind: 'exponential', unit: 'step', factor: 0.5, warmup: 2 }, 4),
      [0.4, 0.4, 0.2, 0.1],
    )
  })
})

describe('a session with a schedule', () => {
  const graph = buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(4, 3),
  )

  it('takes each step with its rate and shows it in the frame', () => {
    // 24 examples in batches of 8: three steps an epoch.
    const { run, session } = openTestSession(graph, pointData({ train: 24 }), {
      optimizer: { kind: 'sgd', learningRate: 0.4 },
      schedule: scheduleSchema.parse({ kind: 'step', every: 1, factor: 0.5 }),
    })
    expect(session.stepsPerEpoch).toBe(3)
    const shown = run(6).map(frame => headerValue(frame, 'learningRate'))
    expect(shown).toEqual([0.4, 0.4, 0.4, 0.2, 0.2, 0.2])
  })

  it('changes no weight while the rate is 0', () => {
    const { run, hash } = openTestSession(graph, pointData({ train: 24 }), {
      schedule: scheduleSchema.parse({ kind: 'step', unit: 'step', every: 2, factor: 0 }),
    })
    run(2)
    const after = hash()
    run(3)
    expect(hash()).toBe(after)
  })
})
