import type { GraphNode } from '../../graph/types'
import { sizeOf } from '../../nodes/define-node'
import { bool, call, float } from '../python/text'

/** The module that a node becomes; null where it is a line of `forward` alone. */
export function moduleOf({ kind, attrs, inputShapes, shape }: GraphNode): string | null {
  const width = sizeOf(shape)
  switch (kind) {
    case 'dense': {
      const bias = attrs.bias === true ? '' : `, bias=${bool(false)}`
      return `nn.Linear(${sizeOf(inputShapes[0]!)}, ${width}${bias})`
    }
    case 'activation':
      return activationOf(attrs)
    case 'batchNorm':
      return `nn.BatchNorm1d(${width}, eps=${float(Number(attrs.epsilon))}, momentum=${float(Number(attrs.momentum))})`
    case 'layerNorm':
      return `nn.LayerNorm(${width}, eps=${float(Number(attrs.epsilon))})`
    case 'dropout':
      return `nn.Dropout(${float(Number(attrs.rate))})`
    case 'add':
    case 'concat':
    case 'data':
    case 'loss':
      return null
  }
}

function activationOf(attrs: GraphNode['attrs']): string {
  switch (attrs.function) {
    case 'relu':
      return 'nn.ReLU()'
    case 'sigmoid':
      return 'nn.Sigmoid()'
    case 'tanh':
      return 'nn.Tanh()'
    case 'leakyRelu':
      return `nn.LeakyReLU(${float(Number(attrs.negativeSlope))})`
    case 'elu':
      return `nn.ELU(${float(Number(attrs.alpha))})`
    case 'gelu':
      return 'nn.GELU()'
    case 'silu':
      return 'nn.SiLU()'
    case 'softplus':
      return 'nn.Softplus()'
    case 'softmax':
      return 'nn.Softmax(dim=1)'
    case 'identity':
      return 'nn.Identity()'
    default:
      throw new Error(`no PyTorch module for the activation "${attrs.function}"`)
  }
}

/** The lines of `forward` that compute a node, two levels in. */
export function forwardLines(
  { kind }: GraphNode,
  name: string,
  value: string,
  inputs: readonly string[],
): readonly string[] {
  switch (kind) {
    case 'add': {
      const sum = `${value} = ${inputs.join(' + ')}`
      return sum.length <= 80 ? [sum] : call(`${value} = sum([`, inputs, '])', 2)
    }
    case 'concat':
      return call(`${value} = torch.cat([`, inputs, '], dim=1)', 2)
    default:
      return [`${value} = self.${name}(${inputs[0]})`]
  }
}

/** What PyTorch calls a parameter of a node. */
export const stateNames: Readonly<Record<string, string>> = {
  W: 'weight',
  b: 'bias',
  gamma: 'weight',
  beta: 'bias',
  runningMean: 'running_mean',
  runningVar: 'running_var',
}
