import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, rememberWindow } from '../../../src/main/window/window-state'

const none = readWindowState(undefined)
const laptop = { id: 1, workArea: { x: 0, y: 25, width: 1440, height: 875 } }
const desk = { id: 2, workArea: { x: 1440, y: 0, width: 2560, height: 1400 } }
const bounds = { x: 1700, y: 100, width: 1600, height: 900 }

describe('the place of a window', () => {
  it('is the middle of the primary display at first', () => {
    expect(placeWindow(none, [laptop, desk])).toEqual({
      bounds: { x: 80, y: 63, width: 1280, height: 800 },
      maximized: false,
    })
  })

  it('is where it was, on the display used last', () => {
    const state = rememberWindow(none, desk, bounds, true)
    expect(placeWindow(state, [laptop, desk])).toEqual({ bounds, maximized: true })
  })

  it('is another on each display, and visible when the last one is unplugged', () => {
    const small = { x: 40, y: 60, width: 1000, height: 700 }
    const state = rememberWindow(rememberWindow(none, laptop, small, false), desk, bounds, false)
    expect(placeWindow(state, [laptop]).bounds).toEqual(small)
    expect(placeWindow(state, [laptop, desk]).bounds).toEqual(bounds)
  })

  it('stands off a window that is there already', () => {
    const first = placeWindow(none, [laptop]).bounds
    const second = placeWindow(none, [laptop], [first]).bounds
    expect([second.x - first.x, second.y - first.y]).toEqual([28, 28])
  })

  it('is always wholly on a display, whatever the file says', () => {
    const area = fc.record({
      x: fc.integer({ min: -5000, max: 5000 }),
      y: fc.integer({ min: -5000, max: 5000 }),
      width: fc.integer({ min: 300, max: 5000 }),
      height: fc.integer({ min: 300, max: 3000 }),
    })
    const kept = fc.record({
      x: fc.integer(),
      y: fc.integer(),
      width: fc.integer({ min: 1 }),
      height: fc.integer({ min: 1 }),
    })
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 3 }), kept, (areas, old) => {
        const displays = areas.map((workArea, id) => ({ id, workArea }))
        const state = rememberWindow(none, displays.at(-1)!, old, false)
        const { bounds: now } = placeWindow(state, displays, [old, old])
        const inside = areas.some(
          ({ x, y, width, height }) =>
            now.x >= x &&
            now.y >= y &&
            now.x + now.width <= x + width &&
            now.y + now.height <= y + height,
        )
        expect(inside).toBe(true)
      }),
    )
  })

  it('of a damaged file is the one of a first start', () => {
    fc.assert(
      fc.property(fc.jsonValue(), file => {
        expect(() => placeWindow(readWindowState(file), [laptop])).not.toThrow()
      }),
    )
  })
})
