import { afterAll, describe, expect, it } from 'vitest'
import { createReferenceExecutor } from '../../../src/engine/backends/reference'
import { rowValue, type TelemetryRow } from '../../../src/engine/telemetry/layout'
import { activationHistograms } from '../../../src/engine/training/activation-histograms'
import { readLayer } from '../../../src/engine/training/layer-tensors'
import { compileReplay, StepReplay } from '../../../src/engine/training/step-replay'
import { buildGraph, classes, type NodeSpec } from '../../support/networks'
import { openTestSession, pointData, type TestBackend } from '../../support/sessions'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

const nodes: NodeSpec[] = [
  { id: 'data', kind: 'data' },
  { id: 'dense1', kind: 'dense', attrs: { units: 24 } },
  { id: 'bn1', kind: 'batchNorm' },
  { id: 'relu1', kind: 'activation' },
  { id: 'drop1', kind: 'dropout', attrs: { rate: 0.3 } },
  { id: 'dense2', kind: 'dense', attrs: { units: 9 } },
  { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
  { id: 'dense3', kind: 'dense', attrs: { units: 3 } },
  { id: 'loss', kind: 'loss' },
]
const graph = buildGraph(nodes, classes(4, 3))
// The last batch of an epoch is shorter than the others: 43 = 5 · 8 + 3.
const examples = pointData({ train: 43 })
const training = {
  optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  regularization: { l1: 0.001, l2: 0.01 },
  clipping: { kind: 'norm', limit: 0.05 },
} as const

const backends: Record<string, TestBackend> = {
  reference: program => createReferenceExecutor(program),
  wasm: program => wasmExecutor(program),
}

function open(backend: TestBackend) {
  const opened = openTestSession(graph, examples, training, undefined, {}, backend)
  const { session } = opened
  const program = compileReplay(session)
  const replay = new StepReplay(session, program, backend(program))
  const read = (nodeId: string, rows = 8) => {
    const now = new Map(session.parameters().map(({ name, values }) => [name, values]))
    return readLayer(replay, replay.run(), { nodeId, rows }, now)!
  }
  return { ...opened, replay, read }
}

/** What telemetry calls them, by the book. */
function statisticsOf(values: Float32Array) {
  const sizes = [...values].map(Math.abs)
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length
  const average = mean([...values])
  return {
    'gradient.meanAbs': mean(sizes),
    'gradient.rms': Math.sqrt(mean(sizes.map(size => size ** 2))),
    'gradient.maxAbs': Math.max(...sizes),
    'gradient.zeroFraction': sizes.filter(size => size === 0).length / sizes.length,
    'activation.mean': average,
    'activation.std': Math.sqrt(mean([...values].map(value => (value - average) ** 2))),
  }
}

function expectSame(
  frame: Float64Array,
  row: TelemetryRow,
  values: Float32Array,
  names: readonly (keyof ReturnType<typeof statisticsOf>)[],
) {
  const own = statisticsOf(values)
  for (const name of names) {
    const shown = rowValue(frame, row, name)
    // Of a mean that nearly cancels, the digits of what cancels are left.
    const scale = Math.max(Math.abs(shown), name === 'activation.mean' ? own['activation.std'] : 0)
    expect(Math.abs(own[name] - shown), `${row.name} ${name} ${shown}`).toBeLessThanOrEqual(
      2e-6 * scale,
    )
  }
}

describe.each(Object.entries(backends))('tensors of a step on the %s backend', (_, backend) => {
  it.each([1, 2, 6, 7])('have the statistics that step %i’s frame has', steps => {
    const { session, program, run, read } = open(backend)
    session.keepsWeights = true
    const frame = run(steps).at(-1)!
    let compared = 0
    for (const row of program.telemetry.rows) {
      const layer = read(row.nodeId)
      expect(layer).toMatchObject({ step: steps, rows: steps % 6 === 0 ? 3 : 8, exact: true })
      if (row.kind === 'output') {
        expectSame(frame, row, layer.outputs!, ['activation.mean', 'activation.std'])
      } else {
        const { gradient } = layer.params.find(({ name }) => name === row.name)!
        const of = ['meanAbs', 'rms', 'maxAbs', 'zeroFraction'] as const
        expectSame(
          frame,
          row,
          gradient,
          of.map(name => `gradient.${name}` as const),
        )
      }
      compared++
    }
    expect(compared).toBe(16)
  })

  it('are those of the step to come before the first', () => {
    const { program, run, read } = open(backend)
    const before = program.telemetry.rows.map(row => read(row.nodeId))
    expect(before[0]).toMatchObject({ step: 0, exact: true })
    const [frame] = run(1)
    program.telemetry.rows.forEach((row, i) => {
      const { outputs } = before[i]!
      if (row.kind === 'output') {
        expectSame(frame!, row, outputs!, ['activation.mean', 'activation.std'])
      }
    })
  })

  it('say so where the weights that a step began with were not kept', () => {
    const { session, run, read } = open(backend)
    run(3)
    expect(read('dense1')).toMatchObject({ step: 3, exact: false })
    session.keepsWeights = true
    expect(read('dense1').exact).toBe(false)
    run(1)
    expect(read('dense1').exact).toBe(true)
    session.keepsWeights = false
    run(1)
    expect(read('dense1').exact).toBe(false)
    session.reset()
    expect(read('dense1')).toMatchObject({ step: 0, exact: true })
  })

  it('leave the run as it is', () => {
    const alone = open(backend)
    alone.run(12)
    const watched = open(backend)
    watched.session.keepsWeights = true
    for (let step = 0; step < 12; step++) {
      watched.run(1)
      watched.read('dense2')
    }
    expect(watched.hash()).toBe(alone.hash())
  })

  it('have the weights as they are after the step', () => {
    const { session, run, read } = open(backend)
    session.keepsWeights = true
    run(2)
    const W = session.parameters().find(({ name }) => name === 'dense2.W')!
    const shown = read('dense2').params.find(({ name }) => name === 'dense2.W')!
    expect(shown.shape).toEqual([24, 9])
    expect(shown.values).toEqual(Float32Array.from(W.values))
  })

  it('tell for each unit how often it is 0, its mean and its deviation', () => {
    const { session, run, read } = open(backend)
    session.keepsWeights = true
    run(2)
    const { units, outputs, shape } = read('relu1')
    expect(shape).toEqual([24])
    for (let unit = 0; unit < 24; unit++) {
      const values = Float32Array.from({ length: 8 }, (_, row) => outputs![row * 24 + unit]!)
      const own = statisticsOf(values)
      expect(units.zeroFraction[unit]).toBeCloseTo(own['gradient.zeroFraction'], 6)
      expect(units.mean[unit]).toBeCloseTo(own['activation.mean'], 6)
      expect(units.std[unit]).toBeCloseTo(own['activation.std'], 6)
    }
    expect([...units.zeroFraction].some(share => share > 0)).toBe(true)
  })

  it('count every output of the activation nodes once', () => {
    const { session, run, read, replay } = open(backend)
    session.keepsWeights = true
    const frame = run(2).at(-1)!
    const { layers } = activationHistograms(replay, replay.run())
    expect(layers.map(({ nodeId }) => nodeId)).toEqual(['relu1', 'tanh1'])
    for (const layer of layers) {
      const { outputs } = read(layer.nodeId)
      expect(layer.total).toBe(outputs!.length)
      expect(layer.counts.reduce((sum, count) => sum + count, 0)).toBe(layer.total)
      expect(layer.zeros).toBe(outputs!.filter(value => value === 0).length)
      const row = session.options.program.telemetry.rows.find(({ name }) => name === layer.nodeId)!
      expect(layer.mean).toBeCloseTo(rowValue(frame, row, 'activation.mean'), 5)
      expect(layer.std).toBeCloseTo(rowValue(frame, row, 'activation.std'), 5)
    }
    expect(layers[1]).toMatchObject({ function: 'tanh', low: -1, high: 1 })
  })

  it('are none of a node that is not there', () => {
    expect(open(backend).read('nowhere')).toBeNull()
    expect(open(backend).read('loss')).toBeNull()
  })
})
