import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRng, shuffle, streamId } from '../../../src/engine/random/stream'

const count = 200_000

function draw(next: () => number): number[] {
  return Array.from({ length: count }, next)
}

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const central = (power: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length
  const variance = central(2)
  return {
    mean,
    variance,
    skewness: central(3) / variance ** 1.5,
    kurtosis: central(4) / variance ** 2,
  }
}

describe('createRng', () => {
  it('draws uniform numbers in [0, 1) with mean 1/2 and variance 1/12', () => {
    const rng = createRng(1, 'uniform')
    const values = draw(rng.nextUniform)
    expect(values.every(value => value >= 0 && value < 1)).toBe(true)
    const { mean, variance } = moments(values)
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(1e-3)
  })

  it('draws normal numbers with mean 0, variance 1, no skew and kurtosis 3', () => {
    const rng = createRng(1, 'normal')
    const { mean, variance, skewness, kurtosis } = moments(draw(rng.nextNormal))
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(count))
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
    expect(Math.abs(skewness)).toBeLessThan(5 * Math.sqrt(6 / count))
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / count))
  })

  it('draws neighbouring normal numbers that do not correlate', () => {
    const rng = createRng(3, 'pairs')
    const values = draw(rng.nextNormal)
    const product = values.slice(1).reduce((sum, value, i) => sum + value * values[i]!, 0) / count
    expect(Math.abs(product)).toBeLessThan(5 / Math.sqrt(count))
  })

  it('draws every integer below the bound about equally often', () => {
    const rng = createRng(2, 'integers')
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[rng.nextInt(7)]!++
    for (const each of counts) expect(Math.abs(each - 10_000)).toBeLessThan(500)
  })

  it('repeats itself for the same seed and stream, and for no other', () => {
    const sequence = (seed: number, stream: string) => {
      const rng = createRng(seed, stream)
      return Array.from({ length: 20 }, () => rng.nextUint32())
    }
    expect(sequence(5, 'a')).toEqual(sequence(5, 'a'))
    expect(sequence(5, 'a')).not.toEqual(sequence(6, 'a'))
    expect(sequence(5, 'a')).not.toEqual(sequence(5, 'b'))
  })

  it('takes every seed up to 2³² − 1', () => {
    const first = (seed: number) => createRng(seed, 'x').nextUint32()
    expect(first(0xffff_ffff)).not.toBe(first(0))
    expect(first(0x8000_0000)).not.toBe(first(0))
  })
})

describe('streamId', () => {
  it('is FNV-1a: offset basis for the empty name, known value for "a"', () => {
    expect(streamId('')).toBe(0x811c9dc5)
    expect(streamId('a')).toBe(0xe40c292c)
    expect(streamId('foobar')).toBe(0xbf9cf968)
  })
})

describe('shuffle', () => {
  it('gives a permutation', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (length, seed) => {
        const indices = Uint32Array.from({ length }, (_, i) => i)
        shuffle(indices, createRng(seed, 'shuffle'))
        expect([...indices].sort((a, b) => a - b)).toEqual([...Array(length).keys()])
      }),
    )
  })

  it('puts every value in every place about equally often', () => {
    const rng = createRng(11, 'places')
    const counts = new Array<number>(16).fill(0)
    for (let i = 0; i < 20_000; i++) {
      const indices = Uint32Array.of(0, 1, 2, 3)
      shuffle(indices, rng)
      indices.forEach((value, place) => {
        counts[value * 4 + place]!++
      })
    }
    for (const each of counts) expect(Math.abs(each - 5000)).toBeLessThan(350)
  })
})
