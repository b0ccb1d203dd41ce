import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Augmentation,
  augmentationOf,
  createAugmenter,
} from '../../../src/engine/data/augment'

const size = { height: 4, width: 5 }
const none: Augmentation = { shift: 0, rotate: 0, flip: false, noise: 0 }
const image = Float32Array.from({ length: 20 }, (_, i) => i + 1)

function augmented(
  augmentation: Partial<Augmentation>,
  { step = 0, row = 0, seed = 1, source = image, scale = undefined as never } = {},
): number[] {
  const out = new Float64Array(source.length)
  const shape = { ...size, channels: source.length / 20 }
  createAugmenter({ ...none, ...augmentation }, shape, seed, scale)(out, 0, source, step, row)
  return [...out]
}

const rows = Array.from({ length: 64 }, (_, row) => row)

describe('augmentation', () => {
  it('is off unless it is asked for, and where nothing would change', () => {
    expect(augmentationOf({})).toBeNull()
    expect(augmentationOf({ augment: false, shift: 3 })).toBeNull()
    expect(augmentationOf({ augment: true, shift: 0, rotate: 0 })).toBeNull()
    expect(augmentationOf({ augment: true })).toEqual({
      shift: 2,
      rotate: 10,
      flip: false,
      noise: 0,
    })
  })

  it('leaves an image alone that is moved by nothing', () => {
    expect(augmented({})).toEqual([...image])
  })

  it('moves by whole pixels, at most so many, and lets black in', () => {
    const seen = new Set<string>()
    for (const row of rows) {
      const out = augmented({ shift: 1 }, { row })
      const moves = [-1, 0, 1].flatMap(dy => [-1, 0, 1].map(dx => [dx, dy] as const))
      const found = moves.find(([dx, dy]) =>
        out.every((value, i) => {
          const [x, y] = [(i % 5) - dx, Math.floor(i / 5) - dy]
          return value === (x < 0 || y < 0 || x > 4 || y > 3 ? 0 : image[y * 5 + x])
        }),
      )
      expect(found).toBeDefined()
      seen.add(String(found))
    }
    expect(seen.size).toBe(9)
  })

  it('mirrors about half of the images left to right', () => {
    const mirrored = Array.from(image, (_, i) => image[Math.floor(i / 5) * 5 + 4 - (i % 5)]!)
    const outs = rows.map(row => String(augmented({ flip: true }, { row })))
    expect(new Set(outs)).toEqual(new Set([String([...image]), String(mirrored)]))
    const count = outs.filter(out => out === String(mirrored)).length
    expect(count).toBeGreaterThan(16)
    expect(count).toBeLessThan(48)
  })

  it('turns about the middle without making anything brighter', () => {
    for (const row of rows) {
      const out = augmented({ rotate: 30 }, { row })
      expect(out).not.toEqual([...image])
      expect(Math.max(...out)).toBeLessThanOrEqual(20)
      expect(Math.min(...out)).toBeGreaterThanOrEqual(0)
    }
    const even = new Float32Array(20).fill(7)
    expect(augmented({ rotate: 5 }, { source: even })[12]).toBeCloseTo(7)
  })

  it('adds noise of the deviation that is asked for, in pixels as they were', () => {
    const scale = { mean: Float64Array.of(0.25), deviation: Float64Array.of(0.5) } as never
    const plain = new Float32Array(20)
    const values = rows.flatMap(row => augmented({ noise: 0.1 }, { row, source: plain, scale }))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
    )
    expect(mean).toBeCloseTo(0, 1)
    expect(deviation).toBeGreaterThan(0.18)
    expect(deviation).toBeLessThan(0.22)
    // What comes in from outside is black: (0 − 0.25) / 0.5.
    expect(rows.some(row => augmented({ shift: 1 }, { row, scale }).includes(-0.5))).toBe(true)
  })

  it('changes all channels of an image alike', () => {
    const colour = Float32Array.from({ length: 60 }, (_, i) => (i % 20) + 1)
    for (const row of rows.slice(0, 16)) {
      const out = augmented({ shift: 2, rotate: 20, flip: true }, { row, source: colour })
      expect(out.slice(20, 40)).toEqual(out.slice(0, 20))
      expect(out.slice(40)).toEqual(out.slice(0, 20))
    }
  })

  it('depends on seed, step and row alone', () => {
    const all = { shift: 2, rotate: 20, flip: true, noise: 0.1 }
    const place = fc.record({ step: fc.nat(), row: fc.nat(4096), seed: fc.nat() })
    fc.assert(
      fc.property(place, at => {
        expect(augmented(all, at)).toEqual(augmented(all, at))
        expect(augmented(all, { ...at, step: at.step + 1 })).not.toEqual(augmented(all, at))
        expect(augmented(all, { ...at, row: at.row + 1 })).not.toEqual(augmented(all, at))
      }),
    )
  })
})
