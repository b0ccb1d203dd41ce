import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { wasmMemoryBytes } from '../../../src/engine/backends/wasm'
import { wasmLowerings } from '../../../src/engine/backends/wasm-steps/index'
import type { Clipping, Optimizer } from '../../../src/engine/document/schema'
import type { Graph } from '../../../src/engine/graph/types'
import { referenceKernels } from '../../../src/engine/kernels/index'
import { histogramBins } from '../../../src/engine/telemetry/layout'
import { callKernel, zeros } from '../../support/kernel-call'
import {
  buildGraph,
  classes,
  type Network,
  type NetworkOptions,
  openNetwork,
  runStep,
} from '../../support/networks'
import { graphOf, networkRecipe } from '../../support/random-networks'
import { sampleNetworks } from '../../support/sample-networks'
import { plainRuntimes, runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => {
  runtimes.dispose()
  plainRuntimes.dispose()
})

const tolerance = 2e-4

/** Copies what the reference starts from, so that both backends see the same float32 numbers. */
function twins(graph: Graph, options: NetworkOptions, threads = 1): [Network, Network] {
  const fast = openNetwork(graph, {
    ...options,
    createExecutor: program => wasmExecutor(program, threads),
  })
  const slow = openNetwork(graph, options)
  for (const plan of [slow.program.train.plan, slow.program.evaluate.plan]) {
    for (const { id, role } of plan.tensors) {
      if (!['param', 'buffer', 'input', 'target'].includes(role)) continue
      slow.executor.tensor(plan, id).set(fast.executor.tensor(plan, id))
    }
  }
  return [slow, fast]
}

/** Tensors that differ by more than float32 explains, relative to the largest entry. */
function differences([slow, fast]: [Network, Network], roles: readonly string[]): string[] {
  const { plan } = slow.program.train
  const off: string[] = []
  for (const spec of plan.tensors) {
    if (!roles.includes(spec.role)) continue
    const rows = spec.batched ? slow.context.rows / plan.batch : 1
    const expected = slow.executor.tensor(plan, spec.id).subarray(0, spec.size * rows)
    const actual = fast.executor.tensor(plan, spec.id)
    let largest = 1e-3
    let distance = 0
    for (let i = 0; i < expected.length; i++) {
      if (Number.isNaN(expected[i]!) && Number.isNaN(actual[i]!)) continue
      largest = Math.max(largest, Math.abs(expected[i]!))
      const gap = Math.abs(expected[i]! - actual[i]!)
      distance = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : Math.max(distance, gap)
    }
    if (distance > tolerance * largest) off.push(`${spec.name}: ${distance} of ${largest}`)
  }
  return off
}

const everything = ['activation', 'gradient', 'scalar', 'param', 'buffer', 'statistic']

const optimizers: readonly Optimizer[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true },
  { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-7 },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.99, epsilon: 1e-7 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 },
]

describe('the wasm backend against the reference', () => {
  it('has every kernel', () => {
    expect(Object.keys(wasmLowerings).sort()).toEqual(Object.keys(referenceKernels).sort())
  })

  it.each(sampleNetworks.map(sample => [sample.name, sample] as const))(
    'agrees on %s in every tensor',
    (_name, { graph, options }) => {
      const pair = twins(graph, { ...options, rows: 5, telemetry: true })
      for (const network of pair) runStep(network)
      expect(differences(pair, everything)).toEqual([])
    },
  )

  it.each([1e-30, 1e-24, 1e-12, 1, 1e20, 1e30])(
    'measures the change of weights at a learning rate of %s',
    learningRate => {
      const { graph, options } = sampleNetworks[0]!
      const optimizer = { kind: 'sgd', learningRate } as const
      const pair = twins(graph, { ...options, rows: 5, telemetry: true, optimizer })
      for (const network of pair) runStep(network, true)
      const [expected, actual] = pair.map(({ program, executor }) => {
        const { plan } = program.train
        const ratios = plan.tensors.filter(({ name }) => /^statistics.update.*\.W\)$/.test(name))
        expect(ratios.length).toBeGreaterThan(0)
        return ratios.map(({ id }) => executor.tensor(plan, id)[0]!)
      })
      expected!.forEach((ratio, i) => {
        expect(ratio).toBeGreaterThan(0)
        expect(Math.abs(actual![i]! / ratio - 1)).toBeLessThan(1e-5)
      })
    },
  )

  it('counts gradients of every size as the reference does', () => {
    for (const { graph, options } of sampleNetworks) {
      const [, fast] = twins(graph, { ...options, rows: 5, telemetry: true }, 2)
      runStep(fast)
      const { plan } = fast.program.train
      const steps = plan.backward.filter(({ kernel }) => kernel === 'statistics.histogram')
      expect(steps.length).toBeGreaterThan(0)
      for (const { inputs, outputs, attrs } of steps) {
        const { size, batched } = plan.tensors[inputs[0]!]!
        const width = batched ? size / plan.batch : size
        const data = [...fast.executor.tensor(plan, inputs[0]!)]
        const [expected] = callKernel(
          'statistics.histogram',
          [{ data, width }],
          [{ data: zeros(histogramBins.count) }],
          attrs,
          { rows: 5 },
        )
        expect([...fast.executor.tensor(plan, outputs[0]!)]).toEqual([...expected!])
      }
    }
  })

  it('counts active units as the reference does, evaluation after evaluation', () => {
    const { graph, options } = sampleNetworks.find(({ graph: each }) =>
      each.nodes.some(node => node.attrs.function === 'relu'),
    )!
    const pair = twins(graph, { ...options, rows: 5, telemetry: true })
    const counts = pair.map(({ program, executor, context }) => {
      executor.run(program.evaluate.plan, 'forward', context)
      executor.run(program.evaluate.plan, 'forward', { ...context, rows: 3 })
      return program.activity.flatMap(({ start, length }) => [...executor.slice(start, length)])
    })
    expect(counts[0]!.length).toBeGreaterThan(0)
    expect(Math.max(...counts[0]!)).toBeGreaterThan(3)
    expect(counts[1]).toEqual(counts[0])
  })

  it.each(optimizers.map(optimizer => [JSON.stringify(optimizer), optimizer] as const))(
    'makes the steps of %s',
    (_name, optimizer) => {
      const graph = buildGraph(
        [
          { id: 'data', kind: 'data' },
          { id: 'dense1', kind: 'dense', attrs: { units: 13, init: 'xavier' } },
          { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
          { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
          { id: 'loss', kind: 'loss' },
        ],
        classes(7, 3),
      )
      const pair = twins(graph, { rows: 6, optimizer, telemetry: true })
      for (let step = 0; step < 5; step++) {
        for (const network of pair) {
          runStep({ ...network, context: { ...network.context, step } }, true)
        }
      }
      expect(differences(pair, ['param', 'statistic'])).toEqual([])
    },
  )

  it('agrees on shapes of every remainder, with a batch that is not full', () => {
    const dims = fc.integer({ min: 1, max: 41 })
    fc.assert(
      fc.property(dims, dims, dims, fc.integer({ min: 2, max: 23 }), (features, a, b, rows) => {
        const graph = buildGraph(
          [
            { id: 'data', kind: 'data' },
            { id: 'dense1', kind: 'dense', attrs: { units: a, init: 'xavier' } },
            { id: 'gelu1', kind: 'activation', attrs: { function: 'gelu' } },
            { id: 'ln1', kind: 'layerNorm' },
            { id: 'drop1', kind: 'dropout', attrs: { rate: 0.3 } },
            { id: 'softmax1', kind: 'activation', attrs: { function: 'softmax' } },
            { id: 'dense2', kind: 'dense', attrs: { units: b, init: 'xavier' } },
            { id: 'loss', kind: 'loss' },
          ],
          classes(features, b),
        )
        const options = { rows, batch: rows + 3, telemetry: true, inputGradient: true }
        const pair = twins(graph, options)
        for (const network of pair) runStep(network)
        expect(differences(pair, everything)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('agrees on random networks after a clipped step of plain SGD', () => {
    const clipping = fc.constantFrom<Clipping>(
      { kind: 'norm', limit: 0.05 },
      { kind: 'value', limit: 0.02 },
    )
    fc.assert(
      fc.property(networkRecipe, clipping, (recipe, clipping) => {
        const { rows, spareRows, regularization, seed } = recipe
        const options = { rows, batch: rows + spareRows, regularization, clipping, seed }
        const pair = twins(graphOf(recipe), options)
        for (const network of pair) runStep(network, true)
        expect(differences(pair, ['param'])).toEqual([])
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  it('agrees on the loss of random networks', () => {
    fc.assert(
      fc.property(networkRecipe, recipe => {
        const { rows, spareRows, regularization, seed } = recipe
        const options = { rows, batch: rows + spareRows, regularization, seed }
        const pair = twins(graphOf(recipe), options)
        for (const network of pair) runStep(network)
        expect(differences(pair, ['scalar'])).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

function deepNetwork(units: number): Graph {
  return buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units } },
      { id: 'bn1', kind: 'batchNorm' },
      { id: 'relu1', kind: 'activation' },
      { id: 'drop1', kind: 'dropout', attrs: { rate: 0.2 } },
      { id: 'dense2', kind: 'dense', attrs: { units } },
      { id: 'ln1', kind: 'layerNorm' },
      { id: 'softmax1', kind: 'activation', attrs: { function: 'softmax' } },
      { id: 'add1', kind: 'add', from: ['softmax1', 'relu1'] },
      { id: 'sigmoid1', kind: 'activation', attrs: { function: 'sigmoid' } },
      { id: 'dense3', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(150, 10),
  )
}

describe('threads of the wasm backend', () => {
  it('never change a bit of parameters or statistics, nor does running phase by phase', () => {
    const bits = (threads: number, whole = true) => {
      const network = openNetwork(deepNetwork(123), {
        rows: 61,
        retain: false,
        telemetry: true,
        optimizer: optimizers[5]!,
        regularization: { l1: 1e-4, l2: 1e-3 },
        createExecutor: program => wasmExecutor(program, threads),
      })
      expect(network.executor.threads).toBe(threads)
      const { program, executor, context } = network
      for (let step = 0; step < 7; step++) {
        if (whole) executor.step(program.train.plan, { ...context, step })
        else runStep({ ...network, context: { ...context, step } }, true)
      }
      const { statistics, histograms } = program
      return [
        ...executor.slice(0, program.train.plan.persistentSize),
        ...executor.slice(statistics.start, statistics.length),
        ...executor.slice(histograms.start, histograms.length),
      ]
    }
    const alone = bits(1)
    for (const threads of [2, 3, 4]) expect(bits(threads)).toEqual(alone)
    expect(bits(1, false)).toEqual(alone)
    expect(bits(3, false)).toEqual(alone)
  })

  it('never change a bit, and agree with the reference, where halves of a batch are added', () => {
    const widths = [37, 10, 100, 100, 3]
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        ...widths.flatMap((units, i) => [
          { id: `dense${i}`, kind: 'dense' as const, attrs: { units } },
          { id: `tanh${i}`, kind: 'activation' as const, attrs: { function: 'tanh' } },
        ]),
        { id: 'loss', kind: 'loss' },
      ],
      classes(61, 3),
    )
    // A small last batch too: of eight rows or fewer the first half has none.
    const rows = [128, 99, 8, 5]
    const bits = (threads: number, batch = 128) => {
      const { program, executor, context } = openNetwork(graph, {
        rows: batch,
        retain: false,
        telemetry: true,
        createExecutor: each => wasmExecutor(each, threads),
      })
      expect(executor.threads).toBe(threads)
      for (let step = 0; step < 16; step++) {
        const filled = batch === 128 ? rows[step % rows.length]! : batch - step
        executor.step(program.train.plan, { ...context, step, rows: filled })
      }
      const { arenaSize } = program
      return Buffer.from(executor.slice(0, arenaSize).slice().buffer).toString('latin1')
    }
    // Rows of a half around the longest block of a product, 400.
    for (const batch of [128, 780, 800, 1000]) {
      const alone = bits(1, batch)
      for (const threads of [2, 3, 4]) expect(bits(threads, batch) === alone).toBe(true)
    }

    for (const filled of rows) {
      const pair = twins(graph, { rows: 128, telemetry: true }, 2)
      const both = pair.map(each => ({ ...each, context: { ...each.context, rows: filled } }))
      for (const network of both) runStep(network)
      expect(differences(both as [Network, Network], everything)).toEqual([])
    }
  })

  it('never change a bit where they pack wide matrices together', () => {
    const graph = buildGraph(
      [
        { id: 'data', kind: 'data' },
        { id: 'dense1', kind: 'dense', attrs: { units: 511 } },
        { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
        { id: 'plus1', kind: 'activation', attrs: { function: 'softplus' } },
        { id: 'silu1', kind: 'activation', attrs: { function: 'silu' } },
        { id: 'add1', kind: 'add', from: ['tanh1', 'silu1'] },
        { id: 'dense2', kind: 'dense', from: ['silu1'], attrs: { units: 801 } },
        { id: 'concat1', kind: 'concat', from: ['dense2', 'add1'] },
        { id: 'dense3', kind: 'dense', attrs: { units: 10 } },
        { id: 'loss', kind: 'loss', attrs: { function: 'binaryCrossEntropy' } },
      ],
      classes(12, 10),
    )
    const bits = (threads: number, l2: number) => {
      const { executor, program, context } = openNetwork(graph, {
        rows: 256,
        retain: false,
        regularization: { l1: 0, l2 },
        clipping: { kind: 'norm', limit: 0.5 },
        createExecutor: each => wasmExecutor(each, threads),
      })
      const { plan } = program.train
      for (let step = 0; step < 8; step++) executor.step(plan, { ...context, step })
      return Buffer.from(executor.slice(0, plan.persistentSize).slice().buffer).toString('latin1')
    }
    for (const l2 of [0, 1e-3]) {
      const alone = bits(1, l2)
      for (const threads of [2, 3, 4]) expect(bits(threads, l2) === alone).toBe(true)
    }
  })

  it('are left aside where a step is too small to gain', () => {
    const network = openNetwork(sampleNetworks[0]!.graph, {
      ...sampleNetworks[0]!.options,
      rows: 5,
      createExecutor: program => wasmExecutor(program, 2),
    })
    expect(network.executor.threads).toBe(1)
  })
})

describe('the memory of the wasm backend', () => {
  it.each([1, 2])('is estimated before it is allocated, within 10 %%, for %d threads', threads => {
    const { program, executor } = openNetwork(deepNetwork(300), {
      rows: 64,
      telemetry: true,
      createExecutor: each => wasmExecutor(each, threads),
    })
    const allocated = executor.slice(0, 1).buffer.byteLength
    const estimate = wasmMemoryBytes(program, threads)
    expect(executor.memoryBytes).toBe(estimate)
    expect(allocated).toBeGreaterThanOrEqual(estimate)
    expect(allocated).toBeLessThan(1.1 * estimate)
  })
})
