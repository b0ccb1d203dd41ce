import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  clippingSchema,
  defaultTraining,
  scheduleSchema,
} from '../../../src/engine/document/schema'
import { exportNetwork } from '../../../src/engine/export/export-network'
import type { ExportSource } from '../../../src/engine/export/source'
import { weightParts } from '../../../src/engine/export/weights'
import { analyze } from '../../../src/engine/graph/analyze'
import { documentOf, mnistDocument } from '../../support/documents'
import { exportCases } from '../../support/exports'
import type { NodeSpec } from '../../support/networks'

const wine: readonly NodeSpec[] = [
  { id: 'data1', kind: 'data', attrs: { dataset: 'wine' } },
  { id: 'norm1', kind: 'layerNorm' },
  { id: 'dense1', kind: 'dense', attrs: { units: 16 } },
  { id: 'bn1', kind: 'batchNorm' },
  { id: 'relu1', kind: 'activation' },
  { id: 'drop1', kind: 'dropout' },
  { id: 'dense2', kind: 'dense', attrs: { units: 16, init: 'xavier' } },
  { id: 'skip', kind: 'add', from: ['dense2', 'relu1'] },
  { id: 'gelu1', kind: 'activation', attrs: { function: 'gelu' } },
  { id: 'both', kind: 'concat', from: ['gelu1', 'data1'] },
  { id: 'dense3', kind: 'dense', attrs: { units: 3, bias: false } },
  { id: 'loss1', kind: 'loss' },
]

function sourceOf(document: ReturnType<typeof documentOf>, name: string): ExportSource {
  const { graph } = analyze(document)
  return { name, graph: graph!, training: document.training, version: '1.2.3' }
}

const everything = sourceOf(
  documentOf(wine, {
    optimizer: { kind: 'adam', learningRate: 0.003, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: scheduleSchema.parse({ kind: 'cosine', period: 20, warmup: 10 }),
    clipping: clippingSchema.parse({ kind: 'norm', limit: 1 }),
    regularization: { l1: 0, l2: 0.001 },
    earlyStopping: { kind: 'validationLoss', patience: 3, minDelta: 0, restoreBest: true },
  }),
  'wine with a skip',
)

async function text(
  target: 'pytorch' | 'keras',
  source: ExportSource,
  weights = weightParts(source.graph, null, 1).map(({ tensor }) => tensor),
): Promise<string> {
  const exported = await exportNetwork(target, source, weights, 'net.weights.safetensors')
  if (!exported.ok) throw new Error(exported.message)
  return exported.content as string
}

describe.each(['pytorch', 'keras'] as const)('a %s program', target => {
  it('of a network with branches, norms and a whole training is as it is kept here', async () => {
    const file = join(import.meta.dirname, 'programs', `wine_${target}.py`)
    await expect(await text(target, everything)).toMatchFileSnapshot(file)
  })

  it('has no empty places, no long lines and no blanks at their ends', async () => {
    for (const { source } of exportCases) {
      const program = await text(target, { ...source, name: 'net' })
      expect(program).not.toMatch(/undefined|NaN|null|\[object|{w}/)
      const lines = program.split('\n')
      expect(lines.filter(line => line.length > 88 || /\s$/.test(line))).toEqual([])
      expect(program).not.toMatch(/\n{4}|\n\n$/)
    }
  })

  it('is the same for the same network', async () => {
    expect(await text(target, everything)).toBe(await text(target, everything))
  })

  it('says that it leaves out early stopping and augmentation', async () => {
    const augmented = documentOf([
      { id: 'data1', kind: 'data', attrs: { augment: true } },
      { id: 'dense1', kind: 'dense', attrs: { units: 10 } },
      { id: 'loss1', kind: 'loss' },
    ])
    expect(await text(target, sourceOf(augmented, 'net'))).toContain(
      'Not in this file: data augmentation.',
    )
    expect(await text(target, everything)).toContain('Not in this file: early stopping.')
    expect(await text(target, sourceOf(mnistDocument(), 'net'))).not.toContain('Not in this file')
  })

  it('of a network of nothing to train computes all the same', async () => {
    const nothing = documentOf([
      { id: 'data1', kind: 'data', attrs: { dataset: 'xor' } },
      { id: 'loss1', kind: 'loss' },
    ])
    const source = { ...sourceOf(nothing, 'net'), training: defaultTraining }
    const program = await text(target, source)
    expect(program).toContain(target === 'keras' ? 'keras.Model(inputs, inputs' : 'return x')
    expect(program).not.toMatch(/optimizer|EPOCHS|training_data/)
  })

  it('has layers under the names that people gave them', async () => {
    const document = mnistDocument([4])
    const nodes = document.nodes.map(node =>
      node.id === 'dense1' ? { ...node, label: '은닉층 1' } : node,
    )
    const program = await text(target, sourceOf({ ...document, nodes }, 'net'))
    // TensorFlow takes no other letters.
    expect(program).toContain(target === 'keras' ? "name='dense1'" : 'self.은닉층_1 = nn.Linear(')
  })
})
