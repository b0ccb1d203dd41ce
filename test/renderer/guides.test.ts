import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignTo } from '../../src/renderer/canvas/guides'

const rect = (x: number, y: number, width = 148, height = 56) => ({ x, y, width, height })

describe('alignTo', () => {
  it('draws a box to the line of a neighbour that is near enough', () => {
    const { by, guides } = alignTo(rect(103, 300), [rect(100, 0)], 6)
    expect(by).toEqual({ x: -3, y: 0 })
    expect(guides).toEqual([{ axis: 'x', at: 174, from: 0, to: 356 }])
  })

  it('leaves a box alone that is near no line', () => {
    expect(alignTo(rect(110, 300), [rect(100, 0)], 6)).toEqual({ by: { x: 0, y: 0 }, guides: [] })
  })

  it('takes the nearest of several lines', () => {
    const { by } = alignTo(rect(103, 300), [rect(98, 0), rect(104, 100)], 6)
    expect(by.x).toBe(1)
  })

  it('puts a side to a side where sizes differ', () => {
    const { by, guides } = alignTo(rect(95, 300), [rect(100, 0, 400, 200)], 6)
    expect(by.x).toBe(5)
    expect(guides).toEqual([{ axis: 'x', at: 100, from: 0, to: 356 }])
  })

  it('never moves a box farther than it may, and every line it shows is one of the box and of another', () => {
    const any = fc.record({
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -500, max: 500 }),
      width: fc.integer({ min: 8, max: 300 }),
      height: fc.integer({ min: 8, max: 300 }),
    })
    fc.assert(
      fc.property(
        any,
        fc.array(any, { maxLength: 8 }),
        fc.integer({ min: 1, max: 12 }),
        (box, others, within) => {
          const { by, guides } = alignTo(box, others, within)
          expect(Math.abs(by.x)).toBeLessThanOrEqual(within)
          expect(Math.abs(by.y)).toBeLessThanOrEqual(within)
          const moved = { ...box, x: box.x + by.x, y: box.y + by.y }
          for (const { axis, at } of guides) {
            const length = axis === 'x' ? 'width' : 'height'
            const lines = (r: typeof box) => [r[axis], r[axis] + r[length] / 2, r[axis] + r[length]]
            const near = (r: typeof box) => lines(r).some(line => Math.abs(line - at) < 0.01)
            expect(near(moved)).toBe(true)
            expect(others.some(near)).toBe(true)
          }
        },
      ),
    )
  })
})
