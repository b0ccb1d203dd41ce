import { afterAll, describe, expect, it } from 'vitest'
import { createReferenceExecutor } from '../../../src/engine/backends/reference'
import type { Clipping } from '../../../src/engine/document/schema'
import type { Program } from '../../../src/engine/plan/program'
import {
  buildGraph,
  classes,
  type Network,
  openNetwork,
  runStep,
  tensorNamed,
} from '../../support/networks'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

const graph = (units: number) =>
  buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units } },
      { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(90, 3),
  )

const names = ['dense1.W', 'dense1.b', 'dense2.W', 'dense2.b']

function open(
  clipping: Clipping,
  createExecutor: (program: Program) => ReturnType<typeof wasmExecutor>,
  units = 61,
): Network {
  return openNetwork(graph(units), { rows: 16, telemetry: true, clipping, createExecutor })
}

function gradients(network: Network): number[] {
  return names.flatMap(name => [...tensorNamed(network, `d(${name})`)])
}

function normOf(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0))
}

const backends = {
  reference: { create: (program: Program) => createReferenceExecutor(program), digits: 12 },
  wasm: { create: (program: Program) => wasmExecutor(program), digits: 5 },
}

describe.each(Object.entries(backends))('clipping on the %s backend', (_name, backend) => {
  const plain = open({ kind: 'none' }, backend.create)
  runStep(plain)
  const raw = gradients(plain)
  const norm = normOf(raw)

  function clipped(clipping: Clipping): Network {
    const network = open(clipping, backend.create)
    runStep(network)
    return network
  }

  function expectClose(actual: readonly number[], expected: readonly number[]): void {
    const off = actual.map((value, i) => Math.abs(value - expected[i]!))
    expect(Math.max(...off) / Math.max(...expected.map(Math.abs))).toBeLessThan(
      10 ** -backend.digits,
    )
  }

  it('scales every gradient alike where the global norm is above the limit', () => {
    const limit = norm / 3
    const network = clipped({ kind: 'norm', limit })
    const scale = limit / (norm + 1e-6)
    expectClose(
      gradients(network),
      raw.map(value => value * scale),
    )
    expect(tensorNamed(network, 'gradientNorm')[0]! / norm).toBeCloseTo(1, backend.digits)
  })

  it('leaves gradients as they are, to the bit, where the norm is within the limit', () => {
    expect(gradients(clipped({ kind: 'norm', limit: norm * 1.001 }))).toEqual(raw)
  })

  it('keeps every entry within ± the limit', () => {
    const limit = Math.fround(raw.map(Math.abs).toSorted((a, b) => a - b)[raw.length >> 1]!)
    const result = gradients(clipped({ kind: 'value', limit }))
    expect(result).toEqual(raw.map(value => Math.max(-limit, Math.min(limit, value))))
    expect(result.filter(value => Math.abs(value) === limit).length).toBeGreaterThan(10)
  })

  it('shows statistics of the gradients before clipping', () => {
    const statistics = (network: Network) =>
      names.map(name => [...tensorNamed(network, `statistics.gradient(${name})`)])
    const before = statistics(plain)
    expect(statistics(clipped({ kind: 'norm', limit: norm / 100 }))).toEqual(before)
    expect(statistics(clipped({ kind: 'value', limit: 1e-6 }))).toEqual(before)
  })

  it('updates with the clipped gradients', () => {
    const network = open({ kind: 'norm', limit: norm / 7 }, backend.create)
    const before = names.flatMap(name => [...tensorNamed(network, name)])
    runStep(network, true)
    const step = names
      .flatMap(name => [...tensorNamed(network, name)])
      .map((value, i) => value - before[i]!)
    expect(normOf(step) / ((network.context.learningRate * norm) / 7)).toBeCloseTo(1, 4)
  })

  it('makes every gradient NaN where the norm is, and keeps NaN by value', () => {
    for (const clipping of [
      { kind: 'norm', limit: 1 },
      { kind: 'value', limit: 1 },
    ] as const) {
      const network = open(clipping, backend.create)
      const { plan } = network.program.train
      network.executor.tensor(plan, plan.input)[0] = Number.NaN
      runStep(network)
      expect(tensorNamed(network, 'd(dense2.W)').every(Number.isNaN)).toBe(true)
    }
  })
})

describe('clipping on several threads', () => {
  it('gives the same bits as on one', () => {
    const bits = (threads: number) => {
      const network = open(
        { kind: 'norm', limit: 0.01 },
        program => wasmExecutor(program, threads),
        300,
      )
      runStep(network, true)
      return [tensorNamed(network, 'gradientNorm')[0], ...gradients(network)]
    }
    const alone = bits(1)
    expect(alone[0]).toBeGreaterThan(0.01)
    expect(bits(2)).toEqual(alone)
    expect(bits(3)).toEqual(alone)
  })
})
