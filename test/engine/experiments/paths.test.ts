import { describe, expect, it } from 'vitest'
import type { Optimizer } from '../../../src/engine/document/schema'
import {
  optimizerPath,
  type Place,
  pathOptimizers,
  start,
} from '../../../src/engine/experiments/paths'

const steps = 100
/** How often a path crosses the floor of the valley, once it is on its way. */
function crossings(path: readonly Place[]): number {
  return path.slice(1).filter(({ y }, i) => y * path[i]!.y < 0).length
}

/** Direct turns: from one side to the other at every step. */
function zigzags(path: readonly Place[]): number {
  return path.slice(2).filter((_, i) => {
    const [a, b, c] = [path[i]!.y, path[i + 1]!.y, path[i + 2]!.y]
    return a * b < 0 && b * c < 0
  }).length
}

const pathOf = (kind: Optimizer['kind'], count = steps) =>
  optimizerPath(pathOptimizers.find(optimizer => optimizer.kind === kind)!, count)

describe('9: four optimisers on their way down x²/20 + y²', () => {
  it.each(pathOptimizers.map(({ kind }) => kind))(
    '%s starts at (−7, 2) and ends near (0, 0)',
    kind => {
      const path = pathOf(kind)
      expect(path[0]).toEqual(start)
      const { x, y } = path.at(-1)!
      expect(Math.abs(x)).toBeLessThan(0.2)
      expect(Math.abs(y)).toBeLessThan(0.2)
    },
  )

  it('only SGD zigzags', () => {
    expect(crossings(pathOf('sgd', 30))).toBe(30)
    expect(zigzags(pathOf('sgd', 30))).toBeGreaterThan(25)
    for (const kind of ['momentum', 'adagrad', 'adam'] as const) {
      expect(zigzags(pathOf(kind, 30)), kind).toBe(0)
      expect(crossings(pathOf(kind, 30)), kind).toBeLessThan(8)
    }
  })

  it('SGD takes x·(1 − η/10) and y·(1 − 2η) at every step', () => {
    const path = optimizerPath({ kind: 'sgd', learningRate: 0.95 }, 3)
    path.forEach(({ x, y }, n) => {
      expect(x).toBeCloseTo(start.x * 0.905 ** n, 12)
      expect(y).toBeCloseTo(start.y * (-0.9) ** n, 12)
    })
  })

  it('goes away for good where the learning rate is beyond the valley’s limit', () => {
    const { y } = optimizerPath({ kind: 'sgd', learningRate: 1.05 }, steps).at(-1)!
    expect(Math.abs(y)).toBeGreaterThan(100)
  })
})
