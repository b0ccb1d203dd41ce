/**
 * Runs that are timed with all threads, then with one. In this order: a helper that has slept takes long to
 * wake, and would be timed with it if they took turns. More of those that are disturbed more often.
 */
const together = 12
const alone = 4
const timed = together + alone
/**
 * They are timed again after so many runs that took so many milliseconds in all; sixteen times as seldom in
 * the end, since first runs are slow for reasons of their own.
 */
const period = { runs: 20, milliseconds: 60, growth: 16 }

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
  let elapsed = 0
  let growth = 1
  let bestAlone = Number.POSITIVE_INFINITY
  let bestTogether = Number.POSITIVE_INFINITY
  const isAlone = () => (run < timed ? run >= together : bestAlone < bestTogether)
  return {
    next: () => (isAlone() ? 1 : most),
    took(milliseconds) {
      if (run < timed) {
        if (isAlone()) bestAlone = Math.min(bestAlone, milliseconds)
        else bestTogether = Math.min(bestTogether, milliseconds)
      }
      run++
      elapsed += milliseconds
      if (run >= growth * period.runs && elapsed >= growth * period.milliseconds) {
        run = 0
        elapsed = 0
        growth = Math.min(2 * growth, period.growth)
        bestAlone = Number.POSITIVE_INFINITY
        bestTogether = Number.POSITIVE_INFINITY
      }
    },
  }
}
