import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameHeader, type TelemetryLayout } from '../../../src/engine/telemetry/layout'
import { bins, curvesOf, gradientsOf, rowMeans } from '../../../src/renderer/runs/condense'
import { gradientDifference } from '../../../src/renderer/runs/gradient-difference'
import { createHistory } from '../../../src/renderer/stores/telemetry-history'

const layout: TelemetryLayout = {
  width: frameHeader.length + 2,
  histogramLength: 0,
  rows: ['a', 'b'].map((id, i) => ({
    name: `${id}.W`,
    nodeId: id,
    kind: 'param',
    shape: [1, 1],
    columns: { 'gradient.rms': frameHeader.length + i },
  })),
}

/** A run whose frames are told by their step. */
function run(
  steps: number,
  frame: (step: number) => { loss?: number; a?: number; b?: number },
  from = 1,
  capacity = 1024,
) {
  const history = createHistory(layout.width, capacity)
  for (let step = from; step < from + steps; step++) {
    const { loss = 1, a = 1, b = 1 } = frame(step)
    history.append(Float64Array.of(step, 1, loss, loss, 0.5, 0.1, 1, a, b))
  }
  return history
}

describe('what is kept of the steps', () => {
  it('covers every slot once, in at most so many columns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 500 }),
        (n, most) => {
          const places = bins({ count: n } as ReturnType<typeof createHistory>, most)
          expect(places.length).toBeLessThanOrEqual(most)
          expect(
            places.flatMap(({ from, to }) => [...Array(to - from).keys()].map(i => from + i)),
          ).toEqual([...Array(n).keys()])
        },
      ),
      { numRuns: 50 },
    )
  })

  it('has the mean of every column, whatever was merged before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), steps => {
        const history = run(steps, step => ({ loss: step }), 1, 64)
        const curves = curvesOf(history, [])
        let first = 1
        curves.steps.forEach((last, i) => {
          expect(curves.loss[i]).toBeCloseTo((first + last) / 2, 6)
          first = last + 1
        })
        expect(curves.steps.at(-1)).toBe(steps)
      }),
      { numRuns: 30 },
    )
  })

  it('never loses a spike, a zero or a NaN of one step', () => {
    const history = run(1000, step => ({
      a: step === 501 ? 1e6 : step === 702 ? 0 : 1,
      b: step === 333 ? Number.NaN : 1,
    }))
    const { first, values, rows } = gradientsOf(layout, history)!
    expect(first).toHaveLength(200)
    const cells = rows.length * first.length
    const [, min, max] = [0, 1, 2].map(part => values.subarray(part * cells, (part + 1) * cells))
    expect(Math.max(...max!.subarray(0, 200))).toBe(1e6)
    expect(Math.min(...min!.subarray(0, 200))).toBe(0)
    expect(max!.subarray(200).filter(Number.isNaN)).toHaveLength(1)
    expect(rowMeans({ first, last: [], rows, values }, 'b.W')!.filter(Number.isNaN)).toHaveLength(1)
  })

  it('keeps the first and the last of many evaluations', () => {
    const evaluations = Array.from({ length: 2000 }, (_, step) => ({
      ...{ step, epoch: step, part: 'validation' as const, loss: step, accuracy: null },
    }))
    const kept = curvesOf(
      run(10, () => ({})),
      evaluations,
    ).evaluations
    expect(kept).toHaveLength(500)
    expect([kept[0]!.step, kept.at(-1)!.step]).toEqual([0, 1999])
  })
})

describe('the difference of two runs’ gradients', () => {
  const label = (id: string) => id

  it('is the log₁₀ of their ratio, by layer', () => {
    const a = gradientsOf(
      layout,
      run(100, () => ({ a: 1, b: 0.5 })),
    )!
    const b = gradientsOf(
      layout,
      run(100, () => ({ a: 0.01, b: 5 })),
    )!
    const { rows, count, steps } = gradientDifference(a, b, label)!
    expect({ count, steps }).toEqual({ count: 100, steps: 100 })
    expect(rows.map(({ nodeId, shown }) => [nodeId, Math.round(shown * 1e5) / 1e5])).toEqual([
      ['a', -2],
      ['b', 1],
    ])
  })

  it('is 0 where both gradients are 0, and infinite where one is', () => {
    const a = gradientsOf(
      layout,
      run(5, () => ({ a: 0, b: 0 })),
    )!
    const b = gradientsOf(
      layout,
      run(5, () => ({ a: 0, b: 1 })),
    )!
    expect(gradientDifference(a, b, label)!.rows.map(({ shown }) => shown)).toEqual([0, Infinity])
  })

  it('covers the steps that both have, in the coarser columns', () => {
    const short = gradientsOf(
      layout,
      run(90, step => ({ a: step })),
    )!
    const long = gradientsOf(
      layout,
      run(1000, step => ({ a: 10 * step })),
    )!
    const difference = gradientDifference(short, long, label)!
    expect(difference.stride).toBe(5)
    expect([difference.step.min[0], difference.step.max.at(-1)]).toEqual([1, 90])
    expect(difference.rows[0]!.min.every(ratio => Math.abs(ratio - 1) < 0.02)).toBe(true)
  })

  it('is none where there is nothing in common', () => {
    const early = gradientsOf(
      layout,
      run(10, () => ({})),
    )!
    const late = gradientsOf(
      layout,
      run(10, () => ({}), 500),
    )!
    expect(gradientDifference(early, late, label)).toBeNull()
    const other = { ...early, rows: early.rows.map(row => ({ ...row, name: `x${row.name}` })) }
    expect(gradientDifference(early, other, label)).toBeNull()
  })
})
