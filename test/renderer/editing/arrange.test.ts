import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  align,
  type Box,
  boundsOf,
  distribute,
  type Side,
  sides,
} from '../../../src/renderer/editing/arrange'

const box = (id: string, x: number, y: number, width = 10, height = 10): Box => ({
  id,
  x,
  y,
  width,
  height,
})
const boxes = [box('a', 0, 5, 10, 30), box('b', 40, 0, 20, 10), box('c', 25, 50, 10, 10)]

// Multiples of 4, so that no middle falls between two pixels.
const length = fc.integer({ min: 1, max: 75 }).map(value => 4 * value)
const coordinate = fc.integer({ min: -500, max: 500 }).map(value => 4 * value)
const anyBoxes = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }).filter(id => id !== '__proto__'),
    x: coordinate,
    y: coordinate,
    width: length,
    height: length,
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
)

const placed = (all: readonly Box[], places: Readonly<Record<string, { x: number; y: number }>>) =>
  all.map(each => ({ ...each, ...places[each.id]! }))

describe('align', () => {
  it.each<[Side, [number, number][]]>([
    [
      'left',
      [
        [0, 5],
        [0, 0],
        [0, 50],
      ],
    ],
    [
      'right',
      [
        [50, 5],
        [40, 0],
        [50, 50],
      ],
    ],
    [
      'centre',
      [
        [25, 5],
        [20, 0],
        [25, 50],
      ],
    ],
    [
      'top',
      [
        [0, 0],
        [40, 0],
        [25, 0],
      ],
    ],
    [
      'bottom',
      [
        [0, 30],
        [40, 50],
        [25, 50],
      ],
    ],
    [
      'middle',
      [
        [0, 15],
        [40, 25],
        [25, 25],
      ],
    ],
  ])('puts %s on a line and leaves the other coordinate', (side, expected) => {
    const places = align(boxes, side)
    expect(boxes.map(({ id }) => [places[id]!.x, places[id]!.y])).toEqual(expected)
  })

  it('changes nothing the second time, and never leaves the bounds', () => {
    fc.assert(
      fc.property(anyBoxes, fc.constantFrom(...sides), (all, side) => {
        const once = placed(all, align(all, side))
        expect(placed(once, align(once, side))).toEqual(once)
        const before = boundsOf(all)
        const after = boundsOf(once)
        expect(after.x).toBeGreaterThanOrEqual(before.x)
        expect(after.x + after.width).toBeLessThanOrEqual(before.x + before.width)
        expect(after.y).toBeGreaterThanOrEqual(before.y)
        expect(after.y + after.height).toBeLessThanOrEqual(before.y + before.height)
      }),
    )
  })
})

describe('distribute', () => {
  it('leaves the outermost boxes and puts equal gaps between all', () => {
    expect(distribute(boxes, 'horizontal')).toEqual({
      a: { x: 0, y: 5 },
      c: { x: 20, y: 50 },
      b: { x: 40, y: 0 },
    })
    expect(distribute(boxes, 'vertical')).toEqual({
      b: { x: 40, y: 0 },
      a: { x: 0, y: 15 },
      c: { x: 25, y: 50 },
    })
  })

  it('makes gaps that differ by rounding at most, in the order in which boxes stood', () => {
    fc.assert(
      fc.property(anyBoxes, all => {
        const middle = ({ x, width }: Box) => x + width / 2
        const order = all.toSorted((a, b) => middle(a) - middle(b) || (a.id < b.id ? -1 : 1))
        const after = placed(order, distribute(all, 'horizontal'))
        const gaps = after.slice(1).map((each, i) => each.x - (after[i]!.x + after[i]!.width))
        if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2)
        expect(after[0]!.x).toBe(order[0]!.x)
        expect(Math.abs(after.at(-1)!.x - order.at(-1)!.x)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('has nothing to do without boxes', () => {
    expect(distribute([], 'vertical')).toEqual({})
  })
})
