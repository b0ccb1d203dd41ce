import { Op } from '../wasm/opcodes'

/** Bytes that a record reads or writes. */
export interface Access {
  readonly start: number
  readonly end: number
  readonly write: boolean
  /**
   * Bytes of one example, where threads share the rows of a batch: each thread then touches only
   * rows that it also touched in any other access of that kind to the same tensor.
   */
  readonly row?: number
}

/** One operation of a tape with what it touches, so that barriers can be placed. */
export interface TapeRecord {
  readonly op: Op
  /** Addresses and whole numbers as they are; `f32(x)` for the bits of a float. */
  readonly words: readonly number[]
  readonly accesses: readonly Access[]
  /**
   * What is touched before the record's own barrier, for records that have one inside; `accesses`
   * is then what is touched after it.
   */
  readonly early?: readonly Access[]
  /** Each thread touches only elements that the record before gave the same thread. */
  readonly continues?: boolean
}

const scratch = new DataView(new ArrayBuffer(4))

/** The bits of a float as a word. */
export function f32(value: number): number {
  scratch.setFloat32(0, value)
  return scratch.getInt32(0)
}

/**
 * Writes records as the words of a tape and puts a barrier wherever a record touches what another
 * thread may still be writing, or writes what another may still be reading.
 */
export function assembleTape(records: readonly TapeRecord[]): Int32Array {
  const words: number[] = []
  let pending: Access[] = []
  const synchronize = (accesses: readonly Access[]) => {
    if (!accesses.some(access => pending.some(other => conflicts(access, other)))) return
    words.push(Op.Barrier, 0)
    pending = []
  }
  for (const record of records) {
    if (!record.continues) synchronize(record.early ?? record.accesses)
    if (record.early) pending = []
    words.push(record.op, record.words.length, ...record.words)
    pending.push(...record.accesses)
  }
  return Int32Array.from(words)
}

function conflicts(a: Access, b: Access): boolean {
  if (!(a.write || b.write) || a.start >= b.end || b.start >= a.end) return false
  return a.row === undefined || a.row !== b.row || a.start !== b.start || a.end !== b.end
}
