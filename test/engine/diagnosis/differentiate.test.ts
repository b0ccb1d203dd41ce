import { describe, expect, it } from 'vitest'
import { differentiate } from '../../../src/engine/diagnosis/differentiate'

function relativeError(f: (x: number) => number, expected: number): number {
  return Math.abs(differentiate(f)!.value / expected - 1)
}

describe('differentiate', () => {
  it('finds slopes of smooth functions to ten digits', () => {
    expect(relativeError(x => Math.exp(x), 1)).toBeLessThan(1e-10)
    expect(relativeError(x => Math.sin(3 * x + 1), 3 * Math.cos(1))).toBeLessThan(1e-10)
    expect(relativeError(x => 1 / (1 + Math.exp(-5 * x)), 1.25)).toBeLessThan(1e-10)
  })

  it.each([1, 30, 1e3, 1e5])('is not fooled by a function that bends within 1/%d', speed => {
    expect(
      relativeError(x => Math.tanh(speed * x + 0.2), speed / Math.cosh(0.2) ** 2),
    ).toBeLessThan(1e-7)
    expect(relativeError(x => (speed * x) / Math.sqrt((speed * x) ** 2 + 1), speed)).toBeLessThan(
      1e-7,
    )
  })

  it('finds a slope of 1e-12 beside a value of 1, with an error that covers what is off', () => {
    const sample = differentiate(x => 1 + 1e-12 * x)!
    expect(Math.abs(sample.value - 1e-12)).toBeLessThanOrEqual(10 * sample.error)
    expect(sample.error).toBeLessThan(1e-13)
  })

  it('estimates an error that covers the difference to the truth', () => {
    const cases: [(x: number) => number, number][] = [
      [x => Math.cos(x), 0],
      [x => Math.cosh(40 * x), 0],
      [x => 1e6 + Math.sin(x), 1],
      [x => Math.log1p(Math.exp(8 * x)), 4],
    ]
    for (const [f, truth] of cases) {
      const { value, error } = differentiate(f)!
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(10 * error)
    }
  })

  it('takes steps short enough not to cross a kink', () => {
    const f = (x: number) => (Math.abs(x) > 1e-3 ? Number.NaN : Math.exp(2 * x))
    expect(relativeError(f, 2)).toBeLessThan(1e-8)
  })

  it('gives nothing where every step crosses a kink, or where nothing is finite', () => {
    expect(differentiate(x => (x === 0 ? 1 : Number.NaN))).toBeNull()
    expect(differentiate(() => Number.POSITIVE_INFINITY)).toBeNull()
  })
})
