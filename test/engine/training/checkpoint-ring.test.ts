import fc from 'fast-check'
import { expect, it } from 'vitest'
import { restoreCheckpoint } from '../../../src/engine/training/checkpoint'
import { CheckpointRing } from '../../../src/engine/training/checkpoint-ring'
import { buildGraph, classes } from '../../support/networks'
import { openTestSession, pointData } from '../../support/sessions'

const graph = buildGraph(
  [
    { id: 'data', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
    { id: 'loss', kind: 'loss' },
  ],
  classes(4, 3),
)

function setup(most: number, every: number, budgetBytes = 1e9) {
  const opened = openTestSession(graph, pointData({ train: 16 }), {}, 10_000)
  const { session } = opened
  const run = { session, earlyStopping: null }
  const ring = new CheckpointRing(run, { budgetBytes, most, every })
  const train = (steps: number) => {
    for (let i = 0; i < steps; i++) {
      opened.run(1)
      ring.observe()
    }
  }
  return { ...opened, run: run, ring, train }
}

it('takes a checkpoint every so many steps', () => {
  const { ring, train } = setup(10, 4)
  train(18)
  expect(ring.steps).toEqual([4, 8, 12, 16])
  expect(ring.before(3)).toBeNull()
  expect(ring.before(11)?.step).toBe(8)
  expect(ring.before(12)?.step).toBe(12)
})

it('keeps the first and the newest, and older ones sparser, whatever the run and the memory', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 400 }),
      (most, every, steps) => {
        const { ring, train } = setup(most, every)
        train(steps)
        const due = Math.floor(steps / every)
        expect(ring.steps.length).toBe(Math.min(most, due))
        if (due === 0) return
        expect(ring.steps[0]).toBe(every)
        expect(ring.steps.at(-1)).toBe(due * every)
      },
    ),
    { numRuns: 40 },
  )
  const { ring, train } = setup(12, 1)
  train(600)
  const gaps = ring.steps.slice(1).map((step, i) => step - ring.steps[i]!)
  const recent = gaps.slice(-4)
  const old = gaps.slice(0, 4)
  expect(Math.max(...recent)).toBeLessThan(Math.min(...old))
  expect(Math.max(...gaps)).toBeLessThan((4 * 600) / 12)
})

it('stays within its budget, and takes none where one is too large for it', () => {
  const bytes = setup(1, 1).session.state.byteLength
  const { ring, train } = setup(100, 1, 3.5 * bytes)
  train(50)
  expect(ring.steps.length).toBe(3)
  const none = setup(100, 1, 0.5 * bytes)
  none.train(20)
  expect(none.ring.steps).toEqual([])
})

it('uses the memory of what went again', () => {
  const { ring, train, run } = setup(5, 1)
  train(5)
  const states = () => new Set(ring.steps.map(step => ring.before(step)!.state))
  const before = states()
  train(50)
  expect(states()).toEqual(before)
  ring.clear()
  run.session.reset()
  train(5)
  expect(states()).toEqual(before)
})

it('leads back to where a run began that did not begin at step 0', () => {
  const { ring, train, run: trained, session } = setup(3, 4)
  session.resumeAt(7)
  ring.keepFirst()
  train(40)
  expect(ring.steps[0]).toBe(7)
  restoreCheckpoint(trained, ring.before(9)!)
  expect(session.stepsDone).toBe(7)
})
