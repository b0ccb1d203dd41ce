import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DatasetInfo } from '../../../src/engine/data/catalog'
import type { Dataset, Examples } from '../../../src/engine/data/dataset'
import { prepareData } from '../../../src/engine/data/prepare'

const info: DatasetInfo = {
  id: 'test',
  title: 'Test',
  summary: '',
  task: 'classification',
  features: [2],
  image: null,
  classes: 3,
  targetFeatures: 1,
  examples: { train: 0, test: 0 },
}

/** Example i has features [i, 100 − i] and target i: it can be told wherever it ends up. */
function numbered(count: number, start = 0): Examples {
  return {
    count,
    features: Float32Array.from({ length: 2 * count }, (_, i) =>
      i % 2 === 0 ? start + i / 2 : 100 - start - (i - 1) / 2,
    ),
    targets: Float32Array.from({ length: count }, (_, i) => start + i),
  }
}

function dataset(train: number, test = 3, overrides: Partial<DatasetInfo> = {}): Dataset {
  return { info: { ...info, ...overrides }, train: numbered(train), test: numbered(test, 1000) }
}

const plain = { normalization: 'none', validationFraction: 0.2, seed: 1 } as const

describe('the split', () => {
  it('parts the training examples into two without losing or doubling any', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.nat(),
        (count, validationFraction, seed) => {
          const source = dataset(count)
          const { train, validation, test } = prepareData(source, {
            ...plain,
            validationFraction,
            seed,
          })
          const all = [...train.targets, ...validation.targets].toSorted((a, b) => a - b)
          expect(all).toEqual([...source.train.targets])
          expect(train.count).toBeGreaterThan(0)
          expect(Math.abs(validation.count - count * validationFraction)).toBeLessThanOrEqual(1)
          expect([...test.targets]).toEqual([...source.test.targets])
          for (const part of [train, validation, test]) {
            expect(part.features.length).toBe(2 * part.count)
            part.targets.forEach((target, i) => {
              expect(part.features[2 * i]).toBe(target)
            })
          }
        },
      ),
    )
  })

  it('has no validation part at fraction 0', () => {
    const { train, validation } = prepareData(dataset(10), { ...plain, validationFraction: 0 })
    expect([train.count, validation.count]).toEqual([10, 0])
  })

  it('is the same for the same seed, and another for another', () => {
    const validation = (seed: number) => [
      ...prepareData(dataset(50), { ...plain, seed }).validation.targets,
    ]
    expect(validation(1)).toEqual(validation(1))
    expect(validation(1)).not.toEqual(validation(2))
  })
})

describe('the limit', () => {
  it('takes the first of the training examples and leaves the other parts alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 80 }),
        (count, limit) => {
          const all = prepareData(dataset(count), plain)
          const few = prepareData(dataset(count), { ...plain, limit })
          expect(few.train.count).toBe(Math.min(limit, all.train.count))
          expect(few.train.targets).toEqual(all.train.targets.subarray(0, limit))
          expect(few.train.features).toEqual(all.train.features.subarray(0, 2 * limit))
          expect([few.validation, few.test]).toEqual([all.validation, all.test])
        },
      ),
    )
  })
})

describe('normalisation', () => {
  const options = { ...plain, normalization: 'standardize' } as const

  it('gives each feature of the training part mean 0 and deviation 1', () => {
    const { train } = prepareData(dataset(200), options)
    for (const feature of [0, 1]) {
      const column = [...train.features].filter((_, i) => i % 2 === feature)
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length
      expect(mean).toBeCloseTo(0, 5)
      expect(variance).toBeCloseTo(1, 5)
    }
  })

  it('takes mean and deviation from the training part alone and applies them to all', () => {
    const { train, validation, test } = prepareData(dataset(50), options)
    const raw = [...train.targets]
    const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length
    const deviation = Math.sqrt(raw.reduce((sum, x) => sum + (x - mean) ** 2, 0) / raw.length)
    for (const part of [train, validation, test]) {
      part.targets.forEach((value, i) => {
        expect(part.features[2 * i]).toBeCloseTo((value - mean) / deviation, 4)
      })
    }
  })

  it('uses one mean and deviation for all pixels of images', () => {
    const image = { height: 1, width: 2 }
    const { train } = prepareData(dataset(40, 3, { image }), options)
    const mean = train.features.reduce((sum, value) => sum + value, 0) / train.features.length
    expect(mean).toBeCloseTo(0, 5)
    expect(train.features[0]! + train.features[1]!).toBeCloseTo(
      train.features[2]! + train.features[3]!,
      4,
    )
  })

  it('leaves a constant feature at 0, however its mean rounds', () => {
    for (const constant of [0, 5, 0.1, 1 / 3, 1e-8, 12345.678]) {
      for (const count of [3, 7, 10, 49]) {
        const source = dataset(count)
        for (let i = 0; i < count; i++) source.train.features[2 * i] = constant
        const { train } = prepareData(source, options)
        for (let i = 0; i < train.count; i++) {
          expect(Math.abs(train.features[2 * i]!)).toBeLessThan(1e-10)
        }
      }
    }
  })

  it('scales numbers to predict by the training part, but never class indices', () => {
    const source = dataset(50, 3, { classes: null })
    const raw = prepareData(source, plain).train.targets
    const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length
    const deviation = Math.sqrt(raw.reduce((sum, x) => sum + (x - mean) ** 2, 0) / raw.length)
    const { train, test } = prepareData(source, options)
    raw.forEach((value, i) => {
      expect(train.targets[i]).toBeCloseTo((value - mean) / deviation, 4)
    })
    expect(test.targets[0]).toBeCloseTo((1000 - mean) / deviation, 3)
    expect(prepareData(dataset(50), options).train.targets).toEqual(
      prepareData(dataset(50), plain).train.targets,
    )
  })

  it('says how it scaled, so that values can be told in their own units', () => {
    const source = dataset(50, 3, { classes: null })
    const raw = prepareData(source, plain)
    expect(raw.featureScale).toBeUndefined()
    const { test, featureScale, targetScale } = prepareData(source, options)
    test.features.forEach((value, i) => {
      const own = value * featureScale!.deviation[i % 2]! + featureScale!.mean[i % 2]!
      expect(own).toBeCloseTo(raw.test.features[i]!, 2)
    })
    const target = test.targets[0]! * targetScale!.deviation[0]! + targetScale!.mean[0]!
    expect(target).toBeCloseTo(1000, 2)
    expect(prepareData(dataset(50), options).targetScale).toBeUndefined()
  })

  it('leaves the source as it was', () => {
    const source = dataset(20)
    const before = structuredClone(source)
    prepareData(source, options)
    expect(source).toEqual(before)
  })
})

describe('a stratified split', () => {
  const labelled = (count: number): Dataset => {
    const train = {
      ...numbered(count),
      targets: Float32Array.from({ length: count }, (_, i) => (i % 10 === 0 ? 2 : i % 2)),
    }
    return { info, train, test: numbered(1) }
  }

  it('has of every class its share in both parts, drawn by the seed', () => {
    const parts = (seed: number) => prepareData(labelled(100), { ...plain, seed, stratified: true })
    const { train, validation } = parts(1)
    const counts = ({ targets }: Examples) =>
      [0, 1, 2].map(label => targets.filter(each => each === label).length)
    expect([counts(train), counts(validation)]).toEqual([
      [32, 40, 8],
      [8, 10, 2],
    ])
    expect([...parts(1).validation.features]).toEqual([...validation.features])
    expect([...parts(2).validation.features]).not.toEqual([...validation.features])
  })
})

describe('missing values', () => {
  it('become the mean of the training part alone', () => {
    const source = dataset(50)
    const holes = source.train.features.map((value, i) => (i % 7 === 0 ? Number.NaN : value))
    const given: Dataset = {
      ...source,
      train: { ...source.train, features: holes },
      hasMissing: true,
    }
    const { train, validation } = prepareData(given, plain)
    for (const column of [0, 1]) {
      const known = [...train.targets].filter(index => (2 * index + column) % 7 !== 0)
      const mean =
        known.reduce((sum, index) => sum + source.train.features[2 * index + column]!, 0) /
        known.length
      for (const part of [train, validation]) {
        part.targets.forEach((index, row) => {
          const isHole = (2 * index + column) % 7 === 0
          const expected = isHole ? mean : source.train.features[2 * index + column]!
          expect(part.features[2 * row + column]).toBeCloseTo(expected, 4)
        })
      }
    }
  })
})
