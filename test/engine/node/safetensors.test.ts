import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeSafetensors,
  decodeTensors,
  encodeSafetensors,
} from '../../../src/engine/node/safetensors'
import { assignWeights, type WeightTensor } from '../../../src/engine/training/assign-weights'

const tensor = fc
  .record({
    name: fc
      .string({ minLength: 1, maxLength: 12 })
      .filter(name => name !== '__metadata__' && name !== '__proto__'),
    shape: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
  })
  .chain(({ name, shape }) => {
    const count = shape.reduce((product, dim) => product * dim, 1)
    return fc
      .float32Array({ minLength: count, maxLength: count })
      .map((values): WeightTensor => ({ name, shape, values }))
  })
const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 5 })

const sample: readonly WeightTensor[] = [
  { name: 'dense1.W', shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
  { name: 'dense1.b', shape: [3], values: Float32Array.of(0.5, -0.5, 0) },
]

describe('a .safetensors file', () => {
  it('gives back what was written, bit for bit', () => {
    fc.assert(
      fc.property(tensors, written => {
        const decoded = decodeSafetensors(encodeSafetensors(written))
        const byName = (list: readonly WeightTensor[]) =>
          new Map(list.map(({ name, shape, values }) => [name, { shape: [...shape], values }]))
        expect(decoded.ok && byName(decoded.tensors)).toEqual(byName(written))
      }),
    )
  })

  it('begins with the length of a JSON header, and its data at a multiple of eight', () => {
    const bytes = encodeSafetensors(sample)
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
    expect(length % 8).toBe(0)
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { format: 'gradscope' },
      'dense1.W': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      'dense1.b': { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
    })
    expect(bytes.length).toBe(8 + length + 36)
  })

  it('is refused, and nothing thrown, wherever it is cut off or changed', () => {
    const bytes = encodeSafetensors(sample)
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeSafetensors(bytes.subarray(0, length)).ok).toBe(false)
    }
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.slice()
        changed[at] = value
        decodeSafetensors(changed)
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), any => void decodeSafetensors(any)))
  })

  it.each([
    ['{"dtype":"F16","shape":[1],"data_offsets":[0,2]}', 'holds "W" as F16; only F32 is read'],
    ['null', 'is damaged: the entry of "W" has no type'],
    ['{"dtype":"F32","shape":1}', 'is damaged: the entry of "W" has no shape or no range'],
    [
      '{"dtype":"F32","shape":[1],"data_offsets":[0,2]}',
      'is damaged: the range of "W" does not fit its shape or the file',
    ],
  ])('is refused with the reason where it holds %s', (entry, reason) => {
    const header = new TextEncoder().encode(`{"W":${entry}}`)
    const bytes = new Uint8Array(8 + header.length + 2)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
    bytes.set(header, 8)
    expect(decodeSafetensors(bytes)).toEqual({ ok: false, reason })
  })
})

describe('assigning weights', () => {
  const target = (name: string, shape: readonly number[]) => ({
    name,
    shape,
    values: new Float64Array(shape.reduce((product, dim) => product * dim, 1)),
  })

  it('copies by name; buffers may be missing', () => {
    const W = target('dense1.W', [2, 3])
    const b = target('dense1.b', [3])
    const mean = target('bn1.runningMean', [3])
    mean.values.fill(7)
    expect(assignWeights([...sample].reverse(), [W, b], [mean])).toBeNull()
    expect([...W.values]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...mean.values]).toEqual([7, 7, 7])
  })

  it.each([
    [[target('dense2.W', [1])], 'The weights lack "dense2.W" (1).'],
    [[target('dense1.W', [2, 3])], 'The network has no "dense1.b", which the weights hold.'],
    [
      [target('dense1.W', [3, 2]), target('dense1.b', [3])],
      '"dense1.W" is 2×3 in the weights and 3×2 in the network.',
    ],
  ])('says what does not fit, and copies nothing', (parameters, reason) => {
    expect(assignWeights(sample, parameters, [])).toBe(reason)
    for (const { values } of parameters) expect([...values].every(value => value === 0)).toBe(true)
  })
})

it('reads what lies in a pool of memory, as a small file does that Node has read', () => {
  const values = new Float64Array([1, -2.5, Math.PI])
  const bytes = encodeSafetensors([{ name: 'W', shape: [3], values }], { note: 'n' })
  const pool = Buffer.alloc(bytes.length + 3)
  pool.set(bytes, 3)
  const decoded = decodeTensors(pool.subarray(3))
  expect(decoded).toEqual({
    ok: true,
    tensors: [{ name: 'W', shape: [3], values }],
    metadata: { note: 'n' },
  })
})
