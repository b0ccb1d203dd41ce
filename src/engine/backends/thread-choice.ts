/** Runs that are timed with each number of threads, and runs after which they are timed again. */
const samples = 5
const period = 400

/**
 * Chooses between all threads and one, by what is faster now. Two threads of a machine that is busy,
 * or whose cores share one, can be slower than one alone; since results do not depend on the number of
 * threads, it may change from run to run. Allocates nothing while it is used.
 */
export interface ThreadChoice {
  /** Threads for the next run. */
  next(): number
  /** What that run took. */
  took(milliseconds: number): void
}

/** @param most all threads; with 1 there is nothing to choose. */
export function createThreadChoice(most: number): ThreadChoice {
  let run = 0
  let bestAlone = Number.POSITIVE_INFINITY
  let bestTogether = Number.POSITIVE_INFINITY
  const isAlone = () => (run < 2 * samples ? run % 2 === 1 : bestAlone < bestTogether)
  return {
    next: () => (isAlone() ? 1 : most),
    took(milliseconds) {
      if (run < 2 * samples) {
        if (isAlone()) bestAlone = Math.min(bestAlone, milliseconds)
        else bestTogether = Math.min(bestTogether, milliseconds)
      }
      run++
      if (run === period) {
        run = 0
        bestAlone = Number.POSITIVE_INFINITY
        bestTogether = Number.POSITIVE_INFINITY
      }
    },
  }
}
