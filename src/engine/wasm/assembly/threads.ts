/**
 * Shared control words, at the start of memory after the module's own data. Every thread runs the
 * same tape; a barrier separates steps that depend on each other.
 */
const CALL: usize = 1024
const ARRIVED: usize = 1088
const PHASE: usize = 1152
const TAPE_START: usize = 1216
const TAPE_END: usize = 1220
const READY: usize = 1224
/** Threads that sleep or are about to; nobody is woken while it is 0. */
const SLEEPING: usize = 1344

/**
 * Sleeping is the host's: `Atomics.wait` and `Atomics.notify`. The instructions for it lose live
 * values in V8's baseline compiler (seen with Node 20), so the first steps came out wrong.
 */
// @ts-ignore: decorator
@external("env", "wait")
declare function wait(at: usize, value: i32): void
// @ts-ignore: decorator
@external("env", "notify")
declare function notify(at: usize): void

/** Index of this thread and number of threads of the current run; each instance has its own. */
export let thread: i32 = 0
export let threads: i32 = 1

/**
 * How often a waiting thread looks before it sleeps: some 240 µs, longer than it takes to be woken. Else
 * two threads that have slept once send each other to sleep again at every barrier.
 */
const SPIN: i32 = 400000

export function setThread(index: i32, count: i32): void {
  thread = index
  threads = count
}

/** Waits until every thread has come here. */
export function barrier(): void {
  if (threads == 1) return
  const phase = atomic.load<i32>(PHASE)
  if (atomic.add<i32>(ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(ARRIVED, 0)
    atomic.add<i32>(PHASE, 1)
    if (atomic.load<i32>(SLEEPING) != 0) notify(PHASE)
    return
  }
  waitForChange(PHASE, phase)
}

function waitForChange(at: usize, value: i32): void {
  for (let i = 0; i < SPIN; i++) {
    if (atomic.load<i32>(at) != value) return
  }
  atomic.add<i32>(SLEEPING, 1)
  while (atomic.load<i32>(at) == value) wait(at, value)
  atomic.sub<i32>(SLEEPING, 1)
}

/**
 * A call names a tape's number and the number of threads that run it in one word, so that a helper
 * that has just come up either takes part from start to end or not at all.
 */
const COUNT_BITS: i32 = 8

/** Main thread: calls the helpers that are up, so many at most; returns how many threads run. */
export function publish(start: usize, end: usize, most: i32): i32 {
  const count = min(most, 1 + atomic.load<i32>(READY))
  if (count == 1) return 1
  store<u32>(TAPE_START, <u32>start)
  store<u32>(TAPE_END, <u32>end)
  const number = (atomic.load<i32>(CALL) >>> COUNT_BITS) + 1
  atomic.store<i32>(CALL, (number << COUNT_BITS) | count)
  if (atomic.load<i32>(SLEEPING) != 0) notify(CALL)
  return count
}

/** Helper: the call that stands before it reports as ready. */
export function currentCall(): i32 {
  return atomic.load<i32>(CALL)
}

/** Helper: reports as ready; returns its index, from 1. */
export function report(): i32 {
  return atomic.add<i32>(READY, 1) + 1
}

/** Helpers that are up. */
export function helpersReady(): i32 {
  return atomic.load<i32>(READY)
}

/** Helper: waits for another call than the one it knows, and returns it. */
export function awaitCall(known: i32): i32 {
  waitForChange(CALL, known)
  return atomic.load<i32>(CALL)
}

export function threadsOf(call: i32): i32 {
  return call & ((1 << COUNT_BITS) - 1)
}

export function tapeStart(): usize {
  return load<u32>(TAPE_START)
}
export function tapeEnd(): usize {
  return load<u32>(TAPE_END)
}

/**
 * Rows of a batch are shared in units of so many rows, a multiple of 4; written by the host. All that
 * works row by row shares alike, so that one such operation can follow another without a barrier.
 */
const ROW_UNIT: usize = 1304

// @ts-expect-error: decorator
@inline
export function rowUnit(): i32 {
  return load<i32>(ROW_UNIT)
}

/**
 * Whether this thread goes through its share from the end. A core fetches ahead what lies behind that which
 * it goes through, up to 16 KiB of it, and takes it from the core that is writing there, where every write
 * then waits; so of two neighbours the lower goes down and the upper up, away from the border between them.
 */
// @ts-expect-error: decorator
@inline
function descends(): bool {
  return threads > 1 && (thread & 1) == 0
}

/** Which of `count` pieces of its share this thread takes as its i-th. */
// @ts-expect-error: decorator
@inline
export function turn(i: i32, count: i32): i32 {
  return descends() ? count - 1 - i : i
}
/** Bytes from one piece to the one it takes next: below 0, wrapped, where it goes down. */
// @ts-expect-error: decorator
@inline
export function stepOf(bytes: usize): usize {
  return descends() ? -bytes : bytes
}

/** First row of this thread's share of a batch. */
// @ts-expect-error: decorator
@inline
export function rowStart(rows: i32): i32 {
  return shareStart(rows, rowUnit())
}
// @ts-expect-error: decorator
@inline
export function rowEnd(rows: i32): i32 {
  return shareEnd(rows, rowUnit())
}

/** First of this thread's share of `count` items, in whole multiples of `grain`. */
// @ts-expect-error: decorator
@inline
export function shareStart(count: i32, grain: i32): i32 {
  const units = (count + grain - 1) / grain
  return min(count, ((units * thread) / threads) * grain)
}
// @ts-expect-error: decorator
@inline
export function shareEnd(count: i32, grain: i32): i32 {
  const units = (count + grain - 1) / grain
  return min(count, ((units * (thread + 1)) / threads) * grain)
}
