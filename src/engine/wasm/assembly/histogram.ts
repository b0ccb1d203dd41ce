import { unitsOf } from './statistics'
import { shareEnd, shareStart, thread, threads } from './threads'

/** Bins of a histogram, and counts by exponent in scratch memory: two sets, so that a count need not wait for the one before. */
const BINS: i32 = 64
const EXPONENTS: i32 = 257

/**
 * This thread's counts of |g| by powers of two, from `first` on. Zeros count as exponent 256, which no
 * bin takes, like 255: NaN and infinities.
 */
export function histogramPartials(
  g: usize,
  length: i32,
  unit: i32,
  first: i32,
  scratch: usize,
  bins: usize,
): void {
  const second = scratch + ((<usize>EXPONENTS) << 2)
  memory.fill(scratch, 0, ((<usize>EXPONENTS) << 2) * 2)
  const units = unitsOf(length, unit)
  const from = shareStart(units, 1) * unit
  const to = min(length, shareEnd(units, 1) * unit)
  let i = from
  for (; i + 2 <= to; i += 2) {
    const at = g + (<usize>i << 2)
    count(scratch, load<u32>(at))
    count(second, load<u32>(at, 4))
  }
  if (i < to) count(scratch, load<u32>(g + (<usize>i << 2)))
  memory.fill(bins, 0, (<usize>BINS) << 2)
  for (let exponent = 0; exponent < 255; exponent++) {
    const entry = (<usize>exponent) << 2
    const bin = max(0, min(BINS - 1, exponent - 127 - first))
    const at = bins + ((<usize>bin) << 2)
    store<i32>(at, load<i32>(at) + load<i32>(scratch + entry) + load<i32>(second + entry))
  }
}

// @ts-expect-error: decorator
@inline
function count(counts: usize, bits: u32): void {
  const magnitude = bits & 0x7fffffff
  const exponent = magnitude == 0 ? 256 : magnitude >> 23
  const at = counts + ((<usize>exponent) << 2)
  store<i32>(at, load<i32>(at) + 1)
}

/** Adds the threads' bins. */
export function finishHistogram(partials: usize, out: usize): void {
  if (thread != 0) return
  for (let bin = 0; bin < BINS; bin++) {
    let total = 0
    for (let other = 0; other < threads; other++) {
      total += load<i32>(partials + ((<usize>(other * BINS + bin)) << 2))
    }
    f32.store(out + ((<usize>bin) << 2), <f32>total)
  }
}
