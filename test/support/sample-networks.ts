import { optimizerSchema } from '../../src/engine/document/schema'
import type { Graph } from '../../src/engine/graph/types'
import type { AttrValues } from '../../src/engine/nodes/attrs'
import type { NodeKind } from '../../src/engine/nodes/index'
import { buildGraph, classes, type NetworkOptions, type NodeSpec, values } from './networks'
import { functionNames, lossNames } from './random-networks'

export interface SampleNetwork {
  readonly name: string
  readonly graph: Graph
  readonly options: Partial<NetworkOptions>
  /** Batch norm cannot normalise a batch of one. */
  readonly needsSeveralRows: boolean
}

const data: NodeSpec = { id: 'data', kind: 'data' }
const loss: NodeSpec = { id: 'loss', kind: 'loss' }

function node(id: string, kind: NodeKind, from?: readonly string[], attrs?: AttrValues): NodeSpec {
  return { id, kind, ...(from && { from }), ...(attrs && { attrs }) }
}

function dense(id: string, units: number, from?: readonly string[], attrs?: AttrValues): NodeSpec {
  return node(id, 'dense', from, { units, ...attrs })
}

function sample(
  name: string,
  specs: readonly NodeSpec[],
  options: Partial<NetworkOptions> = {},
  shape = classes(4, 3),
): SampleNetwork {
  return {
    name,
    graph: buildGraph(specs, shape),
    options,
    needsSeveralRows: specs.some(({ kind }) => kind === 'batchNorm'),
  }
}

const optimizers = optimizerSchema.options.map(({ shape: { kind } }) =>
  optimizerSchema.parse({ kind: kind.value, learningRate: 0.05 }),
)

/**
 * Small networks that between them use every node kind, every option and every kernel; tests that
 * say so live in gradients.test.ts.
 */
export const sampleNetworks: readonly SampleNetwork[] = [
  ...functionNames.map(name =>
    sample(`activation ${name}`, [
      data,
      dense('dense1', 5),
      node('act', 'activation', undefined, { function: name, negativeSlope: 0.2, alpha: 1.5 }),
      dense('dense2', 3),
      loss,
    ]),
  ),
  // As a bypassed branch makes them: one output comes into a join twice.
  ...(['add', 'concat'] as const).map(kind =>
    sample(`${kind} of one output twice`, [
      data,
      dense('dense1', 5),
      dense('dense2', 5),
      node('join', kind, ['dense1', 'dense2', 'dense1']),
      dense('out', 3),
      loss,
    ]),
  ),
  ...lossNames.map(name =>
    sample(`loss ${name} on classes`, [
      data,
      dense('dense1', 3),
      node('loss', 'loss', undefined, { function: name }),
    ]),
  ),
  sample(
    'loss meanSquaredError on numbers',
    [data, dense('dense1', 2), node('loss', 'loss', undefined, { function: 'meanSquaredError' })],
    {},
    values(4, 2),
  ),
  ...['he', 'xavier', 'glorot', 'lecun', 'normal', 'identity', 'zeros'].map(init =>
    sample(`dense with init ${init}, without bias`, [
      data,
      dense('dense1', 4, undefined, { init, sigma: 0.7, bias: false }),
      node('act', 'activation', undefined, { function: 'tanh' }),
      dense('dense2', 3, undefined, { bias: false }),
      loss,
    ]),
  ),
  sample('dense with uniform weights', [
    data,
    dense('dense1', 4, undefined, { init: 'glorot', distribution: 'uniform' }),
    node('act', 'activation', undefined, { function: 'tanh' }),
    dense('dense2', 3, undefined, { init: 'lecun', distribution: 'uniform' }),
    loss,
  ]),
  sample('softmax as the output', [
    data,
    dense('dense1', 3),
    node('act', 'activation', undefined, { function: 'softmax' }),
    node('loss', 'loss', undefined, { function: 'meanSquaredError' }),
  ]),
  sample('layer norm between layers', [
    data,
    dense('dense1', 5),
    node('ln', 'layerNorm'),
    node('act', 'activation', undefined, { function: 'tanh' }),
    dense('dense2', 3),
    loss,
  ]),
  sample('layer norm on the input and beside its own output', [
    data,
    node('ln1', 'layerNorm', undefined, { epsilon: 0.1 }),
    dense('dense1', 4),
    node('ln2', 'layerNorm'),
    node('add', 'add', ['dense1', 'ln2', 'data']),
    dense('dense2', 3),
    loss,
  ]),
  sample('batch norm between layers', [
    data,
    dense('dense1', 4),
    node('bn', 'batchNorm'),
    node('act', 'activation', undefined, { function: 'sigmoid' }),
    dense('dense2', 3),
    loss,
  ]),
  sample('batch norm on the input, then after small weights', [
    data,
    node('bn1', 'batchNorm'),
    dense('dense1', 4, undefined, { init: 'normal', sigma: 0.01 }),
    node('bn2', 'batchNorm'),
    dense('dense2', 3),
    loss,
  ]),
  sample('dropout', [
    data,
    dense('dense1', 6),
    node('drop', 'dropout', undefined, { rate: 0.4 }),
    dense('dense2', 3),
    loss,
  ]),
  sample('add with a skip connection', [
    data,
    dense('dense1', 4),
    node('act', 'activation', undefined, { function: 'tanh' }),
    dense('dense2', 4),
    node('add', 'add', ['act', 'dense2', 'data']),
    dense('dense3', 3),
    loss,
  ]),
  sample(
    'concat of branches and the input',
    [
      data,
      dense('dense1', 3),
      dense('dense2', 2, ['data']),
      node('concat', 'concat', ['dense1', 'data', 'dense2', 'act']),
      dense('dense3', 3),
      loss,
    ].toSpliced(3, 0, node('act', 'activation', ['dense1'], { function: 'silu' })),
  ),
  sample('one output used four times', [
    data,
    dense('dense1', 3),
    node('a', 'activation', ['dense1'], { function: 'tanh' }),
    node('b', 'activation', ['dense1'], { function: 'gelu' }),
    node('bn', 'batchNorm', ['dense1']),
    node('drop', 'dropout', ['dense1'], { rate: 0.3 }),
    node('add', 'add', ['a', 'b', 'bn', 'drop', 'dense1']),
    node('loss', 'loss'),
  ]),
  sample(
    'L1 and L2 penalty',
    [data, dense('dense1', 4), node('act', 'activation'), dense('dense2', 3), loss],
    { regularization: { l1: 0.02, l2: 0.3 } },
  ),
  // Limits beyond reach: what the gradient check compares stays as backpropagation gave it.
  ...(['norm', 'value'] as const).map(kind =>
    sample(`clipping by ${kind}`, [data, dense('dense1', 4), dense('dense2', 3), loss], {
      clipping: { kind, limit: 1e6 },
    }),
  ),
  ...optimizers.map(optimizer =>
    sample(`optimizer ${optimizer.kind}`, [data, dense('dense1', 3), loss], { optimizer }),
  ),
]
