import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classMetrics, macroMean } from '../../../../src/engine/diagnosis/evaluation/class-metrics'
import { createJudge } from '../../../../src/engine/diagnosis/evaluation/create-judge'
import type {
  ClassificationDetail,
  RegressionDetail,
} from '../../../../src/engine/diagnosis/evaluation/detail'
import type { LossFunction } from '../../../../src/engine/diagnosis/evaluation/judge'
import { Worst } from '../../../../src/engine/diagnosis/evaluation/worst'
import { buildGraph, classes, values } from '../../../support/networks'
import { openTestSession, pointData } from '../../../support/sessions'

const lossNames = ['softmaxCrossEntropy', 'binaryCrossEntropy', 'meanSquaredError'] as const

function network(loss: LossFunction, outputs: number, shape = classes(4, outputs)) {
  return buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
      { id: 'relu1', kind: 'activation' },
      { id: 'dense2', kind: 'dense', attrs: { units: outputs } },
      { id: 'loss', kind: 'loss', attrs: { function: loss } },
    ],
    shape,
  )
}

function judged(loss: LossFunction, outputs = 3, regression = false) {
  const data = pointData(
    { train: 41, validation: 29, test: 13 },
    { classes: regression ? null : outputs },
  )
  const graph = network(loss, outputs, regression ? values(4, 1) : classes(4, outputs))
  const opened = openTestSession(graph, data)
  opened.run(10)
  const { session } = opened
  const judge = createJudge({ info: data.info, examples: data.validation, loss })
  for (let from = 0; from < 29; ) {
    const { rows, outputs: scores } = session.predict('validation', from)
    judge.add(scores, from, rows)
    from += rows
  }
  return { detail: judge.detail(), ...opened }
}

describe('a judge of classes', () => {
  it.each(lossNames)('agrees with the metrics of the session (%s)', loss => {
    const { detail, session } = judged(loss)
    const metrics = session.evaluate('validation')!
    expect(detail.loss).toBeCloseTo(metrics.loss, 10)
    expect((detail as ClassificationDetail).accuracy).toBeCloseTo(metrics.accuracy!, 12)
  })

  it('counts every example once', () => {
    const detail = judged('softmaxCrossEntropy').detail as ClassificationDetail
    expect(detail.matrix.reduce((sum, count) => sum + count, 0)).toBe(29)
    expect(detail.examples).toHaveLength(29)
    const losses = detail.examples.map(example => example.loss)
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
  })

  it('leaves the weights as they are, and what training does next', () => {
    const data = pointData({ train: 41, validation: 29 })
    const looked = openTestSession(network('softmaxCrossEntropy', 3), data, {}, 12)
    const plain = openTestSession(network('softmaxCrossEntropy', 3), data, {}, 12)
    for (const { run } of [looked, plain]) run(5)
    looked.session.predict('validation', 0)
    looked.session.predict('train', 8)
    expect(looked.hash()).toBe(plain.hash())
    const frames = [looked, plain].map(({ run }) => run(7))
    expect(frames[0]).toEqual(frames[1])
    expect(looked.hash()).toBe(plain.hash())
  })

  it('has no prediction where an output is NaN, and puts such examples first', () => {
    const { info, train } = pointData({ train: 3 }, { classes: 2 })
    const examples = { ...train, targets: Float32Array.of(0, 1, 1) }
    const judge = createJudge({ info, examples, loss: 'softmaxCrossEntropy' })
    judge.add([2, 1, Number.NaN, 0, 1, 2], 0, 3)
    const detail = judge.detail() as ClassificationDetail
    expect([...detail.matrix]).toEqual([1, 0, 0, 1])
    expect([...detail.unclassified]).toEqual([0, 1])
    expect(detail.examples[0]).toMatchObject({ index: 1, predicted: -1, probability: null })
    expect(detail.accuracy).toBeCloseTo(2 / 3)
  })

  it('gives probabilities of the loss, and none where it has none', () => {
    const { info, train } = pointData({ train: 1 }, { classes: 2 })
    const examples = { ...train, targets: Float32Array.of(1) }
    const probability = (loss: LossFunction) => {
      const judge = createJudge({ info, examples, loss })
      judge.add([Math.log(3), 0], 0, 1)
      return (judge.detail() as ClassificationDetail).examples[0]!.probability
    }
    expect(probability('softmaxCrossEntropy')!.predicted).toBeCloseTo(0.75)
    expect(probability('softmaxCrossEntropy')!.truth).toBeCloseTo(0.25)
    expect(probability('binaryCrossEntropy')!.truth).toBeCloseTo(0.5)
    expect(probability('meanSquaredError')).toBeNull()
  })

  it('tells inputs in the units of the data set', () => {
    const { info, train } = pointData({ train: 1 }, { features: 2, classes: 2 })
    const featureScale = { mean: Float64Array.of(10, -1), deviation: Float64Array.of(2, 0.5) }
    const examples = { ...train, features: Float32Array.of(1, 2), targets: Float32Array.of(0) }
    const judge = createJudge({ info, examples, loss: 'softmaxCrossEntropy', featureScale })
    judge.add([0, 0], 0, 1)
    expect([...judge.detail().examples[0]!.input]).toEqual([12, 0])
  })
})

describe('a judge of numbers', () => {
  it('agrees with the loss of the session', () => {
    const { detail, session } = judged('meanSquaredError', 1, true)
    expect(detail.loss).toBeCloseTo(session.evaluate('validation')!.loss, 10)
    const { residuals, pairs } = detail as RegressionDetail
    expect(residuals.counts.reduce((sum, count) => sum + count, 0)).toBe(29)
    expect(pairs).toHaveLength(58)
  })

  it('explains all of what it meets and nothing by the mean, in the units of the data', () => {
    const { info, train } = pointData({ train: 4 }, { classes: null })
    const examples = { ...train, targets: Float32Array.of(-1, 0, 1, 2) }
    const targetScale = { mean: Float64Array.of(100), deviation: Float64Array.of(10) }
    const told = (outputs: number[]) => {
      const judge = createJudge({ info, examples, loss: 'meanSquaredError', targetScale })
      judge.add(outputs, 0, 4)
      return judge.detail() as RegressionDetail
    }
    expect(told([-1, 0, 1, 2]).r2).toBe(1)
    expect(told([0.5, 0.5, 0.5, 0.5]).r2).toBeCloseTo(0)
    const off = told([-1, 0, 1, 4])
    expect(off.meanAbsoluteError).toBeCloseTo(5)
    expect(off.rootMeanSquaredError).toBeCloseTo(10)
    expect(off.examples[0]).toMatchObject({ index: 3, truth: [120], predicted: [140] })
  })
})

describe('figures of a class', () => {
  it('are those of the textbook', () => {
    // 3 of 4 zeros found, 1 taken for a one; 2 of 5 ones found.
    const matrix = Uint32Array.of(3, 1, 3, 2)
    const [zero, one] = classMetrics({ classes: 2, matrix, unclassified: Uint32Array.of(0, 0) })
    expect(zero).toEqual({ precision: 3 / 6, recall: 3 / 4, f1: 6 / 10, support: 4 })
    expect(one!.f1).toBeCloseTo(4 / 8)
    expect(macroMean([zero!, one!], 'recall')).toBeCloseTo((0.75 + 0.4) / 2)
  })

  it('are NaN where there is nothing to divide by', () => {
    const matrix = Uint32Array.of(2, 0, 0, 0)
    const [, empty] = classMetrics({ classes: 2, matrix, unclassified: Uint32Array.of(0, 0) })
    expect(empty).toEqual({
      precision: Number.NaN,
      recall: Number.NaN,
      f1: Number.NaN,
      support: 0,
    })
  })
})

describe('the worst', () => {
  it('are the largest losses, the earlier first among equals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN))),
        fc.integer({ min: 1, max: 6 }),
        (losses, most) => {
          const worst = new Worst<{ loss: number; at: number }>(most)
          losses.forEach((loss, at) => {
            worst.add({ loss, at })
          })
          const rank = (loss: number) => (Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss)
          const expected = losses
            .map((loss, at) => ({ loss, at }))
            .sort((a, b) =>
              rank(a.loss) === rank(b.loss) ? a.at - b.at : rank(b.loss) - rank(a.loss),
            )
            .slice(0, most)
          expect(worst.list()).toEqual(expected)
        },
      ),
    )
  })
})
