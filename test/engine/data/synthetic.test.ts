import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DataAttrs,
  datasetCatalog,
  datasetInfo,
  datasetsFrom,
} from '../../../src/engine/data/catalog'
import { drawDataset } from '../../../src/engine/data/synthetic'

const drawn = datasetsFrom('synthetic')

function draw(attrs: DataAttrs, seed = 1) {
  return drawDataset(datasetInfo(attrs)!, { noise: Number(attrs.noise ?? 0), seed })
}

/** The examples of the training part as [x, y, class]. */
function pointsOf(attrs: DataAttrs, seed?: number): [number, number, number][] {
  const { count, features, targets } = draw(attrs, seed).train
  return Array.from({ length: count }, (_, i) => [
    features[2 * i]!,
    features[2 * i + 1]!,
    targets[i]!,
  ])
}

describe('every set that is drawn', () => {
  it('has as many examples and features as its info promises, a fifth of them for testing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...drawn),
        fc.integer({ min: 100, max: 600 }),
        fc.integer({ min: 2, max: 5 }),
        fc.nat(),
        (dataset, size, classes, seed) => {
          const { info, train, test } = draw({ dataset, size, classes, noise: 0.1 }, seed)
          expect(train.count + test.count).toBe(size)
          expect(Math.abs(test.count - size / 5)).toBeLessThanOrEqual(0.5)
          for (const part of [train, test]) {
            expect(part.features.length).toBe(part.count * info.features[0]!)
            expect(part.features.every(Number.isFinite)).toBe(true)
            expect(new Set(part.targets).size).toBeLessThanOrEqual(info.classes!)
            expect(part.targets.every(label => label >= 0 && label < info.classes!)).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each(drawn)('%s is the same for the same seed, and another for another', dataset => {
    expect(draw({ dataset, noise: 0.1 }, 7)).toEqual(draw({ dataset, noise: 0.1 }, 7))
    expect(draw({ dataset, noise: 0.1 }, 7).train.features).not.toEqual(
      draw({ dataset, noise: 0.1 }, 8).train.features,
    )
    const { train, test } = draw({ dataset, noise: 0.1 }, 7)
    expect(test.features).not.toEqual(train.features.subarray(0, test.features.length))
  })

  it.each(drawn)('%s begins with the same examples where there are more of them', dataset => {
    const few = draw({ dataset, size: 100 }).train
    const many = draw({ dataset, size: 200 }).train
    expect(many.features.subarray(0, few.features.length)).toEqual(few.features)
    expect(many.targets.subarray(0, few.count)).toEqual(few.targets)
  })

  it.each(drawn.filter(id => id !== 'randomNoise'))(
    '%s has classes of the same size, each point moved by its noise alone',
    dataset => {
      const still = pointsOf({ dataset, size: 5000 })
      const counts = new Map<number, number>()
      for (const [, , label] of still) counts.set(label, (counts.get(label) ?? 0) + 1)
      expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1)
      const moved = pointsOf({ dataset, size: 5000, noise: 0.3 })
      const squares = moved.map(([x, y], i) => (x - still[i]![0]) ** 2 + (y - still[i]![1]) ** 2)
      const variance = squares.reduce((sum, square) => sum + square, 0) / (2 * squares.length)
      expect(Math.sqrt(variance)).toBeCloseTo(0.3, 1)
    },
  )
})

describe('without noise', () => {
  it('the spiral has every point on the arm of its class', () => {
    for (const classes of [2, 3, 5]) {
      for (const [x, y, label] of pointsOf({ dataset: 'spiral', classes })) {
        const radius = Math.hypot(x, y)
        const turns = Math.atan2(y, x) / (2 * Math.PI) - 0.75 * radius - label / classes
        expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-5)
        expect(radius).toBeGreaterThan(0.09)
        expect(radius).toBeLessThan(1.01)
      }
    }
  })

  it('moons are half circles that reach into each other', () => {
    for (const [x, y, label] of pointsOf({ dataset: 'moons' })) {
      const [dx, dy] = label === 0 ? [x, y] : [1 - x, 0.5 - y]
      expect(Math.hypot(dx, dy)).toBeCloseTo(1, 5)
      expect(dy).toBeGreaterThanOrEqual(0)
    }
  })

  it('circles have radius 1 and 0.5', () => {
    for (const [x, y, label] of pointsOf({ dataset: 'circles' })) {
      expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.5, 5)
    }
  })

  it('XOR has class 1 where the signs differ, in all four quadrants', () => {
    const quadrants = new Set<string>()
    for (const [x, y, label] of pointsOf({ dataset: 'xor' })) {
      expect(x * y < 0).toBe(label === 1)
      quadrants.add(`${x < 0} ${y < 0}`)
    }
    expect(quadrants.size).toBe(4)
  })

  it('clusters are at their centres, evenly around a circle', () => {
    const centres = new Set(
      pointsOf({ dataset: 'clusters', classes: 4 }).map(
        ([x, y]) => `${Math.round(x) + 0} ${Math.round(y) + 0}`,
      ),
    )
    expect(centres).toEqual(new Set(['1 0', '0 1', '-1 0', '0 -1']))
  })
})

it('random noise is standard normal, and labels are drawn', () => {
  const { train } = draw({ dataset: 'randomNoise', size: 5000 })
  const mean = train.features.reduce((sum, x) => sum + x, 0) / train.features.length
  const square = train.features.reduce((sum, x) => sum + x * x, 0) / train.features.length
  expect(mean).toBeCloseTo(0, 2)
  expect(square).toBeCloseTo(1, 2)
  expect([...train.targets.subarray(0, 10)]).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(new Set(train.targets).size).toBe(10)
})

it('every data set is known by its id', () => {
  for (const [id, info] of Object.entries(datasetCatalog)) expect(info.id).toBe(id)
  expect(datasetInfo({ dataset: 'toString' })).toBeUndefined()
})
