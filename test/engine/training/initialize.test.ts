import { describe, expect, it } from 'vitest'
import type { AttrValues } from '../../../src/engine/nodes/attrs'
import { buildGraph, classes, openNetwork, tensorNamed } from '../../support/networks'

const fanIn = 60
const fanOut = 90

function weights(attrs: AttrValues): number[] {
  const graph = buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: fanOut, ...attrs } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(fanIn, fanOut),
  )
  return [...tensorNamed(openNetwork(graph, { rows: 2 }), 'dense1.W')]
}

function variance(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length
}

const schemes = { he: 2 / 60, xavier: 1 / 60, glorot: 2 / 150, lecun: 1 / 60 }

describe('initial weights', () => {
  it.each(Object.entries(schemes))('%s have their variance, normal and uniform', (init, truth) => {
    for (const distribution of ['normal', 'uniform']) {
      expect(variance(weights({ init, distribution })) / truth).toBeCloseTo(1, 1)
    }
  })

  it.each(Object.entries(schemes))(
    '%s, drawn uniformly, stay within √(3·variance)',
    (init, truth) => {
      const largest = Math.max(...weights({ init, distribution: 'uniform' }).map(Math.abs))
      expect(largest).toBeLessThanOrEqual(Math.sqrt(3 * truth))
      expect(largest).toBeGreaterThan(0.99 * Math.sqrt(3 * truth))
      const widest = Math.max(...weights({ init, distribution: 'normal' }).map(Math.abs))
      expect(widest).toBeGreaterThan(Math.sqrt(3 * truth))
    },
  )

  it('are the same for LeCun and Xavier, which are two names of one form', () => {
    expect(weights({ init: 'lecun' })).toEqual(weights({ init: 'xavier' }))
  })

  it('pass each input on times the factor where they are the identity', () => {
    const values = weights({ init: 'identity', scale: 1.5 })
    const truth = Array.from({ length: fanIn * fanOut }, (_, i) =>
      Math.floor(i / fanOut) === i % fanOut ? 1.5 : 0,
    )
    expect(values).toEqual(truth)
  })

  it('have the deviation that is given, whatever distribution a file names beside it', () => {
    const given = { init: 'normal', sigma: 0.3 }
    expect(Math.sqrt(variance(weights(given)))).toBeCloseTo(0.3, 2)
    expect(weights({ ...given, distribution: 'uniform' })).toEqual(weights(given))
  })
})
