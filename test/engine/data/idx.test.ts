import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIdx } from '../../../src/engine/data/idx'
import { idxBytes } from '../../support/datasets'

const file = idxBytes([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])

function messageFor(bytes: Uint8Array): string {
  const result = parseIdx(bytes, 'digits.idx')
  if (result.ok) throw new Error('it was read')
  expect(result.remedy).toContain('Get the file again')
  return result.message
}

describe('parseIdx', () => {
  it('reads the axes and the values of a file', () => {
    const result = parseIdx(file, 'digits.idx')
    expect(result.ok && result.value.dims).toEqual([2, 2, 3])
    expect(result.ok && [...result.value.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('reads a file that lies within a larger buffer', () => {
    const larger = Buffer.concat([Buffer.from([9, 9, 9]), file, Buffer.from([9])])
    const result = parseIdx(larger.subarray(3, 3 + file.length), 'digits.idx')
    expect(result.ok && result.value.dims).toEqual([2, 2, 3])
  })

  it('refuses the file cut off at any byte', () => {
    for (let length = 0; length < file.length; length++) {
      expect(messageFor(file.subarray(0, length))).toMatch(/^digits\.idx: (it ends|its header)/)
    }
  })

  it('refuses a file with bytes left over', () => {
    expect(messageFor(Buffer.concat([file, Buffer.from([0])]))).toContain('it holds 13')
  })

  it.each([
    [0, 0x1f, 'does not start as an IDX file'],
    [1, 0x8b, 'does not start as an IDX file'],
    [2, 0x0d, 'not unsigned bytes'],
    [3, 0, '0 axes'],
    [3, 5, '5 axes'],
    [3, 255, '255 axes'],
  ])('refuses a file whose byte %i is %i', (at, value, message) => {
    const bytes = Buffer.from(file)
    bytes[at] = value
    expect(messageFor(bytes)).toContain(message)
  })

  it('refuses a header that promises more than any memory holds, without trying', () => {
    const greedy = idxBytes([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [1, 2])
    expect(messageFor(greedy)).toContain('its header promises')
  })

  it('never throws and never reads beyond the file', () => {
    const nearly = fc
      .tuple(fc.nat(file.length - 1), fc.nat(255))
      .map(([at, value]) => Uint8Array.from(file).with(at, value))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), nearly), bytes => {
        const result = parseIdx(bytes, 'x')
        if (!result.ok) return
        const { dims, values } = result.value
        expect(values.length).toBe(dims.reduce((product, dim) => product * dim, 1))
      }),
      { numRuns: 500 },
    )
  })
})
