import { Op } from '../../wasm/opcodes'
import { f32 } from '../tape'
import {
  address,
  flag,
  inputOperands,
  type Lowerings,
  operands,
  required,
  rowTotals,
  rowWise,
  width,
} from './context'

const differenceBackward = (scale: number, sigmoid: boolean) =>
  rowWise(Op.DifferenceBackward, context => [
    ...operands(context),
    f32(scale),
    flag(sigmoid),
    flag(context.step.accumulate[0]),
  ])

export const lossLowerings: Lowerings = {
  'softmaxCrossEntropy.forward': rowTotals(
    Op.SoftmaxCrossEntropyForward,
    context => {
      const [logits, target] = context.step.inputs
      const softmax = context.step.outputs[1]
      return [
        ...[logits, target, softmax].map(id => address(context, id)),
        width(context.map, required(logits)),
      ]
    },
    () => 1,
  ),
  'softmaxCrossEntropy.backward': rowWise(Op.SoftmaxCrossEntropyBackward, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
  ]),
  'binaryCrossEntropy.forward': rowTotals(
    Op.BinaryCrossEntropyForward,
    inputOperands,
    width => width,
  ),
  'binaryCrossEntropy.backward': differenceBackward(1, true),
  'meanSquaredError.forward': rowTotals(Op.MeanSquaredErrorForward, inputOperands, width => width),
  'meanSquaredError.backward': differenceBackward(2, false),
  'correct.forward': rowTotals(
    Op.Correct,
    context => [...inputOperands(context), flag(context.attrs.loss === 'softmaxCrossEntropy')],
    () => 0,
  ),
}
