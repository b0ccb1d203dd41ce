import { describe, expect, it } from 'vitest'
import { checkGradients } from '../../../src/engine/diagnosis/gradient-check'
import { referenceKernels } from '../../../src/engine/kernels/index'
import type { Kernel } from '../../../src/engine/kernels/kernel'
import {
  buildGraph,
  classes,
  type NodeSpec,
  openNetwork,
  tensorNamed,
} from '../../support/networks'

function chain(...layers: NodeSpec[]) {
  const data: NodeSpec = { id: 'data', kind: 'data' }
  return buildGraph([data, ...layers, { id: 'loss', kind: 'loss' }], classes(4, 3))
}

const relu = chain(
  { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
  { id: 'relu1', kind: 'activation' },
  { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
)

describe('checkGradients', () => {
  it('leaves parameters, running values and optimizer state as they were', () => {
    const graph = chain(
      { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
      { id: 'bn', kind: 'batchNorm' },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
    )
    const network = openNetwork(graph, {
      rows: 5,
      optimizer: { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    })
    const { persistentSize } = network.program.train.plan
    const before = network.executor.slice(0, persistentSize).slice()
    checkGradients({ ...network, rows: 5, seed: 1 })
    expect(network.executor.slice(0, persistentSize)).toEqual(before)
  })

  it('gives the same report again for the same seed', () => {
    const report = () =>
      checkGradients({ ...openNetwork(relu, { rows: 5 }), rows: 5, seed: 3, entriesPerTensor: 10 })
    expect(report()).toEqual(report())
  })

  it('looks at as many entries of a large tensor as asked for', () => {
    const network = openNetwork(relu, { rows: 5 })
    const [W] = checkGradients({ ...network, rows: 5, seed: 1, entriesPerTensor: 10 }).tensors
    expect(W!.size).toBe(24)
    expect(W!.checked + W!.kinks + W!.belowRounding).toBe(10)
  })

  it('finds one wrong entry that it did not look at, along the direction through all', () => {
    const checkW = (kernels = referenceKernels) => {
      const network = openNetwork(relu, { rows: 5, kernels })
      return checkGradients({ ...network, rows: 5, seed: 1, entriesPerTensor: 4 }).tensors[0]!
    }
    const looked = checkW().worst.map(({ index: [row = 0, column = 0] }) => 6 * row + column)
    const unseen = [...Array(24).keys()].find(entry => !looked.includes(entry))!
    const intact = referenceKernels['dense.backward']!
    const wrong: Kernel = (call, context) => {
      intact(call, context)
      const dW = call.outputs[1]!
      if (dW.data.length === 24) dW.data[unseen]! += 1e-4
    }
    const W = checkW({ ...referenceKernels, 'dense.backward': wrong })
    expect(W.relativeError).toBeLessThan(1e-6)
    expect(W.directionalError).toBeGreaterThan(1e-6)
    expect(W.passed).toBe(false)
  })

  it('counts entries at a kink, and does not call them wrong', () => {
    const graph = chain(
      { id: 'dense1', kind: 'dense', attrs: { units: 6, init: 'zeros' } },
      { id: 'relu1', kind: 'activation' },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
    )
    const network = openNetwork(graph, { rows: 5 })
    tensorNamed(network, 'dense1.W').fill(0)
    tensorNamed(network, 'dense1.b').fill(0)
    const { tensors, passed } = checkGradients({ ...network, rows: 5, seed: 1 })
    const [W] = tensors
    expect(W).toMatchObject({ name: 'dense1.W', checked: 0, belowRounding: 0, kinks: 24 })
    expect(passed).toBe(true)
  })

  it('counts weights of 0 under an L1 penalty as kinks', () => {
    const graph = chain({ id: 'dense1', kind: 'dense', attrs: { units: 3, init: 'zeros' } })
    const network = openNetwork(graph, { rows: 5, regularization: { l1: 0.1, l2: 0 } })
    tensorNamed(network, 'dense1.W').fill(0)
    const { tensors, passed } = checkGradients({ ...network, rows: 5, seed: 1 })
    expect(tensors.map(({ kinks }) => kinks)).toEqual([12, 0])
    expect(passed).toBe(true)
  })

  it('takes ELU as a kink at 0, where its slope or its curvature jumps', () => {
    for (const alpha of [1, 0.5]) {
      const graph = chain(
        { id: 'dense1', kind: 'dense', attrs: { units: 12 } },
        { id: 'elu1', kind: 'activation', attrs: { function: 'elu', alpha } },
        { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
      )
      for (let seed = 1; seed <= 20; seed++) {
        const network = openNetwork(graph, { rows: 9, seed })
        const check = checkGradients({ ...network, rows: 9, seed })
        expect(check.tensors.filter(({ passed }) => !passed)).toEqual([])
      }
    }
  })

  it('forgives rounding in a gradient that is 0, and no more than that', () => {
    const intact = referenceKernels['dense.backward']!
    const withError = (error: number) => {
      const wrong: Kernel = (call, context) => {
        intact(call, context)
        const db = call.outputs[2]
        if (db?.data.length === 6) db.data[2]! += error
      }
      const kernels = { ...referenceKernels, 'dense.backward': wrong }
      const network = openNetwork(relu, { rows: 5, kernels })
      // A unit that is never active has a gradient of exactly 0.
      tensorNamed(network, 'dense1.b')[2] = -100
      return checkGradients({ ...network, rows: 5, seed: 1 }).passed
    }
    expect(withError(0)).toBe(true)
    expect(withError(1e-14)).toBe(true)
    expect(withError(1e-5)).toBe(false)
  })

  it('fails where the loss is not finite', () => {
    const network = openNetwork(relu, { rows: 5 })
    tensorNamed(network, 'dense1.W').fill(1e200)
    tensorNamed(network, 'dense2.W').fill(1e200)
    expect(checkGradients({ ...network, rows: 5, seed: 1 }).passed).toBe(false)
  })

  it('fails where a gradient is NaN', () => {
    const intact = referenceKernels['relu.backward']!
    const wrong: Kernel = (call, context) => {
      intact(call, context)
      call.outputs[0]!.data[0] = Number.NaN
    }
    const kernels = { ...referenceKernels, 'relu.backward': wrong }
    const check = checkGradients({ ...openNetwork(relu, { rows: 5, kernels }), rows: 5, seed: 1 })
    expect(check.tensors.map(({ passed }) => passed)).toEqual([false, false, true, true])
  })

  it('freezes dropout masks', () => {
    const graph = chain(
      { id: 'dense1', kind: 'dense', attrs: { units: 8 } },
      { id: 'drop', kind: 'dropout', attrs: { rate: 0.5 } },
      { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
    )
    const network = openNetwork(graph, { rows: 5 })
    const check = checkGradients({ ...network, rows: 5, seed: network.context.seed })
    for (const tensor of check.tensors) expect(tensor.relativeError).toBeLessThan(1e-6)
  })

  it('says which tensor it is at', () => {
    const seen: string[] = []
    checkGradients({
      ...openNetwork(relu, { rows: 2 }),
      rows: 2,
      seed: 1,
      onTensor: (name, index, count) => seen.push(`${name} ${index + 1}/${count}`),
    })
    expect(seen).toEqual(['dense1.W 1/4', 'dense1.b 2/4', 'dense2.W 3/4', 'dense2.b 4/4'])
  })
})
