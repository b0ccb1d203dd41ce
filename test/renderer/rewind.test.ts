import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createHistory, lastStep } from '../../src/engine/telemetry/history'
import { createHistogramHistory } from '../../src/renderer/stores/histogram-history'

const width = 8
/** A frame of a step, whose every number tells the step. */
const frame = (step: number) =>
  Float64Array.from({ length: width }, (_, i) => (i === 0 ? step : step / 10))

it('a history that was rewound holds no later step, ends at the step, and grows on from it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 60 }),
      (steps, back, more) => {
        const to = Math.min(steps, back)
        const history = createHistory(width, 16)
        for (let step = 1; step <= steps; step++) history.append(frame(step))
        history.rewind(to, frame(to))
        expect(lastStep(history)).toBe(to)
        expect([...history.latest]).toEqual([...frame(to)])
        for (let step = to + 1; step <= to + more; step++) history.append(frame(step))
        expect(lastStep(history)).toBe(to + more)
        const { max, min } = history.columns[0]!
        for (let slot = 0; slot < history.count; slot++) {
          expect(min[slot]!).toBeLessThanOrEqual(max[slot]!)
          if (slot > 0) expect(min[slot]!).toBeGreaterThan(max[slot - 1]!)
        }
        expect(max[history.count - 1]).toBe(to + more)
      },
    ),
  )
})

it('a counted step that comes late takes its place, once; a rewind forgets what is later', () => {
  const histograms = createHistogramHistory()
  const add = (step: number) => histograms.add({ step, counts: Uint32Array.of(step) })
  for (const step of [1, 21, 41, 30, 30]) add(step)
  expect(histograms.length).toBe(4)
  expect([25, 30, 35, 50].map(step => histograms.at(step)?.step)).toEqual([21, 30, 30, 41])
  histograms.rewind(30)
  expect(histograms.at(100)?.step).toBe(30)
  expect(histograms.bytes).toBe(12)
})
