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
  /**
   * Threads share the first and the second half of a batch before anything else: two threads then
   * touch the same rows as where they share rows, more of them do not.
   */
  readonly halves?: boolean
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
    const found = accesses.flatMap(access =>
      pending.filter(other => conflicts(access, other)).map(other => [access, other]),
    )
    if (found.length === 0) return
    // Two threads touch the same halves, so they need not wait.
    if (found.every(([a, b]) => a!.halves !== b!.halves && alike(a!, b!))) {
      words.push(Op.BarrierBeyondTwo, 0)
      return
    }
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
  return !alike(a, b) || a.halves !== b.halves
}

/** Whether the same thread touches the same rows, or the same chunks, of a tensor. */
function alike(a: Access, b: Access): boolean {
  return a.row !== undefined && a.row === b.row && a.start === b.start
}
