import type { Step, StepAttrs, TensorId, TensorSpec } from '../plan/types'
import { streamId } from '../random/stream'
import { Activation } from '../wasm/activations'
import { Op } from '../wasm/opcodes'
import { Rule } from '../wasm/rules'
import { type Access, f32, type TapeRecord } from './tape'

/** Where things lie in memory, in bytes. */
export interface MemoryMap {
  address(id: TensorId): number
  spec(id: TensorId): TensorSpec
  readonly batch: number
  /** Two scratch areas that dense layers take turns with. */
  readonly packed: readonly [number, number]
  readonly packedBytes: number
  /** 4 KiB for each thread. */
  readonly strips: number
  /** Room for the partial sums of one tensor; each call gives a place of its own. */
  partials(length: number): number
}

/** A tensor's elements per example where batched, else in all. */
function width(map: MemoryMap, id: TensorId): number {
  const { size, batched } = map.spec(id)
  return batched ? size / map.batch : size
}

interface StepContext {
  readonly step: Step
  readonly map: MemoryMap
  readonly attrs: StepAttrs
  /** Counts dense steps, which alternate between scratch areas. */
  readonly turn: number
}

/** The records of one step; `late` ones run at the end of the phase. */
export interface LoweredStep {
  readonly records: readonly TapeRecord[]
  readonly late?: readonly TapeRecord[]
}

type Lower = (context: StepContext) => LoweredStep

/** Address of an input or output, 0 where it is absent. */
function address({ map }: StepContext, id: TensorId | null | undefined): number {
  return id === null || id === undefined ? 0 : map.address(id)
}

function access(map: MemoryMap, id: TensorId | null | undefined, write: boolean): Access[] {
  if (id === null || id === undefined) return []
  const start = map.address(id)
  return [{ start, end: start + map.spec(id).size * 4, write }]
}

function touches({ step, map }: StepContext): Access[] {
  return [
    ...step.inputs.flatMap(id => access(map, id, false)),
    ...step.outputs.flatMap(id => access(map, id, true)),
  ]
}

function numberOf(context: StepContext, name: string): number {
  const value = context.attrs[name]
  if (typeof value !== 'number') throw new Error(`${context.step.kernel} has no attr "${name}"`)
  return value
}

function required(id: TensorId | null | undefined): TensorId {
  if (id === null || id === undefined) throw new Error('a step lacks a tensor')
  return id
}

const flag = (value: boolean | undefined) => (value ? 1 : 0)

function plain(op: Op, words: (context: StepContext) => number[]): Lower {
  return context => ({ records: [{ op, words: words(context), accesses: touches(context) }] })
}

const denseForward: Lower = context => {
  const { step, map, turn } = context
  const [x, W, b] = step.inputs
  const [y] = step.outputs
  const packed = map.packed[turn % 2]!
  const packedAccess = { start: packed, end: packed + map.packedBytes, write: true }
  return {
    records: [
      {
        op: Op.DenseForward,
        words: [
          address(context, x),
          address(context, W),
          address(context, b),
          address(context, y),
          width(map, required(x)),
          width(map, required(y)),
          packed,
        ],
        early: [...access(map, W, false)],
        accesses: [
          ...access(map, x, false),
          ...access(map, b, false),
          ...access(map, y, true),
          { ...packedAccess, write: false },
        ],
      },
    ],
  }
}

const denseBackward: Lower = context => {
  const { step, map, turn } = context
  const [x, W, dy] = step.inputs
  const [dx, dW, db] = step.outputs
  const inDim = width(map, required(x))
  const outDim = width(map, required(dy))
  const packed = map.packed[turn % 2]!
  const packedDyBytes = packedSize(map.batch, outDim)
  return {
    records: [
      {
        op: Op.DenseBackward,
        words: [
          address(context, x),
          address(context, W),
          address(context, dy),
          address(context, dx),
          address(context, dW),
          address(context, db),
          inDim,
          outDim,
          flag(step.accumulate[0]),
          packed,
          packed + packedDyBytes,
          map.strips,
        ],
        early: [...access(map, W, false), ...access(map, dy, false), ...access(map, db, true)],
        accesses: [
          ...access(map, x, false),
          ...access(map, dy, false),
          ...access(map, dx, true),
          ...access(map, dW, true),
          ...access(map, db, true),
          { start: packed, end: packed + map.packedBytes, write: false },
        ],
      },
    ],
  }
}

/** Bytes of a k × n matrix packed in panels of 8 columns. */
function packedSize(k: number, n: number): number {
  return Math.ceil(n / 8) * k * 32
}

/** Scratch bytes that a step needs for packing. */
export function packedBytesOf(step: Step, specs: readonly TensorSpec[], batch: number): number {
  if (step.kernel !== 'dense.forward' && step.kernel !== 'dense.backward') return 0
  const perRow = (id: TensorId | null | undefined) => specs[required(id)]!.size / batch
  const inDim = perRow(step.inputs[0])
  if (step.kernel === 'dense.forward') return packedSize(inDim, perRow(step.outputs[0]))
  const outDim = perRow(step.inputs[2])
  return packedSize(batch, outDim) + packedSize(outDim, inDim)
}

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
  plain(Op.ActivationForward, context => {
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
  plain(Op.ActivationBackward, context => {
    const { step, map } = context
    const [x, y, dy] = step.inputs
    return [
      kind,
      address(context, x),
      address(context, y),
      address(context, dy),
      address(context, step.outputs[0]),
      width(map, required(x)),
      flag(step.accumulate[0]),
      activationAttr(context),
    ]
  })

/** Addresses of all inputs, then all outputs, then the first input's width. */
function operands(context: StepContext): number[] {
  const { step, map } = context
  return [
    ...step.inputs.map(id => address(context, id)),
    ...step.outputs.map(id => address(context, id)),
    width(map, required(step.inputs[0])),
  ]
}

const addForward: Lower = context => {
  const { step, map } = context
  const y = required(step.outputs[0])
  return {
    records: step.inputs.map((id, i) => ({
      op: Op.Copy,
      words: [address(context, id), map.address(y), width(map, y), flag(i > 0)],
      accesses: i === 0 ? touches(context) : [],
      continues: i > 0,
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
              accesses: [...access(map, dy, false), ...access(map, dx, true)],
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
    records: step.inputs.map((id, i) => {
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
        accesses: i === 0 ? touches(context) : [],
        continues: i > 0,
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
        accesses: [...access(map, dy, false), ...access(map, dx, true)],
      })
    }
    column += inputWidth
  })
  return { records }
}

const differenceBackward = (scale: number, sigmoid: boolean) =>
  plain(Op.DifferenceBackward, context => [
    ...operands(context),
    f32(scale),
    flag(sigmoid),
    flag(context.step.accumulate[0]),
  ])

const optimizer = (rule: (attrs: StepAttrs) => Rule, numbers: readonly string[]): Lower => {
  return context => {
    const { step, map, attrs } = context
    const [g] = step.inputs
    const [W, ratio, state1, state2] = step.outputs
    const { size } = map.spec(required(W))
    const partials = ratio === null || ratio === undefined ? 0 : map.partials(size)
    const number = (name: string | undefined) =>
      f32(name === undefined ? 0 : Number(attrs[name] ?? 0))
    return {
      records: [
        {
          op: Op.Update,
          words: [
            rule(attrs),
            address(context, W),
            address(context, g),
            address(context, state1),
            address(context, state2),
            size,
            number(numbers[0]),
            number(numbers[1]),
            number('epsilon'),
            number('weightDecay'),
            partials,
          ],
          accesses: [
            ...access(map, g, false),
            ...access(map, W, true),
            ...access(map, state1, true),
            ...access(map, state2, true),
          ],
        },
      ],
      ...(partials !== 0 && {
        late: [
          {
            op: Op.UpdateRatio,
            words: [partials, size, address(context, ratio)],
            accesses: access(map, ratio, true),
          },
        ],
      }),
    }
  }
}

/** Partial sums now, while the tensor lives; the totals at the end of the phase. */
const gradientStatistics: Lower = context => {
  const { step, map, attrs } = context
  const g = required(step.inputs[0])
  const partials = map.partials(map.spec(g).size)
  const words = [map.address(g), width(map, g), flag(attrs.batched === true), partials]
  return {
    records: [{ op: Op.GradientPartials, words, accesses: access(map, g, false) }],
    late: [
      {
        op: Op.GradientStatistics,
        words: [...words, address(context, step.outputs[0])],
        accesses: access(map, step.outputs[0], true),
      },
    ],
  }
}

const activationStatistics: Lower = context => {
  const { step, map } = context
  const y = required(step.inputs[0])
  const partials = map.partials(map.spec(y).size)
  const words = [map.address(y), width(map, y), partials]
  return {
    records: [{ op: Op.ActivationPartials, words, accesses: access(map, y, false) }],
    late: [
      {
        op: Op.ActivationStatistics,
        words: [...words, address(context, step.outputs[0])],
        accesses: access(map, step.outputs[0], true),
      },
    ],
  }
}

/** Partial sums of every gradient, then one barrier, then their total on the first thread. */
const clipMeasure: Lower = context => {
  const { step, map } = context
  const gradients = step.inputs.map(id => {
    const { size } = map.spec(required(id))
    const partials = map.partials(size)
    return { id, size, partials, end: partials + Math.ceil(size / 4096) * 8 }
  })
  const norm = address(context, step.outputs[0])
  return {
    records: [
      ...gradients.map(({ id, size, partials, end }) => ({
        op: Op.ClipPartials,
        words: [address(context, id), size, partials],
        accesses: [...access(map, id, false), { start: partials, end, write: true }],
      })),
      ...gradients.map(({ size, partials, end }, i) => ({
        op: Op.ClipTotal,
        words: [partials, size, norm, flag(i > 0)],
        accesses: [{ start: partials, end, write: false }, ...access(map, step.outputs[0], true)],
        continues: i > 0,
      })),
    ],
  }
}

const clipNorm = plain(Op.ClipNorm, context => {
  const [g, norm] = context.step.inputs
  const { size } = context.map.spec(required(g))
  const limit = f32(numberOf(context, 'limit'))
  return [address(context, g), address(context, norm), size, limit]
})

const clipValue = plain(Op.ClipValue, context => {
  const [g] = context.step.inputs
  const { size } = context.map.spec(required(g))
  return [address(context, g), size, f32(numberOf(context, 'limit'))]
})

/** How each kernel of a plan becomes records of a tape. */
export const wasmLowerings: Readonly<Record<string, Lower>> = {
  'dense.forward': denseForward,
  'dense.backward': denseBackward,
  ...Object.fromEntries(
    Object.entries(activations).flatMap(([name, kind]) => [
      [`${name}.forward`, activationForward(kind)],
      [`${name}.backward`, activationBackward(kind)],
    ]),
  ),
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
  'layerNorm.forward': plain(Op.LayerNormForward, context => [
    ...operands(context),
    f32(numberOf(context, 'epsilon')),
  ]),
  'layerNorm.backward': plain(Op.LayerNormBackward, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
    f32(numberOf(context, 'epsilon')),
  ]),
  'softmax.forward': plain(Op.SoftmaxForward, operands),
  'softmax.backward': plain(Op.SoftmaxBackward, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
  ]),
  'dropout.forward': plain(Op.DropoutForward, context => {
    const rate = numberOf(context, 'rate')
    return [
      ...operands(context),
      Math.ceil(rate * 2 ** 32) | 0,
      f32(1 / (1 - rate)),
      streamId(context.step.nodeId) | 0,
    ]
  }),
  'dropout.backward': plain(Op.Multiply, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
  ]),
  'add.forward': addForward,
  'add.backward': addBackward,
  'concat.forward': concatForward,
  'concat.backward': concatBackward,
  'softmaxCrossEntropy.forward': plain(Op.SoftmaxCrossEntropyForward, operands),
  'softmaxCrossEntropy.backward': plain(Op.SoftmaxCrossEntropyBackward, context => [
    ...operands(context),
    flag(context.step.accumulate[0]),
  ]),
  'binaryCrossEntropy.forward': plain(Op.BinaryCrossEntropyForward, operands),
  'binaryCrossEntropy.backward': differenceBackward(1, true),
  'meanSquaredError.forward': plain(Op.MeanSquaredErrorForward, operands),
  'meanSquaredError.backward': differenceBackward(2, false),
  'correct.forward': plain(Op.Correct, context => [
    ...operands(context),
    flag(context.attrs.loss === 'softmaxCrossEntropy'),
  ]),
  'penalty.forward': plain(Op.PenaltyForward, context => [
    ...operands(context),
    f32(numberOf(context, 'l1')),
    f32(numberOf(context, 'l2')),
    flag(context.step.accumulate[0]),
  ]),
  'penalty.backward': plain(Op.PenaltyBackward, context => [
    ...operands(context),
    f32(numberOf(context, 'l1')),
    f32(numberOf(context, 'l2')),
    flag(context.step.accumulate[0]),
  ]),
  'zero.backward': plain(Op.Zero, context => {
    const dW = required(context.step.outputs[0])
    return [context.map.address(dW), context.map.spec(dW).size]
  }),
  'clip.measure': clipMeasure,
  'clip.norm': clipNorm,
  'clip.value': clipValue,
  'sgd.update': optimizer(() => Rule.Sgd, []),
  'momentum.update': optimizer(
    attrs => (attrs.nesterov === true ? Rule.Nesterov : Rule.Momentum),
    ['momentum'],
  ),
  'adagrad.update': optimizer(() => Rule.Adagrad, []),
  'rmsprop.update': optimizer(() => Rule.Rmsprop, ['decay']),
  'adam.update': optimizer(() => Rule.Adam, ['beta1', 'beta2']),
  'adamw.update': optimizer(() => Rule.Adam, ['beta1', 'beta2']),
  'statistics.gradient': gradientStatistics,
  'statistics.activation': activationStatistics,
}
