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
})
