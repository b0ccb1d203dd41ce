import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  activationStatistics,
  gradientStatistics,
  histogramBins,
} from '../../../src/engine/telemetry/layout'
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

describe('statistics.saturation', () => {
  const saturationOf = (attrs: Record<string, string | number>, x: readonly number[]) => {
    const name = `${attrs.function}.forward`
    const [y = []] = callKernel(name, [{ data: x }], [{ data: zeros(x.length) }], attrs)
    const inputs = [{ data: x }, { data: y }]
    return callKernel('statistics.saturation', inputs, [{ data: [0] }], attrs)[0]![0]
  }

  it('is the share of entries whose slope is below 0.05', () => {
    expect(saturationOf({ function: 'sigmoid' }, [0, 2.8, -3, 40])).toBe(0.5)
    expect(saturationOf({ function: 'relu' }, [0, 1, -1, 3])).toBe(0.5)
    expect(saturationOf({ function: 'leakyRelu', negativeSlope: 0.2 }, [-1, -5])).toBe(0)
    expect(saturationOf({ function: 'identity' }, [0, 100])).toBe(0)
  })

  it('takes GELU near its minimum for saturated, and not below it', () => {
    expect(saturationOf({ function: 'gelu' }, [-0.7518, -1.4, -10, 1])).toBe(0.5)
  })
})

describe('statistics.histogram', () => {
  const histogramOf = (data: readonly number[]) =>
    callKernel('statistics.histogram', [{ data }], [{ data: zeros(histogramBins.count) }])[0]!
  const bin = (exponent: number) => exponent - histogramBins.first

  it('counts entries by powers of two, whatever their sign', () => {
    const counts = histogramOf([1, -1.5, 2, 1.9999999, 0.25, -0.3])
    expect(counts[bin(0)]).toBe(3)
    expect(counts[bin(1)]).toBe(1)
    expect(counts[bin(-2)]).toBe(2)
  })

  it('takes what lies beyond into the outermost bins, and neither zeros nor what is not finite', () => {
    const counts = histogramOf([1e-300, 5e-324, 1e300, 0, -0, Number.NaN, 1 / 0, -1 / 0])
    expect(counts[0]).toBe(2)
    expect(counts.at(-1)).toBe(1)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3)
  })

  it('puts every power of two into its own bin, and the number before it into the one below', () => {
    for (let exponent = histogramBins.first + 1; exponent < 15; exponent++) {
      expect(histogramOf([2 ** exponent])[bin(exponent)]).toBe(1)
      expect(histogramOf([2 ** exponent * (1 - Number.EPSILON / 2)])[bin(exponent - 1)]).toBe(1)
    }
  })
})
