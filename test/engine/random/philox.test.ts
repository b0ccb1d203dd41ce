import { describe, expect, it } from 'vitest'
import { philox } from '../../../src/engine/random/philox'

type Words = readonly [number, number, number, number]

/** The known-answer vectors of Random123 1.14 (`kat_vectors`, philox4x32 with 10 rounds). */
const knownAnswers: readonly { counter: Words; key: readonly [number, number]; words: Words }[] = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0],
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
]

describe('philox4x32-10', () => {
  it.each(knownAnswers)('gives the known words of counter $counter', ({ counter, key, words }) => {
    const out = new Uint32Array(4)
    philox(out, ...counter, ...key)
    expect([...out]).toEqual([...words])
  })

  it('takes counters as unsigned 32-bit words, however they are written', () => {
    const unsigned = new Uint32Array(4)
    const signed = new Uint32Array(4)
    philox(unsigned, 0xffffffff, 0, 0x80000000, 0, 0xfffffffe, 0)
    philox(signed, -1, 0, -0x80000000, 0, -2, 0)
    expect([...signed]).toEqual([...unsigned])
  })

  it('changes about half of the bits when one bit of the counter changes', () => {
    const one = new Uint32Array(4)
    const other = new Uint32Array(4)
    let flipped = 0
    for (let i = 0; i < 200; i++) {
      philox(one, i, 0, 0, 0, 7, 0)
      philox(other, i ^ 0x1000, 0, 0, 0, 7, 0)
      for (let j = 0; j < 4; j++) flipped += bitCount(one[j]! ^ other[j]!)
    }
    expect(flipped / (200 * 128)).toBeCloseTo(0.5, 1)
  })
})

function bitCount(word: number): number {
  return (word >>> 0).toString(2).replaceAll('0', '').length
}
