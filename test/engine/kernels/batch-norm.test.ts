import { describe, expect, it } from 'vitest'
import {
  buildGraph,
  classes,
  openNetwork,
  parameterValues,
  runStep,
  tensorNamed,
} from '../../support/networks'

const graph = buildGraph(
  [
    { id: 'data', kind: 'data' },
    { id: 'bn', kind: 'batchNorm', attrs: { momentum: 0.25, epsilon: 1e-9 } },
    { id: 'dense1', kind: 'dense', attrs: { units: 2 } },
    { id: 'loss', kind: 'loss' },
  ],
  classes(2, 2),
)

describe('batch norm', () => {
  it('normalises with the biased variance and keeps the unbiased one', () => {
    const network = openNetwork(graph, { rows: 4 })
    tensorNamed(network, 'data.y').set([1, 5, 2, 5, 3, 5, 6, 5])
    tensorNamed(network, 'bn.gamma').set([1, 2])
    tensorNamed(network, 'bn.beta').set([0, 7])
    runStep(network)
    const y = tensorNamed(network, 'bn.y')
    expect([y[0], y[2], y[4], y[6]].map(value => value! * Math.sqrt(3.5))).toEqual(
      [-2, -1, 0, 3].map(value => expect.closeTo(value, 8)),
    )
    expect([y[1], y[3], y[5], y[7]]).toEqual([7, 7, 7, 7])
    const [mean0 = 0, mean1 = 0] = tensorNamed(network, 'bn.runningMean')
    const [var0 = 0, var1 = 0] = tensorNamed(network, 'bn.runningVar')
    expect([mean0, mean1]).toEqual([0.25 * 3, 0.25 * 5])
    expect(var0).toBeCloseTo(0.75 + (0.25 * 14) / 3, 14)
    expect(var1).toBeCloseTo(0.75, 14)
  })

  it('evaluates with the running values and leaves them alone', () => {
    const network = openNetwork(graph, { rows: 3 })
    const { executor, program, context } = network
    tensorNamed(network, 'bn.runningMean').set([1, 2])
    tensorNamed(network, 'bn.runningVar').set([4, 9])
    tensorNamed(network, 'bn.gamma').set([1, 1])
    tensorNamed(network, 'bn.beta').set([0, 0])
    tensorNamed(network, 'data.y', 'evaluate').set([3, 2, 1, 5, -1, -1])
    const before = parameterValues(network)
    executor.run(program.evaluate.plan, 'forward', context)
    const y = tensorNamed(network, 'bn.y', 'evaluate')
    const expected = [1, 0, 0, 1, -1, -1]
    expect([...y]).toEqual(expected.map(value => expect.closeTo(value, 8)))
    expect([...tensorNamed(network, 'bn.runningMean')]).toEqual([1, 2])
    expect(parameterValues(network)).toEqual(before)
  })
})
