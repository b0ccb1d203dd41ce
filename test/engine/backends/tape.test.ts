import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Access, assembleTape, type TapeRecord } from '../../../src/engine/backends/tape'
import { Op } from '../../../src/engine/wasm/opcodes'

const tensor = { start: 0, end: 51200 }
const rows = (write: boolean): Access => ({ ...tensor, write, row: 400 })
const whole = (write: boolean): Access => ({ ...tensor, write })

const record = (op: Op, ...accesses: Access[]): TapeRecord => ({ op, words: [], accesses })

/** The operations of a tape whose records have no words. */
function ops(...records: TapeRecord[]): string[] {
  return [...assembleTape(records)].filter((_, i) => i % 2 === 0).map(op => Op[op]!)
}

describe('a tape', () => {
  it('has no barrier between records whose threads share rows alike', () => {
    expect(ops(record(Op.Copy, rows(true)), record(Op.Multiply, rows(false)))).toEqual([
      'Copy',
      'Multiply',
    ])
  })

  it('has one where threads read what others write, or write what others read', () => {
    expect(ops(record(Op.Copy, rows(true)), record(Op.DenseForward, whole(false)))).toEqual([
      'Copy',
      'Barrier',
      'DenseForward',
    ])
    expect(ops(record(Op.DenseForward, whole(false)), record(Op.Copy, rows(true)))).toEqual([
      'DenseForward',
      'Barrier',
      'Copy',
    ])
  })

  it('has a barrier where rows of one tensor lie over rows of another width', () => {
    const other: Access = { start: 0, end: 5120, write: true, row: 40 }
    expect(ops(record(Op.Copy, rows(false)), record(Op.Copy, other))).toEqual([
      'Copy',
      'Barrier',
      'Copy',
    ])
  })

  const place = fc.record(
    {
      start: fc.integer({ min: 0, max: 12 }),
      length: fc.integer({ min: 0, max: 5 }),
      write: fc.boolean(),
      row: fc.constantFrom(1, 2),
    },
    { requiredKeys: ['start', 'length', 'write'] },
  )
  const access = place.map(
    ({ start, length, ...rest }): Access => ({ start, end: start + length, ...rest }),
  )
  const anyRecord = fc.record(
    {
      op: fc.constant(Op.Copy),
      words: fc.constant([]),
      accesses: fc.array(access, { maxLength: 3 }),
      early: fc.array(access, { maxLength: 3 }),
      continues: fc.boolean(),
    },
    { requiredKeys: ['op', 'words', 'accesses'] },
  )

  it('has barriers just where one of the accesses since the last would collide', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 30 }), records => {
        expect(ops(...records)).toEqual(comparingAll(records))
      }),
    )
  })
})

/** The same, comparing each record with all since the last barrier. */
function comparingAll(records: readonly TapeRecord[]): string[] {
  const written: string[] = []
  let pending: Access[] = []
  for (const { accesses, early, continues } of records) {
    const begins = early ?? accesses
    if (!continues && begins.some(a => pending.some(b => collide(a, b)))) {
      written.push('Barrier')
      pending = []
    }
    if (early) pending = []
    written.push('Copy')
    pending.push(...accesses)
  }
  return written
}

function collide(a: Access, b: Access): boolean {
  const inCommon = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  const sameRows = a.row !== undefined && a.row === b.row && a.start === b.start && a.end === b.end
  return inCommon > 0 && (a.write || b.write) && !sameRows
}
