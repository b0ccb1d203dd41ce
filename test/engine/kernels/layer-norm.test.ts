import { describe, expect, it } from 'vitest'
import { callKernel, zeros } from '../../support/kernel-call'

const epsilon = 1e-5

describe('layer norm', () => {
  it('gives every row mean β and deviation γ, whatever the other rows are', () => {
    const x = [1, 2, 3, 6, -100, 0, 100, 400]
    const [y, mean, inverseStd] = callKernel(
      'layerNorm.forward',
      [{ data: x, width: 4 }, { data: [1, 1, 1, 1] }, { data: zeros(4) }],
      [
        { data: zeros(8), width: 4 },
        { data: zeros(2), width: 1 },
        { data: zeros(2), width: 1 },
      ],
      { epsilon },
      { rows: 2 },
    )
    // Row 1: mean 3, biased variance (4 + 1 + 0 + 9) / 4.
    expect(mean).toEqual([3, 100])
    expect(inverseStd![0]).toBeCloseTo(1 / Math.sqrt(3.5 + epsilon), 14)
    expect(y![0]).toBeCloseTo(-2 / Math.sqrt(3.5 + epsilon), 14)
    for (const row of [y!.slice(0, 4), y!.slice(4)]) {
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
      expect(row.reduce((sum, value) => sum + value ** 2, 0) / 4).toBeCloseTo(1, 4)
    }
  })

  it('scales and shifts each feature, and needs no residuals in evaluation', () => {
    const [y] = callKernel(
      'layerNorm.forward',
      [{ data: [-1, 1] }, { data: [2, 3] }, { data: [10, 20] }],
      [{ data: zeros(2) }, null, null],
      { epsilon: 1e-12 },
    )
    expect(y![0]).toBeCloseTo(8, 9)
    expect(y![1]).toBeCloseTo(23, 9)
  })

  it('passes no gradient on where a row has one feature only', () => {
    const [dx, dGamma, dBeta] = callKernel(
      'layerNorm.backward',
      [
        { data: [4, 5], width: 1 },
        { data: [2] },
        { data: [4, 5], width: 1 },
        { data: [300, 300], width: 1 },
        { data: [0.5, 0.25], width: 1 },
      ],
      [{ data: zeros(2), width: 1 }, { data: [9] }, { data: [9] }],
      { epsilon },
      { rows: 2 },
    )
    expect(dx).toEqual([0, 0])
    expect(dGamma).toEqual([0])
    expect(dBeta).toEqual([0.75])
  })
})
