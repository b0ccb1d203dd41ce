import { afterAll, describe, expect, it } from 'vitest'
import { createReferenceExecutor } from '../../../src/engine/backends/reference'
import type { PreparedData } from '../../../src/engine/data/dataset'
import type { Graph } from '../../../src/engine/graph/types'
import { askPlane, cellMiddle, hasPlane, planeOf } from '../../../src/engine/probe/boundary'
import { compileCopy, NetworkCopy } from '../../../src/engine/probe/network-copy'
import { buildGraph, classes, values } from '../../support/networks'
import { openTestSession, pointData } from '../../support/sessions'
import { runtimes, wasmExecutor } from '../../support/wasm'

afterAll(() => runtimes.dispose())

const graph = buildGraph(
  [
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 7 } },
    { id: 'norm1', kind: 'batchNorm' },
    { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
    { id: 'drop1', kind: 'dropout' },
    { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
    { id: 'loss1', kind: 'loss' },
  ],
  classes(2, 3),
)
const plain = pointData({ train: 40, validation: 10, test: 10 }, { features: 2 })
/** As if the points had been normalised: what the network sees is (own − mean) ÷ deviation. */
const data: PreparedData = {
  ...plain,
  featureScale: { mean: Float64Array.of(3, -2), deviation: Float64Array.of(2, 0.5) },
}
const noPause = () => Promise.resolve()

function copyOf(of: Graph, batch = 16, keepOutputs = true, wasm = false): NetworkCopy {
  const program = compileCopy(of, { batch, keepOutputs })
  return new NetworkCopy(program, wasm ? wasmExecutor(program) : createReferenceExecutor(program))
}

function trainedCopy(batch = 16, wasm = false) {
  const { session, run, hash } = openTestSession(graph, data, { seed: 4 })
  run(7)
  const network = copyOf(graph, batch, true, wasm)
  network.assign(session.parameters(), session.buffers())
  return { session, hash, network }
}

const question = { resolution: 9, plane: planeOf(data), unitsOf: ['tanh1'], mostUnits: 64 }

describe('the plane', () => {
  it('holds every example with a margin, in the data’s own units', () => {
    const { x, y } = planeOf(data)
    for (const { features } of [data.train, data.validation, data.test]) {
      for (let i = 0; i < features.length; i += 2) {
        const own = [features[i]! * 2 + 3, features[i + 1]! * 0.5 - 2]
        expect(own[0]).toBeGreaterThan(x.from)
        expect(own[0]).toBeLessThan(x.to)
        expect(own[1]).toBeGreaterThan(y.from)
        expect(own[1]).toBeLessThan(y.to)
      }
    }
  })

  it('gives both axes one scale unless their extents differ much', () => {
    const alike = planeOf(plain)
    expect(alike.x.to - alike.x.from).toBeCloseTo(alike.y.to - alike.y.from, 9)
    const { x, y } = planeOf(data)
    expect((x.to - x.from) / (y.to - y.from)).toBeGreaterThan(2.5)
  })

  it('is there for two numbers an example, and for nothing else', () => {
    expect(hasPlane(data)).toBe(true)
    expect(hasPlane(pointData({ train: 4 }, { features: 3 }))).toBe(false)
  })
})

describe('the answers on a plane', () => {
  it('are those of the network, example by example', async () => {
    const { network } = trainedCopy()
    const answer = await askPlane(network, data, question, noPause)
    const single = copyOf(graph, 1)
    single.assign(network.parameters(), trainedCopy().session.buffers())
    for (const cell of [0, 8, 9, 40, 80]) {
      const x = cellMiddle(question.plane.x, cell % 9, 9)
      const y = cellMiddle(question.plane.y, Math.floor(cell / 9), 9)
      single.input.set([(x - 3) / 2, (y + 2) / 0.5])
      single.forward(1)
      const logits = [...single.outputs('dense2').values]
      const sum = logits.reduce((total, z) => total + Math.exp(z), 0)
      logits.forEach((z, k) => {
        expect(answer.outputs[k]![cell]).toBeCloseTo(Math.exp(z) / sum, 6)
      })
      single.outputs('tanh1').values.forEach((value, unit) => {
        expect(answer.units[0]!.values[unit]![cell]).toBeCloseTo(value, 6)
      })
    }
  })

  it('do not depend on the batch', async () => {
    const whole = await askPlane(trainedCopy(81).network, data, question, noPause)
    const parts = await askPlane(trainedCopy(16).network, data, question, noPause)
    expect(parts).toEqual(whole)
  })

  it('are the same on the fast backend, to its accuracy', async () => {
    const exact = await askPlane(trainedCopy().network, data, question, noPause)
    const fast = await askPlane(trainedCopy(16, true).network, data, question, noPause)
    exact.outputs.forEach((values, k) => {
      values.forEach((value, cell) => {
        expect(fast.outputs[k]![cell]).toBeCloseTo(value, 4)
      })
    })
  })

  it('leave the run as it was', async () => {
    const { session, hash, network } = trainedCopy()
    const before = hash()
    const buffers = session.buffers().map(({ values }) => [...values])
    await askPlane(network, data, question, noPause)
    expect(hash()).toBe(before)
    expect(session.buffers().map(({ values }) => [...values])).toEqual(buffers)
  })

  it('name every unit of the nodes that are asked for, up to the limit', async () => {
    const unitsOf = ['dense2', 'data1', 'nowhere', 'loss1']
    const few = { ...question, unitsOf, mostUnits: 2 }
    const { units } = await askPlane(trainedCopy().network, data, few, noPause)
    expect(units.map(({ nodeId, count, values }) => [nodeId, count, values.length])).toEqual([
      ['data1', 2, 2],
      ['dense2', 3, 2],
    ])
    const normalised = (cellMiddle(question.plane.x, 4, 9) - 3) / 2
    expect(units[0]!.values[0]![4]).toBeCloseTo(normalised, 5)
  })

  it('are probabilities of their own for binary cross-entropy, numbers in own units for regression', async () => {
    const layers = [
      { id: 'data1', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 1, init: 'zeros' } },
    ] as const
    const ask = async (of: Graph, about: PreparedData) => {
      const { session } = openTestSession(of, about)
      const network = copyOf(of)
      network.assign(session.parameters(), session.buffers())
      return askPlane(network, about, { ...question, unitsOf: [] }, noPause)
    }
    const loss = (name: string) => ({
      id: 'loss1',
      kind: 'loss' as const,
      attrs: { function: name },
    })
    const binary = buildGraph(
      [layers[0], { ...layers[1], attrs: { units: 2, init: 'zeros' } }, loss('binaryCrossEntropy')],
      classes(2, 2),
    )
    const points = pointData({ train: 20 }, { features: 2, classes: 2 })
    const sigmoid = await ask(binary, points)
    expect(sigmoid.kind).toBe('sigmoid')
    expect(sigmoid.outputs.map(([first]) => first)).toEqual([0.5, 0.5])

    const regression = buildGraph([...layers, loss('meanSquaredError')], values(2, 1))
    const numbers: PreparedData = {
      ...pointData({ train: 20 }, { features: 2, classes: null }),
      targetScale: { mean: Float64Array.of(152), deviation: Float64Array.of(77) },
    }
    const value = await ask(regression, numbers)
    expect([value.kind, value.classes, value.outputs[0]![0]]).toEqual(['value', null, 152])
  })
})
