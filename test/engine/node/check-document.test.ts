import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../../src/engine/document/parse'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { referenceKernels } from '../../../src/engine/kernels/index'
import type { Kernel } from '../../../src/engine/kernels/kernel'
import { checkDocument } from '../../../src/engine/node/check-document'
import { shippedDatasets, useTinyMnist } from '../../support/datasets'
import { documentOf, mnistDocument } from '../../support/documents'

const examplesFolder = join(import.meta.dirname, '../../../resources/examples')
const examples = readdirSync(examplesFolder).filter(name => name.endsWith('.gradscope'))
const tiny = useTinyMnist()

function example(name: string): GraphDocument {
  const result = parseDocument(readFileSync(join(examplesFolder, name), 'utf8'))
  if (result.kind !== 'ok') throw new Error(`${name}: ${result.kind}`)
  return result.document
}

/** The same network with at most 12 units a hidden layer: the kernels are the same, the wait is not. */
function narrowed(document: GraphDocument): GraphDocument {
  const nodes = document.nodes.map(node =>
    node.kind === 'dense'
      ? { ...node, attrs: { ...node.attrs, units: Math.min(Number(node.attrs.units), 12) } }
      : node,
  )
  return { ...document, nodes }
}

async function check(
  document: GraphDocument,
  kernels: Readonly<Record<string, Kernel>> = referenceKernels,
  datasetsDirectory = tiny,
) {
  const result = await checkDocument(document, { datasetsDirectory, kernels })
  if (!result.ok) throw new Error(result.failure.message)
  return result.check
}

function scaled(name: string, factor: number): Readonly<Record<string, Kernel>> {
  const intact = referenceKernels[name]!
  return {
    ...referenceKernels,
    [name]: (call, context) => {
      intact(call, context)
      for (const output of call.outputs) {
        if (output) for (let i = 0; i < output.data.length; i++) output.data[i]! *= factor
      }
    },
  }
}

describe('the examples that ship', { timeout: 300_000 }, () => {
  it.each(examples)('%s has right gradients, to 1e-6', async name => {
    const { tensors, passed } = await check(example(name), referenceKernels, shippedDatasets)
    expect(passed).toBe(true)
    for (const tensor of tensors) {
      expect(tensor.relativeError).toBeLessThanOrEqual(1e-6)
      expect(tensor.checked).toBeGreaterThan(0)
    }
  })

  it.each(examples)('%s fails the check when any backward kernel it uses is broken', async name => {
    const document = narrowed(example(name))
    const used = new Set(
      document.nodes.flatMap(node =>
        node.kind === 'activation' || node.kind === 'loss'
          ? [`${String(node.attrs.function)}.backward`]
          : [`${node.kind}.backward`],
      ),
    )
    used.delete('data.backward')
    expect(used.size).toBeGreaterThan(1)
    for (const kernel of used) {
      const { passed, tensors } = await check(document, scaled(kernel, 1.001))
      expect(passed, `${kernel} is not noticed`).toBe(false)
      const failed = tensors.filter(tensor => !tensor.passed)
      expect(failed.length).toBeGreaterThan(0)
    }
  })
})

describe('checkDocument', () => {
  const everything = documentOf(
    [
      { id: 'data1', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 6, init: 'normal', sigma: 0.05 } },
      { id: 'norm1', kind: 'batchNorm' },
      { id: 'elu1', kind: 'activation', attrs: { function: 'elu', alpha: 0.7 } },
      { id: 'drop1', kind: 'dropout', attrs: { rate: 0.3 } },
      { id: 'dense2', kind: 'dense', attrs: { units: 6 } },
      { id: 'sum1', kind: 'add', from: ['dense2', 'drop1'] },
      { id: 'join1', kind: 'concat', from: ['sum1', 'norm1'] },
      { id: 'dense3', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
    ],
    { regularization: { l1: 0.001, l2: 0.01 } },
  )

  it('passes a network of every kind', async () => {
    const { tensors, passed, rows } = await check(everything)
    expect(tensors.filter(tensor => !tensor.passed)).toEqual([])
    expect(passed).toBe(true)
    expect(rows).toBe(16)
  })

  it.each([
    'add.backward',
    'concat.backward',
    'dropout.backward',
    'batchNorm.backward',
    'elu.backward',
    'penalty.backward',
    'softmaxCrossEntropy.backward',
    'dense.backward',
  ])('fails it with %s off by a thousandth', async kernel => {
    expect((await check(everything, scaled(kernel, 1.001))).passed).toBe(false)
  })

  it('checks again at trained weights, the same ones each time, and without clipping', async () => {
    const document = {
      ...everything,
      training: {
        ...everything.training,
        batchSize: 8,
        clipping: { kind: 'norm' as const, limit: 0.05 },
      },
    }
    const run = () => checkDocument(document, { datasetsDirectory: tiny, steps: 6 })
    const result = await run()
    if (!result.ok) throw new Error(result.failure.message)
    expect(result.trained!.steps).toBe(6)
    expect(result.trained!.tensors.filter(tensor => !tensor.passed)).toEqual([])
    expect(result.trained!.loss).not.toBe(result.check.loss)
    expect(result.passed).toBe(true)
    expect(await run()).toEqual(result)
    // Nothing but the weights differs: no step of training is no second check.
    const initial = await check(document)
    expect(initial).toEqual(result.check)
  })

  it('fails where a kernel is wrong at trained weights only', async () => {
    const intact = referenceKernels['elu.backward']!
    let calls = 0
    const kernels: Readonly<Record<string, Kernel>> = {
      ...referenceKernels,
      'elu.backward': (call, context) => {
        intact(call, context)
        // Each check runs backward once; training has kernels of its own.
        if (++calls === 2) for (const dx of call.outputs) dx?.data.fill(0.3)
      },
    }
    const result = await checkDocument(everything, { datasetsDirectory: tiny, steps: 2, kernels })
    expect(result).toMatchObject({ ok: true, passed: false, check: { passed: true } })
    expect(result.ok && result.trained!.passed).toBe(false)
  })

  it('refuses a network beyond all memory before it allocates', async () => {
    const result = await checkDocument(mnistDocument([60_000, 30_000]), { datasetsDirectory: tiny })
    expect(result).toEqual({
      ok: false,
      failure: {
        message: expect.stringContaining('of memory'),
        remedy: 'Make its layers or the batch smaller.',
        nodeId: 'dense2',
      },
    })
  })

  it('names the node of a graph that cannot be trained', async () => {
    const result = await checkDocument(
      documentOf([
        { id: 'data1', kind: 'data' },
        { id: 'fc', kind: 'dense', attrs: { units: 3 } },
        { id: 'loss1', kind: 'loss' },
      ]),
      { datasetsDirectory: tiny },
    )
    expect(result).toMatchObject({ ok: false, failure: { nodeId: 'loss1' } })
  })
})
