import { create } from '@bufbuild/protobuf'
import type { GraphNode } from '../../graph/types'
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type NodeProto,
  NodeProtoSchema,
} from './onnx_pb'

/** A scalar that an operator takes as a tensor. */
export interface ConstantValue {
  readonly name: string
  readonly value: number
}

export interface Operators {
  readonly nodes: readonly NodeProto[]
  readonly constants: readonly ConstantValue[]
}

/**
 * The operators that compute a node in evaluation.
 *
 * @param inputs names of the values that feed it.
 * @param output name of the value it gives. What lies between is named after it.
 */
export function operatorsOf(
  { id, kind, attrs }: GraphNode,
  inputs: readonly string[],
  output: string,
): Operators {
  const one = (
    type: string,
    from: readonly string[] = inputs,
    attributes: readonly AttributeProto[] = [],
  ): Operators => ({ nodes: [operator(type, from, output, id, attributes)], constants: [] })
  const params = (...parts: string[]) => [...inputs, ...parts.map(part => `${id}.${part}`)]
  switch (kind) {
    case 'dense':
      return one('Gemm', params('W', ...(attrs.bias === true ? ['b'] : [])))
    case 'activation':
      return activationOf(attrs, inputs[0]!, output, one)
    case 'batchNorm':
      return one('BatchNormalization', params('gamma', 'beta', 'runningMean', 'runningVar'), [
        float('epsilon', Number(attrs.epsilon)),
      ])
    case 'layerNorm':
      return one('LayerNormalization', params('gamma', 'beta'), [
        int('axis', -1),
        float('epsilon', Number(attrs.epsilon)),
      ])
    case 'add':
      return one('Sum')
    case 'concat':
      return one('Concat', inputs, [int('axis', 1)])
    case 'dropout':
    case 'data':
    case 'loss':
      throw new Error(`"${kind}" computes nothing in evaluation`)
  }
}

function activationOf(
  attrs: GraphNode['attrs'],
  x: string,
  y: string,
  one: (
    type: string,
    from?: readonly string[],
    attributes?: readonly AttributeProto[],
  ) => Operators,
): Operators {
  switch (attrs.function) {
    case 'relu':
      return one('Relu')
    case 'sigmoid':
      return one('Sigmoid')
    case 'tanh':
      return one('Tanh')
    case 'softplus':
      return one('Softplus')
    case 'identity':
      return one('Identity')
    case 'softmax':
      return one('Softmax', [x], [int('axis', -1)])
    case 'leakyRelu':
      return one('LeakyRelu', [x], [float('alpha', Number(attrs.negativeSlope))])
    case 'elu':
      return one('Elu', [x], [float('alpha', Number(attrs.alpha))])
    case 'silu':
      return chain(y, [
        ['Sigmoid', [x], 'sigmoid'],
        ['Mul', [x, `${y}.sigmoid`], null],
      ])
    case 'gelu':
      // x · (1 + erf(x / √2)) / 2; the operator Gelu came with a later opset.
      return chain(
        y,
        [
          ['Mul', [x, `${y}.rootHalf`], 'scaled'],
          ['Erf', [`${y}.scaled`], 'erf'],
          ['Add', [`${y}.erf`, `${y}.one`], 'doubled'],
          ['Mul', [`${y}.doubled`, `${y}.half`], 'share'],
          ['Mul', [x, `${y}.share`], null],
        ],
        { rootHalf: Math.SQRT1_2, one: 1, half: 0.5 },
      )
    default:
      throw new Error(`no ONNX operator for the activation "${attrs.function}"`)
  }
}

/** Operators one after the other; each names what it gives, null stands for the output. */
function chain(
  output: string,
  steps: readonly (readonly [type: string, inputs: readonly string[], gives: string | null])[],
  constants: Readonly<Record<string, number>> = {},
): Operators {
  return {
    nodes: steps.map(([type, inputs, gives]) => {
      const name = gives === null ? output : `${output}.${gives}`
      return operator(type, inputs, name, name)
    }),
    constants: Object.entries(constants).map(([name, value]) => ({
      name: `${output}.${name}`,
      value,
    })),
  }
}

/** One operator of a model: its type, what it takes, what it gives, and what it is called. */
export function operator(
  opType: string,
  input: readonly string[],
  output: string,
  name: string,
  attribute: readonly AttributeProto[] = [],
): NodeProto {
  return create(NodeProtoSchema, {
    opType,
    input: [...input],
    output: [output],
    name,
    attribute: [...attribute],
  })
}

function float(name: string, f: number): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f })
}

/** An attribute that is a whole number. */
export function int(name: string, i: number): AttributeProto {
  const type = AttributeProto_AttributeType.INT
  return create(AttributeProtoSchema, { name, type, i: BigInt(i) })
}
