import { describe, expect, it } from 'vitest'
import { weightsHash } from '../../../src/engine/node/weights-hash'

const tensor = (name: string, values: readonly number[]) => ({
  name,
  shape: [values.length],
  values: Float64Array.from(values),
})

describe('weightsHash', () => {
  it('is the same for the same names and bytes', () => {
    expect(weightsHash([tensor('a', [1, 2])])).toBe(weightsHash([tensor('a', [1, 2])]))
  })

  it('changes with a bit of a value, with a name and with the order', () => {
    const base = weightsHash([tensor('a', [1, 2]), tensor('b', [3])])
    expect(weightsHash([tensor('a', [1, 2 + Number.EPSILON * 2]), tensor('b', [3])])).not.toBe(base)
    expect(weightsHash([tensor('a', [1, 2]), tensor('c', [3])])).not.toBe(base)
    expect(weightsHash([tensor('b', [3]), tensor('a', [1, 2])])).not.toBe(base)
    expect(weightsHash([tensor('a', [-0])])).not.toBe(weightsHash([tensor('a', [0])]))
  })

  it('hashes a view by its own bytes, not by the buffer under it', () => {
    const arena = Float64Array.of(9, 1, 2, 9)
    const view = { name: 'a', shape: [2], values: arena.subarray(1, 3) }
    expect(weightsHash([view])).toBe(weightsHash([tensor('a', [1, 2])]))
  })
})
