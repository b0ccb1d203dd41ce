import { describe, expect, it } from 'vitest'
import { scalarFunctions, sigmoid, softplus } from '../../../src/engine/kernels/activation'
import { activation } from '../../../src/engine/nodes/activation'
import { callKernel } from '../../support/kernel-call'

const points = [-20, -3.7, -1, -0.4, -1e-3, 1e-3, 0.2, 1, 2.9, 20]
const entries = Object.entries(scalarFunctions) as [
  string,
  {
    attr?: string
    value(x: number, a: number): number
    slope(x: number, y: number, a: number): number
  },
][]

describe('sigmoid', () => {
  it('does not overflow, and keeps tiny values on the negative side', () => {
    expect(sigmoid(800)).toBe(1)
    expect(sigmoid(-800)).toBe(0)
    expect(sigmoid(-700)).toBeCloseTo(Math.exp(-700), 310)
    expect(sigmoid(-700)).toBeGreaterThan(0)
    expect(sigmoid(Number.POSITIVE_INFINITY)).toBe(1)
    expect(sigmoid(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(sigmoid(Number.NaN)).toBeNaN()
    expect(sigmoid(0)).toBe(0.5)
  })

  it('has slope 1/4 at 0 and no more anywhere', () => {
    const { slope } = scalarFunctions.sigmoid
    expect(slope(0, 0.5)).toBe(0.25)
    for (const x of points) expect(slope(x, sigmoid(x))).toBeLessThanOrEqual(0.25)
  })
})

describe('softplus', () => {
  it('does not overflow, and keeps tiny values on the negative side', () => {
    expect(softplus(1e300)).toBe(1e300)
    expect(softplus(-1e300)).toBe(0)
    expect(softplus(-700) / Math.exp(-700)).toBeCloseTo(1, 12)
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15)
    expect(softplus(Number.NaN)).toBeNaN()
  })
})

describe('activation functions', () => {
  it('has a kernel pair for every function the node offers, and no others', () => {
    const spec = activation.attrs.function
    const offered = spec?.type === 'choice' ? spec.options.map(({ value }) => value) : []
    expect(offered.toSorted()).toEqual([...Object.keys(scalarFunctions), 'softmax'].toSorted())
  })

  it.each(entries)('%s has the slope of its value', (_name, { value, slope }) => {
    const a = 0.3
    const h = 1e-6
    for (const x of points.filter(point => Math.abs(point) > h)) {
      const numeric = (value(x + h, a) - value(x - h, a)) / (2 * h)
      expect(slope(x, value(x, a), a)).toBeCloseTo(numeric, 7)
    }
  })

  it.each(entries)('%s passes NaN on', (_name, { value }) => {
    expect(value(Number.NaN, 0.3)).toBeNaN()
  })

  it('takes the slope of the left side at a kink, as PyTorch does', () => {
    expect(scalarFunctions.relu.slope(0, 0)).toBe(0)
    expect(scalarFunctions.leakyRelu.slope(0, 0, 0.01)).toBe(0.01)
    expect(scalarFunctions.elu.slope(0, 0, 0.7)).toBe(0.7)
  })

  it('computes the rows of the batch and no others', () => {
    const [y] = callKernel(
      'relu.forward',
      [{ data: [-1, 2, 3, 4], width: 2 }],
      [{ data: [9, 9, 9, 9], width: 2 }],
    )
    expect(y).toEqual([0, 2, 9, 9])
  })

  it('adds to the gradient where it is told to accumulate', () => {
    const inputs = [
      { data: [-1, 2], width: 2 },
      { data: [0, 2], width: 2 },
      { data: [5, 7], width: 2 },
    ]
    expect(callKernel('relu.backward', inputs, [{ data: [1, 1], width: 2 }])).toEqual([[0, 7]])
    expect(
      callKernel('relu.backward', inputs, [{ data: [1, 1], width: 2, accumulate: true }]),
    ).toEqual([[1, 8]])
  })
})
