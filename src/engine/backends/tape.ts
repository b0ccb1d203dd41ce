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
  const pending = new PendingAccesses(records)
  const synchronize = (accesses: readonly Access[]) => {
    if (!accesses.some(access => pending.conflictWith(access))) return
    words.push(Op.Barrier, 0)
    pending.clear()
  }
  for (const record of records) {
    if (!record.continues) synchronize(record.early ?? record.accesses)
    if (record.early) pending.clear()
    words.push(record.op, record.words.length, ...record.words)
    for (const access of record.accesses) pending.add(access)
  }
  return Int32Array.from(words)
}

/**
 * What was touched since the last barrier, by place: a network of hundreds of layers may have one
 * barrier in thousands of records.
 */
class PendingAccesses {
  /** Index of the stretch of memory that begins at an address where any access begins or ends. */
  private readonly stretchAt: ReadonlyMap<number, number>
  /** For each stretch, the different accesses that cover it. */
  private readonly covering: Access[][]
  private touched: Access[][] = []

  constructor(records: readonly TapeRecord[]) {
    const accesses = records.flatMap(({ accesses, early = [] }) => [...accesses, ...early])
    const bounds = new Set(accesses.flatMap(({ start, end }) => [start, end]))
    const ordered = [...bounds].sort((a, b) => a - b)
    this.stretchAt = new Map(ordered.map((address, index) => [address, index]))
    this.covering = ordered.map(() => [])
  }

  add(access: Access): void {
    for (const accesses of this.stretchesOf(access)) {
      if (accesses.some(other => isSame(access, other))) continue
      if (accesses.length === 0) this.touched.push(accesses)
      accesses.push(access)
    }
  }

  conflictWith(access: Access): boolean {
    return this.stretchesOf(access).some(accesses =>
      accesses.some(other => conflicts(access, other)),
    )
  }

  clear(): void {
    for (const accesses of this.touched) accesses.length = 0
    this.touched = []
  }

  private stretchesOf({ start, end }: Access): Access[][] {
    return this.covering.slice(this.stretchAt.get(start), this.stretchAt.get(end))
  }
}

function isSame(a: Access, b: Access): boolean {
  return a.start === b.start && a.end === b.end && a.write === b.write && a.row === b.row
}

/** Of two accesses that have bytes in common. */
function conflicts(a: Access, b: Access): boolean {
  if (!(a.write || b.write)) return false
  return a.row === undefined || a.row !== b.row || a.start !== b.start || a.end !== b.end
}
