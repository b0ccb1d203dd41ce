import { describe, expect, it } from 'vitest'
import { createThreadChoice } from '../../../src/engine/backends/thread-choice'

/** Threads of so many runs on a machine where a run takes what `cost` says. */
function choose(runs: number, cost: (threads: number, run: number) => number): number[] {
  const choice = createThreadChoice(4)
  return Array.from({ length: runs }, (_, run) => {
    const threads = choice.next()
    choice.took(cost(threads, run))
    return threads
  })
}

/** Runs that are timed, each time. */
const timed = 16

/** The share of runs on one thread. */
const aloneOf = (chosen: readonly number[]) =>
  chosen.filter(threads => threads === 1).length / chosen.length

describe('the choice of threads', () => {
  it('takes all where they are faster, and seldom tries one', () => {
    const chosen = choose(10_000, threads => 10 / threads)
    expect(chosen.slice(timed, 20)).toEqual(Array(4).fill(4))
    expect(aloneOf(chosen)).toBeLessThan(0.02)
  })

  it('takes one where the others only stand in its way', () => {
    const chosen = choose(10_000, threads => 10 * threads)
    expect(chosen.slice(timed, 20)).toEqual(Array(4).fill(1))
    expect(aloneOf(chosen)).toBeGreaterThan(0.93)
  })

  it('is not misled by runs that are disturbed', () => {
    const chosen = choose(10_000, (threads, run) => (run % 5 > 0 ? 1000 : 10 / threads))
    expect(aloneOf(chosen)).toBeLessThan(0.05)
  })

  it('is not misled by helpers that take long to wake', () => {
    let before = 4
    const chosen = choose(10_000, threads => {
      const waking = threads > before ? 20 : 0
      before = threads
      return 10 / threads + waking
    })
    expect(aloneOf(chosen)).toBeLessThan(0.02)
  })

  it('corrects a first choice soon, and changes its mind with the machine', () => {
    const cost = (threads: number, run: number) => {
      if (run < 16) return threads
      return run < 2000 ? 10 / threads : 10 * threads
    }
    const chosen = choose(4000, cost)
    expect(chosen.slice(timed, 20)).toEqual(Array(4).fill(1))
    expect(aloneOf(chosen.slice(100, 2000))).toBeLessThan(0.05)
    expect(aloneOf(chosen.slice(2500))).toBeGreaterThan(0.9)
  })
})
