import { Activation } from '../../wasm/activations'
import { Op } from '../../wasm/opcodes'
import { f32 } from '../tape'
import {
  address,
  flag,
  type Lowerings,
  required,
  rowWise,
  type StepContext,
  width,
} from './context'

const activations: Readonly<Record<string, Activation>> = {
  identity: Activation.Identity,
  relu: Activation.Relu,
  leakyRelu: Activation.LeakyRelu,
  elu: Activation.Elu,
  gelu: Activation.Gelu,
  silu: Activation.Silu,
  sigmoid: Activation.Sigmoid,
  tanh: Activation.Tanh,
  softplus: Activation.Softplus,
}

function activationAttr({ attrs }: StepContext): number {
  const value = attrs.negativeSlope ?? attrs.alpha ?? 0
  return f32(Number(value))
}

const activationForward = (kind: Activation) =>
  rowWise(Op.ActivationForward, context => {
    const [x] = context.step.inputs
    return [
      kind,
      address(context, x),
      address(context, context.step.outputs[0]),
      width(context.map, required(x)),
      activationAttr(context),
    ]
  })

const activationBackward = (kind: Activation) =>
  rowWise(Op.ActivationBackward, context => {
    const { step, map } = context
    const [x, y, dy] = step.inputs
    return [
      kind,
      address(context, x),
      address(context, y),
      address(context, dy),
      address(context, step.outputs[0]),
      width(map, required(dy)),
      flag(step.accumulate[0]),
      activationAttr(context),
    ]
  })

export const activationLowerings: Lowerings = Object.fromEntries(
  Object.entries(activations).flatMap(([name, kind]) => [
    [`${name}.forward`, activationForward(kind)],
    [`${name}.backward`, activationBackward(kind)],
  ]),
)
