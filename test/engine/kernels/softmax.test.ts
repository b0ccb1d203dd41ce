import { describe, expect, it } from 'vitest'
import { callKernel, zeros } from '../../support/kernel-call'

function softmax(x: readonly number[], width: number): number[] {
  const [y] = callKernel(
    'softmax.forward',
    [{ data: x, width }],
    [{ data: zeros(x.length), width }],
    {},
    { rows: x.length / width },
  )
  return y!
}

describe('softmax', () => {
  it('gives shares of e^x, row by row', () => {
    const y = softmax([0, Math.log(3), 5, 5], 2)
    expect(y[0]).toBeCloseTo(0.25, 15)
    expect(y[1]).toBeCloseTo(0.75, 15)
    expect(y.slice(2)).toEqual([0.5, 0.5])
  })

  it('neither overflows nor loses digits where the values are large', () => {
    expect(softmax([1000, 1000, -1000], 3)).toEqual([0.5, 0.5, 0])
    expect(softmax([Number.NaN, 1], 2)).toEqual([Number.NaN, Number.NaN])
  })

  it('takes the mean of the slopes off on the way back, and accumulates where asked', () => {
    const [dx] = callKernel(
      'softmax.backward',
      [{ data: [0.25, 0.75] }, { data: [2, 6] }],
      [{ data: [10, 10], accumulate: true }],
    )
    // Σ dy·y = 5: dx = y·(dy − 5).
    expect(dx).toEqual([10 - 0.75, 10 + 0.75])
    const [flat] = callKernel(
      'softmax.backward',
      [{ data: [0.25, 0.75] }, { data: [3, 3] }],
      [{ data: [7, 7] }],
    )
    expect(flat).toEqual([0, 0])
  })
})
