import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFromRange, gridValues, uniformFor } from '../../../src/engine/sweep/draw'

const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const seeds = fc.integer({ min: 0, max: 0xffff_ffff })
const trials = fc.integer({ min: 1, max: 10_000 })
const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true })
const pathOf = 'training.optimizer.learningRate'

function rangeOf(a: number, b: number, scale: 'log' | 'linear', whole: boolean) {
  const [low, high] = [Math.min(a, b), Math.max(a, b)] as const
  return { path: pathOf, scale, range: [low, high] as [number, number], whole }
}

describe('draws of a sweep', () => {
  it('lie within their range, on either scale', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        uniform,
        fc.constantFrom('log', 'linear'),
        (a, b, u, scale) => {
          const parameter = rangeOf(a, b, scale, false)
          const value = drawFromRange(parameter, u)
          expect(value).toBeGreaterThanOrEqual(parameter.range[0])
          expect(value).toBeLessThanOrEqual(parameter.range[1])
        },
      ),
    )
  })

  it('are whole numbers within their range where a field counts something', () => {
    const count = fc.integer({ min: 1, max: 4096 })
    fc.assert(
      fc.property(count, count, uniform, fc.constantFrom('log', 'linear'), (a, b, u, scale) => {
        const parameter = rangeOf(a, b, scale, true)
        const value = drawFromRange(parameter, u)
        expect(Number.isInteger(value)).toBe(true)
        expect(value).toBeGreaterThanOrEqual(parameter.range[0])
        expect(value).toBeLessThanOrEqual(parameter.range[1])
      }),
    )
  })

  it('depend on seed, field and trial alone', () => {
    fc.assert(
      fc.property(seeds, trials, (seed, trial) => {
        const value = uniformFor(seed, pathOf, trial)
        expect(value).toBe(uniformFor(seed, pathOf, trial))
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThan(1)
        expect(value).not.toBe(uniformFor(seed, pathOf, trial + 1))
        expect(value).not.toBe(uniformFor(seed, 'training.regularization.l2', trial))
        expect(value).not.toBe(uniformFor((seed + 1) % 2 ** 32, pathOf, trial))
      }),
    )
  })

  it('are log-uniform on a logarithmic scale and uniform on a linear one', () => {
    const count = 20_000
    const draw = (scale: 'log' | 'linear', low: number, high: number) =>
      Array.from({ length: count }, (_, i) =>
        drawFromRange(rangeOf(low, high, scale, false), uniformFor(7, pathOf, i + 1)),
      )
    const decades = [0, 0, 0, 0]
    for (const value of draw('log', 1e-6, 1e-2)) {
      decades[Math.min(3, Math.floor(Math.log10(value) + 6))]!++
    }
    // Four standard deviations of a binomial share.
    const slack = 4 * Math.sqrt(count * 0.25 * 0.75)
    for (const each of decades) expect(Math.abs(each - count / 4)).toBeLessThan(slack)
    const quarters = [0, 0, 0, 0]
    for (const value of draw('linear', 0, 8)) quarters[Math.min(3, Math.floor(value / 2))]!++
    for (const each of quarters) expect(Math.abs(each - count / 4)).toBeLessThan(slack)
  })

  it('give every whole number its share on a linear scale', () => {
    const counts = new Map<number, number>()
    for (let i = 1; i <= 8000; i++) {
      const value = drawFromRange(rangeOf(1, 4, 'linear', true), uniformFor(1, pathOf, i))
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4])
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(160)
  })

  it('keeps apart values of a narrow range far from 0', () => {
    const draws = [0.1, 0.2, 0.3].map(u =>
      drawFromRange(rangeOf(1000, 1000.001, 'linear', false), u),
    )
    expect(new Set(draws).size).toBe(3)
  })
})

describe('gridValues', () => {
  it('goes from end to end in even steps of the scale', () => {
    const log = { ...rangeOf(1e-4, 1, 'log', false), points: 5 }
    expect(gridValues(log)).toEqual([0.0001, 0.001, 0.01, 0.1, 1])
    expect(gridValues({ ...rangeOf(0, 1, 'linear', false), points: 3 })).toEqual([0, 0.5, 1])
  })

  it('has each whole number once', () => {
    expect(gridValues({ ...rangeOf(1, 3, 'linear', true), points: 10 })).toEqual([1, 2, 3])
  })
})
