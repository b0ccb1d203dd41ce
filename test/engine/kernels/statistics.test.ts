import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activationStatistics, gradientStatistics } from '../../../src/engine/telemetry/layout'
import { callKernel, zeros } from '../../support/kernel-call'

function gradientOf(data: readonly number[]) {
  const [out = []] = callKernel('statistics.gradient', [{ data }], [{ data: zeros(6) }])
  return Object.fromEntries(gradientStatistics.map((name, i) => [name, out[i]!]))
}

function activationOf(data: readonly number[]) {
  const inputs = [{ data, width: data.length }]
  const [out = []] = callKernel('statistics.activation', inputs, [{ data: zeros(2) }])
  return Object.fromEntries(activationStatistics.map((name, i) => [name, out[i]!]))
}

const entry = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 1e-100, max: 1e3, noNaN: true }) },
  { weight: 6, arbitrary: fc.double({ min: -1e3, max: -1e-100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  },
)

function expectClose(actual: number | undefined, expected: number) {
  if (Number.isNaN(expected)) expect(actual).toBeNaN()
  else expect(Math.abs(actual! - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
}

describe('statistics.gradient', () => {
  it('is what a plain computation over the finite entries gives', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 50 }), data => {
        const finite = data.filter(Number.isFinite).map(Math.abs)
        const mean = (values: readonly number[]) =>
          values.reduce((sum, value) => sum + value, 0) / values.length
        const result = gradientOf(data)
        expectClose(result.meanAbs, mean(finite))
        expectClose(result.rms, Math.sqrt(mean(finite.map(value => value ** 2))))
        expect(result.maxAbs).toBe(finite.length > 0 ? Math.max(...finite) : Number.NaN)
        expect(result.zeroFraction).toBe(data.filter(value => value === 0).length / data.length)
        expect(result.nanCount).toBe(data.filter(Number.isNaN).length)
        expect(result.infCount).toBe(data.filter(value => Math.abs(value) === 1 / 0).length)
      }),
    )
  })

  it.each([1e-200, 5e-324, 1e200, 1.7e308])('keeps the RMS of values around %d', scale => {
    const result = gradientOf([scale, -scale, scale, scale])
    expect(result.rms).toBe(scale)
    expect(result.meanAbs).toBe(scale)
    expect(result.maxAbs).toBe(scale)
  })

  it('keeps the RMS of values that differ by hundreds of decades', () => {
    expect(gradientOf([1e-200, 0, 0, 0]).rms).toBe(5e-201)
    expect(gradientOf([1e200, 1e-200, 0, 0]).rms).toBe(5e199)
  })

  it('is zero throughout for a gradient of zeros', () => {
    expect(gradientOf([0, -0, 0])).toEqual({
      meanAbs: 0,
      rms: 0,
      maxAbs: 0,
      zeroFraction: 1,
      nanCount: 0,
      infCount: 0,
    })
  })

  it('has no mean, RMS or maximum where nothing is finite', () => {
    const result = gradientOf([Number.NaN, Number.POSITIVE_INFINITY])
    expect(result).toEqual({
      meanAbs: Number.NaN,
      rms: Number.NaN,
      maxAbs: Number.NaN,
      zeroFraction: 0,
      nanCount: 1,
      infCount: 1,
    })
  })

  it('looks at the rows of the batch only, where the tensor is batched', () => {
    const outputs = [{ data: zeros(6) }]
    const inputs = [{ data: [3, 4, 100, 100], width: 2 }]
    const [batched = []] = callKernel('statistics.gradient', inputs, outputs, { batched: true })
    expect(batched[2]).toBe(4)
    const whole = callKernel('statistics.gradient', [{ data: [3, 4, 100, 100] }], outputs, {
      batched: false,
    })
    expect(whole[0]![2]).toBe(100)
  })
})

describe('statistics.activation', () => {
  it('gives mean and biased standard deviation', () => {
    expect(activationOf([1, 2, 3, 4])).toEqual({ mean: 2.5, std: Math.sqrt(1.25) })
    expect(activationOf([0, 0])).toEqual({ mean: 0, std: 0 })
  })

  it('does not cancel where the mean is large beside the deviation', () => {
    const { std } = activationOf([1e8, 1e8 + 1, 1e8 + 2])
    expect(std).toBeCloseTo(Math.sqrt(2 / 3), 6)
  })

  it.each([1e-200, 1e200])('keeps mean and deviation of values around %d', scale => {
    const { mean, std } = activationOf([scale, 3 * scale])
    expectClose(mean, 2 * scale)
    expectClose(std, scale)
  })

  it('is finite for all finite values, and not for others', () => {
    expect(activationOf([1.7e308, 1.7e308]).mean).toBeCloseTo(1.7e308, -295)
    expect(activationOf([1, Number.NaN]).mean).toBeNaN()
    expect(activationOf([1, Number.NEGATIVE_INFINITY]).mean).toBeNaN()
  })
})
