/**
 * Shared control words, at the start of memory after the module's own data. Every thread runs the
 * same tape; a barrier separates steps that depend on each other.
 */
const GENERATION: usize = 1024
const ARRIVED: usize = 1088
const PHASE: usize = 1152
const TAPE_START: usize = 1216
const TAPE_END: usize = 1220
const THREADS: usize = 1224
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

const SPIN: i32 = 20000

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

/** Main thread: publishes a tape to the helpers. */
export function publish(start: usize, end: usize, count: i32): void {
  threads = count
  if (count == 1) return
  store<u32>(TAPE_START, <u32>start)
  store<u32>(TAPE_END, <u32>end)
  store<i32>(THREADS, count)
  atomic.add<i32>(GENERATION, 1)
  if (atomic.load<i32>(SLEEPING) != 0) notify(GENERATION)
}

/** Helper: waits for a tape after `generation`; returns the new generation. */
export function awaitTape(generation: i32): i32 {
  waitForChange(GENERATION, generation)
  threads = load<i32>(THREADS)
  return generation + 1
}

export function threadCount(): i32 {
  return threads
}

export function tapeStart(): usize {
  return load<u32>(TAPE_START)
}
export function tapeEnd(): usize {
  return load<u32>(TAPE_END)
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
