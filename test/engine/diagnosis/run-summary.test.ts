import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultThresholds,
  soundThresholds,
  thresholdBounds,
} from '../../../src/engine/diagnosis/finding'
import { RunRecorder } from '../../../src/engine/diagnosis/run-summary'
import { describeFinding, ruleTexts } from '../../../src/engine/diagnosis/texts'
import { analyze } from '../../../src/engine/graph/analyze'
import { compileProgram } from '../../../src/engine/plan/program'
import { frameHeader } from '../../../src/engine/telemetry/layout'
import { documentOf, mnistDocument } from '../../support/documents'

const document = documentOf([
  { id: 'data1', kind: 'data', attrs: { normalization: 'none' } },
  ...mnistDocument([6, 6, 6])
    .nodes.slice(1)
    .map(({ id, kind, attrs }) => ({ id, kind, attrs })),
])
const { training } = document
const graph = analyze(document).graph!
const layout = compileProgram(graph, training).telemetry

/** Frames of a run whose loss falls by one half a step and whose gradients are all 1. */
function frames(from: number, count: number): Float64Array {
  const all = new Float64Array(count * layout.width).fill(1)
  for (let i = 0; i < count; i++) {
    const at = i * layout.width
    const step = from + i
    all[at + frameHeader.indexOf('step')] = step
    all[at + frameHeader.indexOf('dataLoss')] = step
    all[at + frameHeader.indexOf('accuracy')] = 0.5
  }
  return all
}

describe('the record of a run', () => {
  it('averages the loss of the last 50 steps and reads gradients of the newest', () => {
    const recorder = new RunRecorder(graph, layout, training)
    recorder.observe(frames(1, 60))
    recorder.observe(frames(61, 40))
    const { step, trainLoss, trainAccuracy, firstGradient, factorPerLayer } = recorder.summary()
    expect(step).toBe(100)
    expect(trainLoss).toBeCloseTo(75.5, 12)
    expect(trainAccuracy).toBe(0.5)
    expect([firstGradient, factorPerLayer]).toEqual([1, 1])
  })

  it('says nothing before the first step', () => {
    const { step, trainLoss, evaluations, findings } = new RunRecorder(
      graph,
      layout,
      training,
    ).summary()
    expect([step, trainLoss]).toEqual([0, Number.NaN])
    expect([evaluations, findings]).toEqual([{}, []])
  })

  it('takes nothing from beyond its last step, however frames are cut into messages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
        (lastStep, sizes) => {
          const cut = new RunRecorder(graph, layout, training, {}, lastStep)
          const whole = new RunRecorder(graph, layout, training, {}, lastStep)
          let step = 1
          for (const size of sizes) {
            cut.observe(frames(step, size))
            step += size
          }
          whole.observe(frames(1, step - 1))
          expect(cut.summary()).toEqual(whole.summary())
          expect(cut.step).toBe(Math.min(lastStep, step - 1))
        },
      ),
    )
  })

  it('keeps the newest evaluation of each part, not those of later weights', () => {
    const recorder = new RunRecorder(graph, layout, training, {}, 50)
    for (const step of [0, 40, 60]) {
      const metrics = { loss: step, accuracy: 0.5 }
      recorder.evaluated({ step, part: 'validation', metrics, deadUnits: [] })
    }
    recorder.evaluated({ step: 50, part: 'test', metrics: { loss: 7, accuracy: null } })
    expect(recorder.summary().evaluations).toEqual({
      validation: { step: 40, loss: 40, accuracy: 0.5 },
      test: { step: 50, loss: 7, accuracy: null },
    })
  })
})

describe('what is found in any run', () => {
  const anyFigure = fc.oneof(
    fc.double(),
    fc.constantFrom(0, 1e-12, 1e12, Number.NaN, Number.POSITIVE_INFINITY),
  )

  it('has a text for its cause, with every number at hand', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(
        fc.array(fc.array(anyFigure, { minLength: layout.width, maxLength: layout.width }), {
          minLength: 1,
          maxLength: 6,
        }),
        rows => {
          const recorder = new RunRecorder(graph, layout, training, { persistence: 1, window: 2 })
          rows.forEach((row, i) => {
            const frame = Float64Array.from(row)
            frame[0] = i + 1
            recorder.observe(frame)
            recorder.evaluated({
              step: i + 1,
              part: 'validation',
              metrics: { loss: row[3]!, accuracy: row[4]! },
              deadUnits: [{ nodeId: 'relu1', share: row[5]! }],
            })
          })
          for (const finding of recorder.summary().findings) {
            seen.add(finding.rule)
            expect(ruleTexts[finding.rule].causes[finding.cause]).toBeDefined()
            const { brief, evidence, cause } = describeFinding(finding)
            expect(`${brief} ${evidence} ${cause}`).not.toMatch(/–|\{\{/)
          }
        },
      ),
      { numRuns: 300 },
    )
    expect(seen).toContain('diverged')
    expect(seen).toContain('inputScale')
  })
})

describe('thresholds', () => {
  it('have defaults within their bounds', () => {
    expect(soundThresholds({ ...defaultThresholds })).toEqual(defaultThresholds)
    expect(Object.keys(thresholdBounds).toSorted()).toEqual(
      Object.keys(defaultThresholds).toSorted(),
    )
  })

  it('from a file leave out what is unknown, no number or out of bounds', () => {
    expect(
      soundThresholds({
        persistence: 2.5,
        window: 1e12,
        vanishingRatio: 0.01,
        deadShare: '1',
        inputMean: Number.NaN,
        constructor: 1,
        other: 1,
      }),
    ).toEqual({ vanishingRatio: 0.01 })
  })
})
