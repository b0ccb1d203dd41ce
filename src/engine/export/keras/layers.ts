import type { TrainingConfig } from '../../document/schema'
import type { GraphNode } from '../../graph/types'
import { sizeOf } from '../../nodes/define-node'
import { call, float, indent, quoted } from '../python/text'

/** The lines of `build_model` that add a node, one level in. */
export function layerLines(
  node: GraphNode,
  name: string,
  value: string,
  inputs: readonly string[],
  regularization: TrainingConfig['regularization'],
): readonly string[] {
  const [layer, args] = layerOf(node, regularization)
  const taken = inputs.length > 1 ? `[${inputs.join(', ')}]` : inputs[0]!
  return call(`${value} = layers.${layer}(`, [...args, `name=${quoted(name)}`], `)(${taken})`)
}

function layerOf(
  { kind, attrs, shape }: GraphNode,
  regularization: TrainingConfig['regularization'],
): readonly [layer: string, args: readonly string[]] {
  const epsilon = `epsilon=${float(Number(attrs.epsilon))}`
  switch (kind) {
    case 'dense':
      return [
        'Dense',
        [
          String(sizeOf(shape)),
          ...(attrs.bias === true ? [] : ['use_bias=False']),
          `kernel_initializer=${initializerOf(attrs)}`,
          ...regularizerOf(regularization),
        ],
      ]
    case 'activation':
      return activationOf(attrs)
    case 'batchNorm':
      // Keras weighs the old value, Gradscope the new one.
      return [
        'BatchNormalization',
        [`momentum=${float(Number((1 - Number(attrs.momentum)).toPrecision(12)))}`, epsilon],
      ]
    case 'layerNorm':
      return ['LayerNormalization', [epsilon]]
    case 'dropout':
      return ['Dropout', [float(Number(attrs.rate))]]
    case 'add':
      return ['Add', []]
    case 'concat':
      return ['Concatenate', []]
    case 'data':
    case 'loss':
      throw new Error(`"${kind}" is no layer`)
  }
}

function activationOf(attrs: GraphNode['attrs']): readonly [string, readonly string[]] {
  switch (attrs.function) {
    case 'relu':
      return ['ReLU', []]
    case 'leakyRelu':
      return ['LeakyReLU', [`negative_slope=${float(Number(attrs.negativeSlope))}`]]
    case 'elu':
      return ['ELU', [`alpha=${float(Number(attrs.alpha))}`]]
    case 'softmax':
      return ['Softmax', []]
    case 'identity':
      return ['Activation', ["'linear'"]]
    case 'sigmoid':
    case 'tanh':
    case 'gelu':
    case 'silu':
    case 'softplus':
      return ['Activation', [`'${attrs.function}'`]]
    default:
      throw new Error(`no Keras layer for the activation "${attrs.function}"`)
  }
}

/**
 * Normal initialisations by name, each with its factor and what it is divided by. Keras' own of these
 * names cut the tails off.
 */
const normals = {
  he_normal: [2, 'fan_in'],
  lecun_normal: [1, 'fan_in'],
  glorot_normal: [1, 'fan_avg'],
} as const

const stems: Readonly<Record<string, 'he' | 'lecun' | 'glorot'>> = {
  he: 'he',
  // The course's form: variance 1 / fan_in.
  xavier: 'lecun',
  lecun: 'lecun',
  glorot: 'glorot',
}

function initializerOf(attrs: GraphNode['attrs']): string {
  const stem = stems[String(attrs.init)]
  if (stem) return attrs.distribution === 'uniform' ? `'${stem}_uniform'` : `${stem}_normal()`
  switch (attrs.init) {
    case 'normal':
      return `initializers.RandomNormal(stddev=${float(Number(attrs.sigma))})`
    case 'identity':
      return `initializers.Identity(gain=${float(Number(attrs.scale ?? 1))})`
    case 'zeros':
      return "'zeros'"
    default:
      throw new Error(`no Keras initializer for "${attrs.init}"`)
  }
}

/** The functions that layers name as their initializers, each of them once. */
export function initializerLines(nodes: readonly GraphNode[]): string[][] {
  const dense = nodes.filter(({ kind }) => kind === 'dense')
  const used = new Set(dense.map(({ attrs }) => initializerOf(attrs)))
  return Object.entries(normals)
    .filter(([name]) => used.has(`${name}()`))
    .map(([name, [factor, divisor]]) => [
      `def ${name}():`,
      ...indent([
        `"""Variance ${factor} / ${divisor} with tails, which Keras' own cuts off."""`,
        `return initializers.VarianceScaling(${float(factor)}, '${divisor}', 'untruncated_normal')`,
      ]),
    ])
}

/** Keras adds l1·Σ|W| + l2·ΣW²; Gradscope's L2 has a factor of one half. */
function regularizerOf({ l1, l2 }: TrainingConfig['regularization']): string[] {
  const half = float(l2 / 2)
  if (l1 === 0 && l2 === 0) return []
  if (l1 === 0) return [`kernel_regularizer=regularizers.L2(${half})`]
  if (l2 === 0) return [`kernel_regularizer=regularizers.L1(${float(l1)})`]
  return [`kernel_regularizer=regularizers.L1L2(l1=${float(l1)}, l2=${half})`]
}

/** What Keras calls a parameter of a layer. */
export const variableNames: Readonly<Record<string, string>> = {
  W: 'kernel',
  b: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  runningMean: 'moving_mean',
  runningVar: 'moving_variance',
}
