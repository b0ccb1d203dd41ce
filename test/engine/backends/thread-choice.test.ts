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

describe('the choice of threads', () => {
  it('takes all where they are faster', () => {
    expect(choose(400, threads => 10 / threads).slice(10)).toEqual(Array(390).fill(4))
  })

  it('takes one where the others only stand in its way', () => {
    expect(choose(400, threads => 10 * threads).slice(10)).toEqual(Array(390).fill(1))
  })

  it('is not misled by a single slow run', () => {
    const chosen = choose(400, (threads, run) => (run === 4 ? 1000 : 10 / threads))
    expect(chosen.slice(10)).toEqual(Array(390).fill(4))
  })

  it('looks again from time to time, and changes its mind with the machine', () => {
    const chosen = choose(1200, (threads, run) => (run < 500 ? 10 / threads : 10 * threads))
    expect(chosen.slice(10, 400)).toEqual(Array(390).fill(4))
    expect(chosen.slice(810, 1200)).toEqual(Array(390).fill(1))
  })
})
