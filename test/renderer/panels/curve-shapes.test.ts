import { describe, expect, it } from 'vitest'
import {
  brokenRuns,
  linePath,
  placeLabels,
  smooth,
} from '../../../src/renderer/panels/charts/curves/shapes'

function line(values: number[]) {
  const all = Float64Array.from(values)
  return { min: all, max: all }
}
const { NaN: nan, POSITIVE_INFINITY: inf } = Number
const same = (value: number) => value

describe('line path', () => {
  it('goes through every value while there is a pixel for each', () => {
    expect(linePath(line([1, 2, 3]), 3, same, same, Number.isFinite)).toBe(
      'M0.0,1.0L1.0,2.0L2.0,3.0',
    )
  })

  it('keeps both extremes of a pixel column in the order they occur', () => {
    const values = new Array(1000).fill(5)
    values[501] = 99
    values[507] = -7
    const path = linePath(line(values), 1000, i => i / 100, same, Number.isFinite)
    expect(path).toContain('L5.0,99.0L5.1,-7.0')
    expect(path.match(/[ML]/g)!.length).toBeLessThanOrEqual(20)
  })

  it('breaks at NaN, at infinity and, on a log axis, at zero', () => {
    expect(linePath(line([1, nan, 3, inf, 5, 6]), 6, same, same, Number.isFinite)).toBe(
      'M0.0,1.0M2.0,3.0M4.0,5.0L5.0,6.0',
    )
    expect(linePath(line([1, 0, 3, 4]), 4, same, same, value => value > 0)).toBe(
      'M0.0,1.0M2.0,3.0L3.0,4.0',
    )
  })

  it('is empty when nothing can be drawn', () => {
    expect(linePath(line([nan, nan]), 2, same, same, Number.isFinite)).toBe('')
    expect(linePath(line([]), 0, same, same, Number.isFinite)).toBe('')
  })
})

describe('smoothing', () => {
  it('starts at the first value and keeps a constant', () => {
    expect(
      [...smooth(line([2, 2, 2]), 3, 10, Number.isFinite)].map(v => Number(v.toFixed(9))),
    ).toEqual([2, 2, 2])
  })

  it('averages noise and starts anew after a gap', () => {
    const noisy = Array.from({ length: 200 }, (_, i) => (i % 2 ? 1 : 3))
    expect(smooth(line(noisy), 200, 20, Number.isFinite)[199]).toBeCloseTo(2, 0)
    const gapped = smooth(line([1, 1, nan, 9, 9]), 5, 20, Number.isFinite)
    expect(gapped[2]).toBeNaN()
    expect(gapped[3]).toBeCloseTo(9)
  })
})

describe('broken runs', () => {
  it('are the stretches with NaN or infinity', () => {
    expect(brokenRuns(line([1, nan, inf, 2, nan]), 5)).toEqual([
      [1, 2],
      [4, 4],
    ])
  })
})

describe('end labels', () => {
  it('stay where they wish when they are apart', () => {
    expect(placeLabels([20, 80], 12, 0, 100)).toEqual([20, 80])
  })

  it('never overlap and stay in bounds', () => {
    for (const wishes of [
      [50, 50, 50],
      [0, 1, 2],
      [99, 100, 98],
      [10, 90, 11],
    ]) {
      const places = placeLabels(wishes, 20, 0, 100)
      const sorted = places.toSorted((a, b) => a - b)
      expect(sorted[0]).toBeGreaterThanOrEqual(10)
      expect(sorted.at(-1)).toBeLessThanOrEqual(90)
      for (let i = 1; i < sorted.length; i++) {
        expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(20)
      }
    }
  })
})
