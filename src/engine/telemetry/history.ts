import { frameHeader } from './layout'

/** One quantity over the run. Slot `i` covers `stride` consecutive frames. */
export interface HistoryColumn {
  /** Smallest number among the slot's frames; NaN when none of them is a number. */
  readonly min: Float64Array
  /** Largest value among the slot's frames (infinity counts); NaN as soon as one of them is NaN. */
  readonly max: Float64Array
  /** Sum over the slot's frames: NaN as soon as one of them is NaN. `slotMean` divides it. */
  readonly sum: Float64Array
}

/**
 * What every frame of a run said, column by column, in bounded memory: at most `capacity` slots.
 * When they are full, neighbouring slots are merged two by two, keeping the smallest and the
 * largest of both and the mean, so a spike, a zero or a NaN of a single step is never lost; only the
 * exact step becomes uncertain by `stride`.
 */
export interface History {
  readonly width: number
  readonly capacity: number
  /** Slots in use. */
  readonly count: number
  /** Frames per slot: a power of two. */
  readonly stride: number
  /** Frames in the last slot: 1 … stride. */
  readonly filled: number
  /** Frames appended in all. */
  readonly frames: number
  /** The newest frame, exact. */
  readonly latest: Float64Array
  readonly columns: readonly HistoryColumn[]
  /** Bytes that are taken by what is kept. */
  readonly bytes: number
  append(frames: Float64Array): void
  /**
   * Forgets every slot that reaches beyond a step.
   *
   * @param frame of the step itself, where it is known: a slot of several steps may have gone with it
   */
  rewind(step: number, frame: Float64Array | null): void
}

/** Most frames held at full resolution, however narrow they are. */
export const maxSlots = 8192
/** Most bytes of history: wide frames (hundreds of layers) get fewer slots. */
export const maxHistoryBytes = 192 * 2 ** 20
const minSlots = 512
const firstSlots = 256

/** The largest power of two of slots whose minima, maxima and sums stay within `maxHistoryBytes`. */
export function slotsFor(width: number): number {
  const affordable = maxHistoryBytes / (width * 3 * Float64Array.BYTES_PER_ELEMENT)
  const power = 2 ** Math.floor(Math.log2(Math.max(1, affordable)))
  return Math.min(maxSlots, Math.max(minSlots, power))
}

/** Mean over the frames of a slot. */
export function slotMean(history: History, column: HistoryColumn, slot: number): number {
  const { stride, count, filled } = history
  return column.sum[slot]! / (slot === count - 1 ? filled : stride)
}

/** NaN gives way to any number. */
function smaller(a: number, b: number): number {
  return b < a || Number.isNaN(a) ? b : a
}

/** NaN wins over any number. */
function larger(a: number, b: number): number {
  return b > a || Number.isNaN(b) ? b : a
}

/** @param width numbers in a frame  @param capacity slots, even */
export function createHistory(width: number, capacity = slotsFor(width)): History {
  let allocated = Math.min(firstSlots, capacity)
  let count = 0
  let stride = 1
  let filled = 0
  let frames = 0
  const latest = new Float64Array(width).fill(Number.NaN)

  // Until the first merge a slot is one frame, and one array serves as minimum, maximum and sum.
  const columns: HistoryColumn[] = Array.from({ length: width }, () => {
    const values = new Float64Array(allocated)
    return { min: values, max: values, sum: values }
  })

  function grow(): void {
    allocated = Math.min(capacity, allocated * 2)
    const grown = (values: Float64Array) => {
      const wider = new Float64Array(allocated)
      wider.set(values)
      return wider
    }
    for (let c = 0; c < width; c++) {
      const { min, max, sum } = columns[c]!
      const grownMin = grown(min)
      const shared = max === min
      columns[c] = {
        min: grownMin,
        max: shared ? grownMin : grown(max),
        sum: shared ? grownMin : grown(sum),
      }
    }
  }

  function merge(): void {
    const half = count / 2
    for (let c = 0; c < width; c++) {
      const { min, max, sum } = columns[c]!
      const shared = max === min
      const mergedMax = shared ? new Float64Array(allocated) : max
      const mergedSum = shared ? new Float64Array(allocated) : sum
      for (let i = 0; i < half; i++) {
        const total = sum[2 * i]! + sum[2 * i + 1]!
        const upper = larger(max[2 * i]!, max[2 * i + 1]!)
        // The last write: until the first merge all three are one array.
        min[i] = smaller(min[2 * i]!, min[2 * i + 1]!)
        mergedMax[i] = upper
        mergedSum[i] = total
      }
      columns[c] = { min, max: mergedMax, sum: mergedSum }
    }
    count = half
    stride *= 2
    filled = stride
  }

  function appendOne(source: Float64Array, offset: number): void {
    if (count > 0 && filled < stride) {
      const slot = count - 1
      for (let c = 0; c < width; c++) {
        const { min, max, sum } = columns[c]!
        const value = source[offset + c]!
        min[slot] = smaller(min[slot]!, value)
        max[slot] = larger(max[slot]!, value)
        sum[slot]! += value
      }
      filled++
    } else {
      if (count === capacity) merge()
      if (count === allocated) grow()
      for (let c = 0; c < width; c++) {
        const { min, max, sum } = columns[c]!
        const value = source[offset + c]!
        min[count] = value
        max[count] = value
        sum[count] = value
      }
      count++
      filled = 1
    }
    frames++
  }

  return {
    width,
    capacity,
    latest,
    columns,
    get count() {
      return count
    },
    get stride() {
      return stride
    },
    get filled() {
      return filled
    },
    get frames() {
      return frames
    },
    get bytes() {
      return width * allocated * (stride === 1 ? 1 : 3) * Float64Array.BYTES_PER_ELEMENT
    },
    append(source) {
      const whole = Math.floor(source.length / width)
      for (let f = 0; f < whole; f++) appendOne(source, f * width)
      if (whole > 0) latest.set(source.subarray((whole - 1) * width, whole * width))
    },
    rewind(step, frame) {
      const lastOf = (slot: number) => columns[stepColumn]!.max[slot]!
      while (count > 0 && lastOf(count - 1) > step) count--
      // Every slot but the newest is full.
      filled = stride
      frames = count * stride
      if (frame && (count === 0 || lastOf(count - 1) < step)) appendOne(frame, 0)
      for (let c = 0; c < width; c++) {
        latest[c] = frame?.[c] ?? (count > 0 ? columns[c]!.max[count - 1]! : Number.NaN)
      }
    },
  }
}

const stepColumn = frameHeader.indexOf('step')

/** Of a history that has frames. */
export function firstStep({ columns }: History): number {
  return columns[stepColumn]!.min[0]!
}

/** Of a history that has frames. */
export function lastStep({ latest }: History): number {
  return latest[stepColumn]!
}

/** The slot that holds a step, or the one nearest to it. */
export function nearestSlot({ columns, count }: History, step: number): number {
  const last = columns[stepColumn]!.max
  let low = 0
  let high = Math.max(0, count - 1)
  while (low < high) {
    const middle = (low + high) >> 1
    if (last[middle]! < step - 0.5) low = middle + 1
    else high = middle
  }
  return low
}
