import { streamId } from '../../random/stream'
import { Op } from '../../wasm/opcodes'
import { f32, type TapeRecord } from '../tape'
import {
  access,
  address,
  flag,
  type Lower,
  type Lowerings,
  numberOf,
  operands,
  plain,
  required,
  rowAccess,
  rowWise,
  width,
} from './context'

/** dγ and dβ by columns, from all rows; dx by rows. */
const layerNormBackward: Lower = context => {
  const { step, map } = context
  const [dx, ...others] = step.outputs
  return {
    records: [
      {
        op: Op.LayerNormBackward,
        words: [...operands(context), flag(step.accumulate[0]), f32(numberOf(context, 'epsilon'))],
        accesses: [
          ...step.inputs.flatMap(id => access(map, id, false)),
          ...rowAccess(map, dx, true),
          ...others.flatMap(id => access(map, id, true)),
        ],
      },
    ],
  }
}

const addForward: Lower = context => {
  const { step, map } = context
  const y = required(step.outputs[0])
  return {
    records: step.inputs.map((id, i) => ({
      op: Op.Copy,
      words: [address(context, id), map.address(y), width(map, y), flag(i > 0)],
      accesses: [...rowAccess(map, id, false), ...rowAccess(map, y, true)],
    })),
  }
}

const addBackward: Lower = context => {
  const { step, map } = context
  const [dy] = step.inputs
  return {
    records: step.outputs.flatMap((dx, i) =>
      dx === null
        ? []
        : [
            {
              op: Op.Copy,
              words: [
                address(context, dy),
                map.address(dx),
                width(map, dx),
                flag(step.accumulate[i]),
              ],
              accesses: [...rowAccess(map, dy, false), ...rowAccess(map, dx, true)],
            },
          ],
    ),
  }
}

const concatForward: Lower = context => {
  const { step, map } = context
  const y = required(step.outputs[0])
  let column = 0
  return {
    records: step.inputs.map(id => {
      const inputWidth = width(map, required(id))
      const words = [
        address(context, id),
        inputWidth,
        map.address(y) + column * 4,
        width(map, y),
        inputWidth,
        0,
      ]
      column += inputWidth
      return {
        op: Op.CopyColumns,
        words,
        accesses: [...rowAccess(map, id, false), ...rowAccess(map, y, true)],
      }
    }),
  }
}

const concatBackward: Lower = context => {
  const { step, map, attrs } = context
  const dy = required(step.inputs[0])
  const widths = String(attrs.widths).split(',').map(Number)
  let column = 0
  const records: TapeRecord[] = []
  step.outputs.forEach((dx, i) => {
    const inputWidth = widths[i]!
    if (dx !== null) {
      records.push({
        op: Op.CopyColumns,
        words: [
          map.address(dy) + column * 4,
          width(map, dy),
          map.address(dx),
          inputWidth,
          inputWidth,
          flag(step.accumulate[i]),
        ],
        accesses: [...rowAccess(map, dy, false), ...rowAccess(map, dx, true)],
      })
    }
    column += inputWidth
  })
  return { records }
}

export const layerLowerings: Lowerings = {
  'batchNorm.forward': plain(Op.BatchNormForward, context => [
    ...operands(context),
    f32(numberOf(context, 'momentum')),
    f32(numberOf(context, 'epsilon')),
  ]),
  'batchNorm.evaluate': plain(Op.BatchNormEvaluate, context => [
    ...operands(context),
    f32(numberOf(context, 'epsilon')),
  ]),
  'batchNorm.backward': plain(Op.BatchNormBackward, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
    f32(numberOf(context, 'epsilon')),
  ]),
  'layerNorm.forward': rowWise(Op.LayerNormForward, context => [
    ...operands(context),
    f32(numberOf(context, 'epsilon')),
  ]),
  'layerNorm.backward': layerNormBackward,
  'softmax.forward': rowWise(Op.SoftmaxForward, operands),
  'softmax.backward': rowWise(Op.SoftmaxBackward, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
  ]),
  'dropout.forward': rowWise(Op.DropoutForward, context => {
    const rate = numberOf(context, 'rate')
    return [
      ...operands(context),
      Math.ceil(rate * 2 ** 32) | 0,
      f32(1 / (1 - rate)),
      streamId(context.step.nodeId) | 0,
    ]
  }),
  'dropout.backward': rowWise(Op.Multiply, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
  ]),
  'add.forward': addForward,
  'add.backward': addBackward,
  'concat.forward': concatForward,
  'concat.backward': concatBackward,
}
