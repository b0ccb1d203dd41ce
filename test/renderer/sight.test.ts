import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encloses, overlaps } from '../../src/renderer/canvas/geometry'
import { edgesInSight, isInSight, readableArea } from '../../src/renderer/canvas/sight'

const offset = fc.double({ min: -1e5, max: 1e5, noNaN: true })
const view = fc.record({
  transform: fc.tuple(offset, offset, fc.double({ min: 0.35, max: 2, noNaN: true })),
  width: fc.integer({ min: 200, max: 4000 }),
  height: fc.integer({ min: 200, max: 3000 }),
})

describe('what is drawn in detail', () => {
  it('is all that the view shows, and not much more', () => {
    fc.assert(
      fc.property(view, ({ transform: [x, y, zoom], width, height }) => {
        const area = readableArea({ transform: [x, y, zoom], width, height })!
        const shown = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
        const rounding = 1e-6
        const within = { ...shown, x: shown.x + rounding, y: shown.y + rounding }
        expect(
          encloses(area, { ...within, width: within.width - 1, height: within.height - 1 }),
        ).toBe(true)
        expect(area.width).toBeLessThanOrEqual(shown.width + 4 * 512)
        expect(area.height).toBeLessThanOrEqual(shown.height + 4 * 512)
      }),
    )
  })

  it('is nothing where the view is too small to be read', () => {
    const area = readableArea({ transform: [0, 0, 0.2], width: 900, height: 600 })
    expect(area).toBeNull()
    expect(isInSight(area, { x: 0, y: 0, width: 148, height: 56 })).toBe(false)
  })

  it('stays the same while the view moves within a cell', () => {
    const at = (x: number) => readableArea({ transform: [-x, 0, 1], width: 900, height: 600 })
    expect(at(10)).toEqual(at(90))
    expect(at(10)).not.toEqual(at(600))
  })

  it('has an edge whose nodes both stand outside, on either side', () => {
    const node = (id: string, x: number) => ({
      id,
      kind: 'activation' as const,
      position: { x, y: 0 },
      attrs: {},
    })
    const area = { x: 0, y: 0, width: 512, height: 512 }
    const isShown = edgesInSight([node('a', -900), node('b', 900), node('c', 1200)], area)
    const edge = (from: string, to: string) => ({
      from: { node: from, port: 'y' },
      to: { node: to, port: 'x' },
    })
    expect(isShown(edge('a', 'b'))).toBe(true)
    expect(isShown(edge('b', 'c'))).toBe(false)
    expect(overlaps(area, { x: 900, y: 0, width: 148, height: 56 })).toBe(false)
  })
})
