import type { TrainingConfig } from '../../document/schema'
import type { GraphNode } from '../../graph/types'
import { sizeOf } from '../../nodes/define-node'
import { call, float, quoted } from '../python/text'

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

/** Keras' own He and LeCun normals cut the tails off; `untruncated_normal` does not. */
function initializerOf(attrs: GraphNode['attrs']): string {
  const distribution = attrs.distribution === 'uniform' ? 'uniform' : 'untruncated_normal'
  const scaled = (scale: string, mode: string) =>
    `initializers.VarianceScaling(${scale}, '${mode}', '${distribution}')`
  switch (attrs.init) {
    case 'he':
      return scaled('2.0', 'fan_in')
    case 'xavier':
    case 'lecun':
      return scaled('1.0', 'fan_in')
    case 'glorot':
      return scaled('1.0', 'fan_avg')
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
