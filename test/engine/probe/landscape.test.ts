import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReferenceExecutor } from '../../../src/engine/backends/reference'
import type { PreparedData } from '../../../src/engine/data/dataset'
import type { Graph } from '../../../src/engine/graph/types'
import { usesClassIndices } from '../../../src/engine/plan/target'
import {
  drawDirection,
  gridPlace,
  type LandscapeProgress,
  measureLandscape,
} from '../../../src/engine/probe/landscape'
import { compileCopy, NetworkCopy } from '../../../src/engine/probe/network-copy'
import { createBatchLoader } from '../../../src/engine/training/batch'
import type { NamedTensor } from '../../../src/engine/training/session'
import { buildGraph, classes, values } from '../../support/networks'
import { openTestSession, pointData } from '../../support/sessions'

const quiet: LandscapeProgress = { onPoint: () => {}, pause: () => Promise.resolve() }
const grid = { resolution: 5, range: 0.8 }

function sourceOf(graph: Graph, data: PreparedData, steps = 5, batch = 7) {
  const opened = openTestSession(graph, data, { seed: 2 })
  opened.run(steps)
  const program = compileCopy(graph, { batch, keepOutputs: false })
  const executor = createReferenceExecutor(program)
  const network = new NetworkCopy(program, executor)
  network.assign(opened.session.parameters(), opened.session.buffers())
  const loader = createBatchLoader(executor, data.info, usesClassIndices(graph))
  const { train } = data
  return { ...opened, source: { network, loader, examples: train, count: train.count } }
}

const classifier = buildGraph(
  [
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
    { id: 'norm1', kind: 'batchNorm' },
    { id: 'relu1', kind: 'activation' },
    { id: 'drop1', kind: 'dropout' },
    { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
    { id: 'loss1', kind: 'loss' },
  ],
  classes(4, 3),
)
const points = pointData({ train: 30, validation: 9 })

describe('a direction', () => {
  it('has in every filter the norm of the weights, and is 0 for biases and norms', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, rows, columns) => {
          const W: NamedTensor = {
            name: 'dense1.W',
            shape: [rows, columns],
            values: Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i + seed)),
          }
          const b: NamedTensor = {
            name: 'dense1.b',
            shape: [columns],
            values: new Float64Array(columns).fill(3),
          }
          const [dW, db] = drawDirection([W, b], seed, 'alpha')
          expect(db!.every(value => value === 0)).toBe(true)
          for (let column = 0; column < columns; column++) {
            const norm = (of: ArrayLike<number>) =>
              Math.hypot(...Array.from({ length: rows }, (_, row) => of[row * columns + column]!))
            expect(norm(dW!)).toBeCloseTo(norm(W.values), 10)
          }
        },
      ),
    )
  })

  it('is 0 where the weights are, and is drawn by the seed', () => {
    const W = (fill: number): NamedTensor => ({
      name: 'W',
      shape: [3, 2],
      values: new Float64Array(6).fill(fill),
    })
    expect(drawDirection([W(0)], 1, 'alpha')[0]!.every(value => value === 0)).toBe(true)
    const drawn = drawDirection([W(1)], 1, 'alpha')
    expect(drawDirection([W(1)], 1, 'alpha')).toEqual(drawn)
    expect(drawDirection([W(1)], 2, 'alpha')).not.toEqual(drawn)
    expect(drawDirection([W(1)], 1, 'beta')).not.toEqual(drawn)
  })
})

describe('the landscape', () => {
  it('has the evaluated loss at its centre', async () => {
    const { session, source } = sourceOf(classifier, points)
    const losses = await measureLandscape(source, grid, 3, quiet)
    expect(losses[12]).toBeCloseTo(session.evaluate('train')!.loss, 10)
  })

  it('is the analytic quadratic of a linear network with squared error', async () => {
    const linear = buildGraph(
      [
        { id: 'data1', kind: 'data' },
        { id: 'dense1', kind: 'dense', attrs: { units: 1 } },
        { id: 'loss1', kind: 'loss', attrs: { function: 'meanSquaredError' } },
      ],
      values(4, 1),
    )
    const data = pointData({ train: 25 }, { classes: null })
    const { session, source } = sourceOf(linear, data)
    const losses = await measureLandscape(source, grid, 11, quiet)

    const [W, b] = session.parameters()
    const [alpha] = drawDirection([W!, b!], 11, 'alpha')
    const [beta] = drawDirection([W!, b!], 11, 'beta')
    const along = (weights: ArrayLike<number>, row: number) =>
      [0, 1, 2, 3].reduce((sum, j) => sum + data.train.features[4 * row + j]! * weights[j]!, 0)
    // L(α, β) = mean (r + α·u + β·v)² = c₀ + 2α·c₁ + 2β·c₂ + α²·c₃ + 2αβ·c₄ + β²·c₅
    const c = [0, 0, 0, 0, 0, 0]
    for (let row = 0; row < 25; row++) {
      const r = along(W!.values, row) + b!.values[0]! - data.train.targets[row]!
      const [u, v] = [along(alpha!, row), along(beta!, row)]
      for (const [i, product] of [r * r, r * u, r * v, u * u, u * v, v * v].entries()) {
        c[i]! += product / 25
      }
    }
    losses.forEach((loss, point) => {
      const x = gridPlace(grid, point % 5)
      const y = gridPlace(grid, Math.floor(point / 5))
      const expected =
        c[0]! + 2 * x * c[1]! + 2 * y * c[2]! + x * x * c[3]! + 2 * x * y * c[4]! + y * y * c[5]!
      expect(loss).toBeCloseTo(expected, 6)
    })
  })

  it('does not depend on the batch, and only on the examples it is to use', async () => {
    const small = await measureLandscape(sourceOf(classifier, points).source, grid, 3, quiet)
    const large = await measureLandscape(sourceOf(classifier, points, 5, 30).source, grid, 3, quiet)
    small.forEach((loss, point) => {
      expect(loss).toBeCloseTo(large[point]!, 10)
    })
    const { source } = sourceOf(classifier, points)
    const few = await measureLandscape({ ...source, count: 4 }, grid, 3, quiet)
    expect(few).not.toEqual(small)
  })

  it('leaves the run untouched, bit for bit, and the copy at its centre', async () => {
    const alone = sourceOf(classifier, points)
    alone.run(3)
    const watched = sourceOf(classifier, points)
    const before = watched.source.network.parameters().map(({ values }) => [...values])
    await measureLandscape(watched.source, grid, 3, quiet)
    expect(watched.source.network.parameters().map(({ values }) => [...values])).toEqual(before)
    watched.run(3)
    expect(watched.hash()).toBe(alone.hash())
  })

  it('says how far it is after every point, and stops where a pause throws', async () => {
    const { source } = sourceOf(classifier, points)
    const done: number[] = []
    const stop = new Error('enough')
    const pause = async () => {
      if (done.length === 7) throw stop
    }
    const before = source.network.parameters().map(({ values }) => [...values])
    const onPoint = (losses: Float64Array, count: number) => {
      expect(losses.filter(Number.isFinite)).toHaveLength(count)
      done.push(count)
    }
    await expect(measureLandscape(source, grid, 3, { onPoint, pause })).rejects.toBe(stop)
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(source.network.parameters().map(({ values }) => [...values])).toEqual(before)
  })
})
