import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createHistory,
  maxHistoryBytes,
  maxSlots,
  nearestSlot,
  slotMean,
  slotsFor,
} from '../../src/renderer/stores/telemetry-history'

function frames(...rows: number[][]): Float64Array {
  return Float64Array.from(rows.flat())
}

describe('telemetry history', () => {
  it('keeps every frame exactly while it has room, growing as needed', () => {
    const history = createHistory(2, 1024)
    for (let i = 0; i < 700; i++) history.append(frames([i, i * i]))
    expect(history.count).toBe(700)
    expect(history.stride).toBe(1)
    for (const i of [0, 255, 256, 257, 699]) {
      expect(history.columns[0]?.min[i]).toBe(i)
      expect(history.columns[1]?.max[i]).toBe(i * i)
    }
  })

  it('takes many frames at once and ignores a torn one at the end', () => {
    const history = createHistory(2, 8)
    history.append(Float64Array.from([1, 10, 2, 20, 3]))
    expect(history.count).toBe(2)
    expect([...history.latest]).toEqual([2, 20])
  })

  it('holds no more slots than its capacity, however long the run', () => {
    const history = createHistory(1, 64)
    for (let i = 0; i < 100_000; i++) history.append(frames([i]))
    expect(history.count).toBeLessThanOrEqual(64)
    expect(history.frames).toBe(100_000)
    expect((history.count - 1) * history.stride + history.filled).toBe(100_000)
    expect(history.columns[0]?.min.length).toBeLessThanOrEqual(64)
  })

  it('merging keeps the extremes of single steps and where they were, up to the stride', () => {
    const history = createHistory(1, 64)
    for (let i = 0; i < 5000; i++) history.append(frames([i === 1234 ? 1e6 : i === 77 ? 1e-9 : 1]))
    const { min, max } = history.columns[0]!
    const used = history.count
    expect(max.subarray(0, used).indexOf(1e6)).toBe(Math.floor(1234 / history.stride))
    expect(min.subarray(0, used).indexOf(1e-9)).toBe(Math.floor(77 / history.stride))
  })

  it('merging never loses a NaN, an infinity or a zero', () => {
    const history = createHistory(3, 4)
    for (let i = 0; i < 16; i++) {
      history.append(
        frames([
          i === 0 ? Number.NaN : 2,
          i === 5 ? Number.POSITIVE_INFINITY : 2,
          i === 10 ? 0 : 2,
        ]),
      )
    }
    expect(history.stride).toBe(4)
    expect([...history.columns[0]!.max.subarray(0, 4)]).toEqual([Number.NaN, 2, 2, 2])
    expect([...history.columns[0]!.min.subarray(0, 4)]).toEqual([2, 2, 2, 2])
    expect([...history.columns[1]!.max.subarray(0, 4)]).toEqual([2, Number.POSITIVE_INFINITY, 2, 2])
    expect([...history.columns[2]!.min.subarray(0, 4)]).toEqual([2, 2, 0, 2])
  })

  it('a slot of nothing but NaN has NaN as minimum and as maximum', () => {
    const history = createHistory(1, 2)
    for (let i = 0; i < 4; i++) history.append(frames([Number.NaN]))
    expect(history.columns[0]?.min[0]).toBeNaN()
    expect(history.columns[0]?.max[0]).toBeNaN()
  })

  it('the mean of a slot is that of its frames, the last and part-filled slot included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), values => {
        const history = createHistory(1, 8)
        history.append(Float64Array.from(values))
        const column = history.columns[0]!
        for (let slot = 0; slot < history.count; slot++) {
          const own = values.slice(slot * history.stride, (slot + 1) * history.stride)
          const mean = own.reduce((sum, value) => sum + value, 0) / own.length
          expect(slotMean(history, column, slot)).toBeCloseTo(mean, 9)
          expect(column.min[slot]).toBe(Math.min(...own))
          expect(column.max[slot]).toBe(Math.max(...own))
        }
      }),
    )
  })

  it('finds the slot of a step', () => {
    const history = createHistory(1, 8)
    for (let step = 1; step <= 100; step++) history.append(frames([step]))
    for (let step = 1; step <= 100; step++) {
      expect(nearestSlot(history, step)).toBe(Math.floor((step - 1) / history.stride))
    }
    expect(nearestSlot(history, -5)).toBe(0)
    expect(nearestSlot(history, 1e9)).toBe(history.count - 1)
  })

  it('keeps a long run of a hundred layers within its bytes', () => {
    const width = 2307
    const history = createHistory(width)
    const burst = new Float64Array(width * 100).fill(0.5)
    for (let i = 0; i < 160; i++) history.append(burst)
    expect(history.frames).toBe(16_000)
    expect(history.bytes).toBeLessThanOrEqual(maxHistoryBytes)
  })

  it('affords fewer slots to wider frames, within the byte bound', () => {
    expect(slotsFor(100)).toBe(maxSlots)
    expect(slotsFor(3000)).toBeLessThan(maxSlots)
    expect(slotsFor(3000) * 3000 * 24).toBeLessThanOrEqual(maxHistoryBytes)
  })
})
