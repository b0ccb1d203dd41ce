import { afterAll, describe, expect, it } from 'vitest'
import type { Optimizer } from '../../../src/engine/document/schema'
import type { Graph } from '../../../src/engine/graph/types'
import {
  buildGraph,
  classes,
  type Network,
  type NetworkOptions,
  openNetwork,
  runStep,
  tensorNamed,
  values,
} from '../../support/networks'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

/**
 * A network of the form data → dense → … → loss on both backends, whose dense layer lets `inputs` (one
 * row for each) through as they are.
 */
function passing(
  graph: Graph,
  inputs: readonly number[][],
  targets: readonly number[],
  options: Partial<NetworkOptions> = {},
): { slow: Network; fast: Network } {
  const open = (createExecutor?: NetworkOptions['createExecutor']): Network => {
    const network = openNetwork(graph, {
      rows: inputs.length,
      ...options,
      ...(createExecutor && { createExecutor }),
    })
    const width = inputs[0]!.length
    const W = tensorNamed(network, 'dense1.W')
    for (let i = 0; i < W.length; i++) W[i] = i % (width + 1) === 0 ? 1 : 0
    tensorNamed(network, 'dense1.b').fill(0)
    const { plan } = network.program.train
    // As float32, which both backends can hold.
    network.executor.tensor(plan, plan.input).set(Float32Array.from(inputs.flat()))
    network.executor.tensor(plan, plan.target).set(targets)
    return network
  }
  return { slow: open(), fast: open(program => wasmExecutor(program)) }
}

/** Largest distance of any entry from the reference's, relative to that entry. */
function worst({ slow, fast }: { slow: Network; fast: Network }, name: string): number {
  const expected = tensorNamed(slow, name)
  const actual = tensorNamed(fast, name)
  return Math.max(...Array.from(expected, (x, i) => (x === 0 ? 0 : Math.abs(actual[i]! / x - 1))))
}

describe('digits that float32 could lose', () => {
  const sweep = Array.from({ length: 121 }, (_, i) => [(i - 60) / 2])

  it.each(['elu', 'softplus', 'silu', 'sigmoid', 'tanh'])('are kept by %s', name => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'dense1', kind: 'dense', attrs: { units: 1 } },
        { id: 'f', kind: 'activation', attrs: { function: name, alpha: 1.5 } },
        { id: 'loss', kind: 'loss', attrs: { function: 'meanSquaredError' } },
      ],
      values(1, 1),
    )
    const pair = passing(
      graph,
      sweep,
      sweep.map(() => 1e4),
    )
    for (const network of [pair.slow, pair.fast]) runStep(network)
    expect(worst(pair, 'f.y')).toBeLessThan(2e-6)
    // 1 − y of what is saturated has only the digits of y.
    if (name !== 'sigmoid' && name !== 'tanh') {
      expect(worst(pair, 'd(dense1.y)')).toBeLessThan(5e-6)
    }
  })

  it('are kept by cross entropies of answers that are right and sure', () => {
    for (const gap of [2, 8, 15]) {
      const softmax = buildGraph(
        [
          { id: 'data', kind: 'data' },
          { id: 'dense1', kind: 'dense', attrs: { units: 5 } },
          { id: 'loss', kind: 'loss' },
        ],
        classes(5, 5),
      )
      const right = passing(softmax, [[0, -1, gap, -2, -0.5]], [2])
      const wrong = passing(softmax, [[0, -1, gap, -2, -0.5]], [3])
      const binary = buildGraph(
        [
          { id: 'data', kind: 'data' },
          { id: 'dense1', kind: 'dense', attrs: { units: 2 } },
          { id: 'loss', kind: 'loss', attrs: { function: 'binaryCrossEntropy' } },
        ],
        classes(2, 2),
      )
      const sure = passing(binary, [[gap, -gap]], [1, 0])
      for (const pair of [right, wrong, sure]) {
        for (const network of [pair.slow, pair.fast]) runStep(network)
        const { plan } = pair.slow.program.train
        const [expected, actual] = [pair.slow, pair.fast].map(
          ({ executor }) => executor.tensor(plan, plan.loss)[0]!,
        )
        expect(expected).toBeGreaterThan(0)
        expect(Math.abs(actual! / expected! - 1)).toBeLessThan(3e-6)
        expect(worst(pair, 'd(dense1.y)')).toBeLessThan(3e-6)
      }
    }
  })

  it.each([
    { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.9999, epsilon: 1e-8 },
    { kind: 'adamw', learningRate: 0.1, beta1: 0.99, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    { kind: 'rmsprop', learningRate: 0.1, decay: 0.9999, epsilon: 1e-8 },
  ] as const satisfies readonly Optimizer[])('are kept by 1 − β of $kind', optimizer => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'dense1', kind: 'dense', attrs: { units: 1 } },
        { id: 'loss', kind: 'loss', attrs: { function: 'meanSquaredError' } },
      ],
      values(1, 1),
    )
    const pair = passing(graph, [[3]], [1], { optimizer })
    for (const network of [pair.slow, pair.fast]) runStep(network, true)
    const [expected, actual] = [pair.slow, pair.fast].map(each => tensorNamed(each, 'dense1.W')[0]!)
    expect(Math.abs(expected! - 1)).toBeGreaterThan(0.01)
    expect(Math.abs((actual! - expected!) / (expected! - 1))).toBeLessThan(2e-6)
  })

  it.each([1e-30, 1e-20, 1e-8, 1, 1e10, 1e18, 1e30, 1e37])(
    'are kept by the statistics of values around %s',
    size => {
      const graph = buildGraph(
        [
          { id: 'data', kind: 'data' },
          { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
          { id: 'f', kind: 'activation', attrs: { function: 'identity' } },
          { id: 'loss', kind: 'loss', attrs: { function: 'meanSquaredError' } },
        ],
        values(3, 3),
      )
      const inputs = Array.from({ length: 40 }, (_, row) =>
        [0, 1, 2].map(column => size * (Math.sin(3 * row + column) + 0.25)),
      )
      const pair = passing(graph, inputs, Array(120).fill(0), { telemetry: true })
      for (const network of [pair.slow, pair.fast]) runStep(network)
      for (const name of ['statistics.activation(f)', 'statistics.gradient(dense1.b)']) {
        const expected = tensorNamed(pair.slow, name)
        const actual = tensorNamed(pair.fast, name)
        expected.forEach((x, i) => {
          expect(Number.isFinite(x)).toBe(true)
          expect(Math.abs(actual[i]! - x)).toBeLessThanOrEqual(1e-5 * Math.abs(x))
        })
      }
    },
  )

  it.each([1e-32, 1e-22, 1e-15, 1, 1e10, 1e25, 1e30])(
    'are kept by the change of biases of a size of %s, beside their own size',
    size => {
      const graph = buildGraph(
        [
          { id: 'data', kind: 'data' },
          { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
          { id: 'loss', kind: 'loss', attrs: { function: 'meanSquaredError' } },
        ],
        values(3, 3),
      )
      // Nothing comes in, so that outputs and gradients are as large as the biases.
      const pair = passing(graph, [[0, 0, 0]], [0, 0, 0], { telemetry: true })
      const [expected, actual] = [pair.slow, pair.fast].map(network => {
        tensorNamed(network, 'dense1.b').set(Float32Array.of(size, -size, 0.5 * size))
        runStep(network, true)
        return tensorNamed(network, 'statistics.update(dense1.b)')[0]!
      })
      expect(expected).toBeCloseTo((0.1 * 2) / 3, 6)
      expect(Math.abs(actual! / expected! - 1)).toBeLessThan(1e-6)
    },
  )
})
