import type { Optimizer } from '../../document/schema'
import type { Graph, GraphNode } from '../../graph/types'
import { type AttrValues, defaultAttrs } from '../../nodes/attrs'
import type { DataShape, Shape } from '../../nodes/define-node'
import { type NodeKind, nodeKind } from '../../nodes/index'

/** A fully connected classifier to measure, with its batch and optimizer. */
export interface Workload {
  readonly name: string
  /** Width of the input, of every hidden layer, and number of classes. */
  readonly widths: readonly number[]
  readonly activation: 'relu' | 'sigmoid' | 'tanh'
  readonly batchNorm?: boolean
  /** Dropout rate after every activation. */
  readonly dropout?: number
  readonly batch: number
  readonly optimizer: Optimizer
}

const mnist = [784, 100, 100, 100, 100, 10]
const sgd: Optimizer = { kind: 'sgd', learningRate: 0.01 }
const adam: Optimizer = {
  kind: 'adam',
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
}

export const workloads: readonly Workload[] = [
  { name: 'mnist4x100-sgd', widths: mnist, activation: 'relu', batch: 128, optimizer: sgd },
  { name: 'mnist4x100-adam', widths: mnist, activation: 'relu', batch: 128, optimizer: adam },
  {
    name: 'mnist4x100-bn-drop',
    widths: mnist,
    activation: 'relu',
    batchNorm: true,
    dropout: 0.2,
    batch: 128,
    optimizer: adam,
  },
  {
    name: 'deep-sigmoid-20x16',
    widths: [2, ...Array<number>(20).fill(16), 2],
    activation: 'sigmoid',
    batch: 32,
    optimizer: sgd,
  },
  {
    name: 'wide-2x1024',
    widths: [784, 1024, 1024, 10],
    activation: 'relu',
    batch: 256,
    optimizer: sgd,
  },
  { name: 'tiny-playground', widths: [2, 4, 2, 2], activation: 'tanh', batch: 10, optimizer: sgd },
]

/** The workload's network: dense layers with what follows each of them, and the loss. */
export function workloadGraph({ widths, activation, batchNorm, dropout }: Workload): Graph {
  const layers = widths.slice(1).flatMap((units, i): readonly [NodeKind, AttrValues][] => {
    const dense = ['dense', { units, init: activation === 'relu' ? 'he' : 'xavier' }] as const
    if (i === widths.length - 2) return [[...dense]]
    return [
      [...dense],
      ...(batchNorm ? [['batchNorm', {}] satisfies [NodeKind, AttrValues]] : []),
      ['activation', { function: activation }],
      ...(dropout ? [['dropout', { rate: dropout }] satisfies [NodeKind, AttrValues]] : []),
    ]
  })
  const dataShape = { features: [widths[0]!], classes: widths.at(-1)!, targetFeatures: 1 }
  return chain([['data', {}], ...layers, ['loss', {}]], dataShape)
}

function chain(layers: readonly (readonly [NodeKind, AttrValues])[], dataShape: DataShape): Graph {
  const nodes: GraphNode[] = []
  for (const [kind, given] of layers) {
    const definition = nodeKind(kind)
    const attrs = { ...defaultAttrs(definition.attrs), ...given }
    const before = nodes.at(-1)
    const inputShapes: Shape[] = before ? [before.shape] : []
    const result = definition.shape(inputShapes, attrs as never, dataShape)
    if (!result.ok) throw new Error(result.reason)
    const id = `${kind}${nodes.length}`
    const inputs = before ? [before.id] : []
    nodes.push({ id, name: id, kind, attrs, inputs, inputShapes, shape: result.shape })
  }
  return { nodes, data: nodes[0]!, loss: nodes.at(-1)!, dataShape }
}
