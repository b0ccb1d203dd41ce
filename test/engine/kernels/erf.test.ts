import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erf, normalCdf, normalPdf } from '../../../src/engine/kernels/erf'

/** The nearest doubles of values computed with 30 digits (mpmath). */
const known = [
  [1e-300, 1.1283791670955126e-300],
  [1e-10, 1.1283791670955126e-10],
  [0.001, 0.0011283787909692365],
  [0.1, 0.11246291601828488],
  [0.25, 0.27632639016823696],
  [0.5, 0.5204998778130465],
  [0.75, 0.7111556336535151],
  [1, 0.8427007929497149],
  [1.5, 0.9661051464753108],
  [2, 0.9953222650189527],
  [2.4999, 0.9995928300996666],
  [2.5, 0.999593047982555],
  [2.5001, 0.9995932657565293],
  [3, 0.9999779095030014],
  [3.5, 0.9999992569016276],
  [4, 0.9999999845827421],
  [5, 0.9999999999984626],
  [5.9, 0.9999999999999999],
] as const

describe('erf', () => {
  it.each(known)('is right to 1e-14 at %d, and odd', (x, expected) => {
    expect(Math.abs(erf(x) / expected - 1)).toBeLessThan(1e-14)
    expect(erf(-x)).toBe(-erf(x))
  })

  it('keeps zero, tends to ±1 and passes NaN on', () => {
    expect(erf(0)).toBe(0)
    expect(Object.is(erf(-0), -0)).toBe(true)
    expect(erf(7)).toBe(1)
    expect(erf(Number.NEGATIVE_INFINITY)).toBe(-1)
    expect(erf(Number.NaN)).toBeNaN()
  })

  it('never falls and stays within ±1', () => {
    const number = fc.double({ min: -8, max: 8, noNaN: true })
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(erf(high) - erf(low)).toBeGreaterThanOrEqual(-4e-16)
        expect(Math.abs(erf(a))).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives the normal distribution function, whose slope is the density', () => {
    expect(normalCdf(0)).toBe(0.5)
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14)
    const h = 1e-5
    for (const x of [-3, -1, 0, 0.3, 2.2]) {
      expect((normalCdf(x + h) - normalCdf(x - h)) / (2 * h)).toBeCloseTo(normalPdf(x), 9)
    }
  })
})
