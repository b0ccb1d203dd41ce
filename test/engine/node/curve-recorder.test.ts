import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CurveRecorder } from '../../../src/engine/node/sweep/curve-recorder'

describe('CurveRecorder', () => {
  it('keeps short curves as they are', () => {
    const recorder = new CurveRecorder()
    recorder.add(1, 3, 0.2)
    recorder.add(2, 2, 0.4)
    expect(recorder.curves()).toEqual({ steps: [1, 2], loss: [3, 2], accuracy: [0.2, 0.4] })
  })

  it('takes neighbours together as the curve grows; last step and mean stay right', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 9 }),
        (losses, most) => {
          const recorder = new CurveRecorder(most)
          losses.forEach((loss, i) => {
            recorder.add(i + 1, loss, 0)
          })
          const { steps, loss } = recorder.curves()
          expect(steps.length).toBeLessThanOrEqual(most)
          expect(steps.at(-1)).toBe(losses.length)
          const weights = steps.map((step, i) => step - (steps[i - 1] ?? 0))
          const total = loss.reduce((sum, mean, i) => sum + mean * weights[i]!, 0)
          expect(total).toBeCloseTo(
            losses.reduce((sum, each) => sum + each, 0),
            6,
          )
        },
      ),
    )
  })
})
