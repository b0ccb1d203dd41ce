import { describe, expect, it } from 'vitest'
import { checkGradients } from '../../../src/engine/diagnosis/gradient-check'
import { referenceKernels } from '../../../src/engine/kernels/index'
import { nodeKinds } from '../../../src/engine/nodes/index'
import { openNetwork } from '../../support/networks'
import { sampleNetworks } from '../../support/sample-networks'

const batchSizes = [1, 2, 3, 7]

describe('every node kind on the reference backend, against central differences', () => {
  for (const { name, graph, options, needsSeveralRows } of sampleNetworks) {
    for (const rows of batchSizes.filter(size => size > 1 || !needsSeveralRows)) {
      it(`${name}, batch ${rows}`, () => {
        const network = openNetwork(graph, { ...options, rows, batch: rows + 1, seed: rows })
        const check = checkGradients({ ...network, rows, seed: 1 })
        expect(check.tensors.filter(tensor => !tensor.passed)).toEqual([])
        const proven = check.tensors.filter(tensor => tensor.checked > 0)
        expect(proven.length).toBeGreaterThan(0)
      })
    }
  }
})

describe('the sample networks leave nothing out', () => {
  const kernelsUsed = new Set(
    sampleNetworks.flatMap(({ graph, options }) => {
      const { program } = openNetwork(graph, { rows: 2, telemetry: true, ...options })
      return [program.train.plan, program.evaluate.plan].flatMap(({ forward, backward, update }) =>
        [...forward, ...backward, ...update].map(step => step.kernel),
      )
    }),
  )
  const nodes = sampleNetworks.flatMap(({ graph }) => graph.nodes)

  it('uses every node kind', () => {
    const used = new Set(nodes.map(({ kind }) => kind))
    expect([...used].toSorted()).toEqual(Object.keys(nodeKinds).toSorted())
  })

  it('uses every option of every choice, and both values of every switch', () => {
    const missing = Object.entries(nodeKinds).flatMap(([kind, { attrs }]) =>
      Object.entries(attrs).flatMap(([name, spec]) => {
        // What a data node says is for reading data: the networks here bring their own.
        if (kind === 'data') return []
        const possible =
          spec.type === 'choice'
            ? spec.options.map(({ value }) => value)
            : spec.type === 'bool'
              ? [true, false]
              : []
        const used = nodes.filter(node => node.kind === kind).map(node => node.attrs[name])
        return possible
          .filter(value => !used.includes(value))
          .map(value => `${kind}.${name}=${value}`)
      }),
    )
    expect(missing).toEqual([])
  })

  it('uses every kernel of the reference backend', () => {
    expect([...kernelsUsed].toSorted()).toEqual(Object.keys(referenceKernels).toSorted())
  })
})
