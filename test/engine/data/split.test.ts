import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type DatasetInfo, datasetCatalog } from '../../../src/engine/data/catalog'
import { holdOutTest } from '../../../src/engine/data/split'

const info: DatasetInfo = { ...datasetCatalog.iris, features: [1] }

function numbered(labels: readonly number[]) {
  return {
    count: labels.length,
    features: Float32Array.from(labels, (_, i) => i),
    targets: Float32Array.from(labels),
  }
}

it('parts the examples into two, keeping a fifth of every class for testing', () => {
  const labels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 80 })
  fc.assert(
    fc.property(labels, fc.nat(), (given, seed) => {
      const { train, test } = holdOutTest(numbered(given), info, seed)
      const indices = [...train.features, ...test.features].toSorted((a, b) => a - b)
      expect(indices).toEqual(given.map((_, i) => i))
      for (const label of [0, 1, 2]) {
        const held = test.targets.filter(each => each === label).length
        expect(held).toBe(Math.round(given.filter(each => each === label).length * 0.2))
      }
      for (const { features, targets } of [train, test]) {
        features.forEach((from, i) => {
          expect(targets[i]).toBe(given[from])
        })
      }
    }),
  )
})

it('keeps a fifth of all where there are no classes', () => {
  const regression: DatasetInfo = { ...datasetCatalog.diabetes, features: [1] }
  const { train, test } = holdOutTest(
    numbered(Array.from({ length: 52 }, (_, i) => i)),
    regression,
    1,
  )
  expect([train.count, test.count]).toEqual([42, 10])
})

it('draws the parts by the seed', () => {
  const labels = Array.from({ length: 60 }, (_, i) => i % 3)
  const test = (seed: number) => [...holdOutTest(numbered(labels), info, seed).test.features]
  expect(test(1)).toEqual(test(1))
  expect(test(1)).not.toEqual(test(2))
})

it('holds out exactly as many as are asked for, of every class its share', () => {
  const labels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(labels, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const held = Math.floor(given.length * share)
      const { train, test } = holdOutTest(numbered(given), info, 1, held)
      expect([train.count, test.count]).toEqual([given.length - held, held])
      for (const label of [0, 1, 2]) {
        const all = given.filter(each => each === label).length
        const inTest = test.targets.filter(each => each === label).length
        expect(Math.abs(inTest - (all * held) / given.length)).toBeLessThan(1)
      }
    }),
  )
})

it('is quick for a million examples', () => {
  const labels = Float32Array.from({ length: 1_000_000 }, (_, i) => i % 3)
  const examples = { count: labels.length, features: labels, targets: labels }
  expect(holdOutTest(examples, info, 1, 200_000).test.count).toBe(200_000)
})
