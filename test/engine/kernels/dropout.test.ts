import { describe, expect, it } from 'vitest'
import { buildGraph, classes, openNetwork, runStep, tensorNamed } from '../../support/networks'

const graph = (rate: number) =>
  buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 50 } },
      { id: 'dropout1', kind: 'dropout', attrs: { rate } },
      { id: 'dropout2', kind: 'dropout', attrs: { rate } },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(4, 3),
  )

function masks(rate: number, context: { step?: number; seed?: number } = {}, node = 'dropout1') {
  const network = openNetwork(graph(rate), { rows: 40, seed: 1 })
  runStep({ ...network, context: { ...network.context, ...context } })
  return [...tensorNamed(network, `${node}.mask`)]
}

describe('dropout', () => {
  it('scales kept activations by 1/(1−p) and sets the others to 0', () => {
    const network = openNetwork(graph(0.75), { rows: 40 })
    runStep(network)
    const x = tensorNamed(network, 'dense1.y')
    const y = tensorNamed(network, 'dropout1.y')
    for (let i = 0; i < x.length; i++) expect([0, 4 * x[i]!]).toContain(y[i]! + 0)
  })

  it.each([0.1, 0.5, 0.9])('drops a share of %d', rate => {
    const mask = masks(rate)
    const dropped = mask.filter(value => value === 0).length / mask.length
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / mask.length))
  })

  it('keeps everything at rate 0', () => {
    expect(masks(0).every(value => value === 1)).toBe(true)
  })

  it('draws a new mask for every step, seed and node, and the same again for the same', () => {
    const mask = masks(0.5, { step: 3 })
    expect(masks(0.5, { step: 3 })).toEqual(mask)
    expect(masks(0.5, { step: 4 })).not.toEqual(mask)
    expect(masks(0.5, { step: 3, seed: 2 })).not.toEqual(mask)
    expect(masks(0.5, { step: 3 }, 'dropout2')).not.toEqual(mask)
  })

  it('is the identity in evaluation', () => {
    const network = openNetwork(graph(0.5), { rows: 40 })
    const { executor, program, context } = network
    executor.run(program.evaluate.plan, 'forward', context)
    expect(tensorNamed(network, 'dropout1.y', 'evaluate')).toEqual(
      tensorNamed(network, 'dense1.y', 'evaluate'),
    )
  })
})
