import { describe, expect, it } from 'vitest'
import { scalarFunctions } from '../../../src/engine/kernels/activation'
import { saturatedInputs, saturatedSlope } from '../../../src/engine/telemetry/saturation'

const attrs = { leakyRelu: [0, 0.01, 0.05, 0.2], elu: [0, 0.04, 1, 100] } as const

const cases = Object.entries(scalarFunctions).flatMap(([name, scalar]) =>
  (attrs[name as keyof typeof attrs] ?? [0]).map(
    a => [`${name} ${a}`, (x: number) => scalar.slope(x, scalar.value(x, a), a)] as const,
  ),
)

describe('the inputs where a function is saturated', () => {
  it.each(cases)('of %s are where its slope is small', (_name, slope) => {
    const { below, bandStart, bandEnd, above } = saturatedInputs(slope)
    for (let x = -70; x <= 70; x += 0.013) {
      const found = x <= below || x >= above || (x >= bandStart && x <= bandEnd)
      expect([x, found]).toEqual([x, Math.abs(slope(x)) < saturatedSlope])
    }
    for (const edge of [below, bandStart, bandEnd, above]) {
      if (Number.isFinite(edge)) expect(Math.abs(slope(edge))).toBeLessThan(saturatedSlope)
    }
  })

  it('of ReLU end exactly at 0', () => {
    expect(saturatedInputs(x => (x > 0 ? 1 : 0)).below).toBe(0)
  })

  it('of the sigmoid begin where y(1 − y) = 0.05', () => {
    const { below, above } = saturatedInputs(x => {
      const y = 1 / (1 + Math.exp(-x))
      return y * (1 - y)
    })
    const edge = Math.log((1 + Math.sqrt(0.8)) / (1 - Math.sqrt(0.8)))
    expect(above).toBeCloseTo(edge, 12)
    expect(below).toBeCloseTo(-edge, 12)
  })
})
