/** One quantity over the run. Slot `i` covers `stride` consecutive frames. */
export interface HistoryColumn {
  /** Smallest number among the slot's frames; NaN when none of them is a number. */
  readonly min: Float64Array
  /** Largest value among the slot's frames (infinity counts); NaN as soon as one of them is NaN. */
  readonly max: Float64Array
}

/**
 * What every frame of a run said, column by column, in bounded memory: at most `capacity` slots.
 * When they are full, neighbouring slots are merged two by two, keeping the smallest and the
 * largest of both, so a spike, a zero or a NaN of a single step is never lost; only the exact step
 * becomes uncertain by `stride`.
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
  append(frames: Float64Array): void
}

/** Most frames held at full resolution, however narrow they are. */
export const maxSlots = 8192
/** Most bytes of history: wide frames (hundreds of layers) get fewer slots. */
export const maxHistoryBytes = 192 * 2 ** 20
const minSlots = 512
const firstSlots = 256

/** The largest power of two of slots whose minima and maxima stay within `maxHistoryBytes`. */
export function slotsFor(width: number): number {
  const affordable = maxHistoryBytes / (width * 2 * Float64Array.BYTES_PER_ELEMENT)
  const power = 2 ** Math.floor(Math.log2(Math.max(1, affordable)))
  return Math.min(maxSlots, Math.max(minSlots, power))
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

  // Until the first merge a slot is one frame, and one array serves as minimum and as maximum.
  const columns: HistoryColumn[] = Array.from({ length: width }, () => {
    const values = new Float64Array(allocated)
    return { min: values, max: values }
  })

  function grow(): void {
    allocated = Math.min(capacity, allocated * 2)
    for (let c = 0; c < width; c++) {
      const { min, max } = columns[c]!
      const grownMin = new Float64Array(allocated)
      grownMin.set(min)
      let grownMax = grownMin
      if (max !== min) {
        grownMax = new Float64Array(allocated)
        grownMax.set(max)
      }
      columns[c] = { min: grownMin, max: grownMax }
    }
  }

  function merge(): void {
    const half = count / 2
    for (let c = 0; c < width; c++) {
      const { min, max } = columns[c]!
      const mergedMax = max === min ? new Float64Array(allocated) : max
      for (let i = 0; i < half; i++) {
        const upper = larger(max[2 * i]!, max[2 * i + 1]!)
        min[i] = smaller(min[2 * i]!, min[2 * i + 1]!)
        mergedMax[i] = upper
      }
      columns[c] = { min, max: mergedMax }
    }
    count = half
    stride *= 2
    filled = stride
  }

  function appendOne(source: Float64Array, offset: number): void {
    if (count > 0 && filled < stride) {
      const slot = count - 1
      for (let c = 0; c < width; c++) {
        const column = columns[c]!
        const value = source[offset + c]!
        column.min[slot] = smaller(column.min[slot]!, value)
        column.max[slot] = larger(column.max[slot]!, value)
      }
      filled++
    } else {
      if (count === capacity) merge()
      if (count === allocated) grow()
      for (let c = 0; c < width; c++) {
        const column = columns[c]!
        const value = source[offset + c]!
        column.min[count] = value
        column.max[count] = value
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
    append(source) {
      const whole = Math.floor(source.length / width)
      for (let f = 0; f < whole; f++) appendOne(source, f * width)
      if (whole > 0) latest.set(source.subarray((whole - 1) * width, whole * width))
    },
  }
}
