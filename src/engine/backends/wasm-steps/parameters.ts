import type { StepAttrs } from '../../plan/types'
import { Op } from '../../wasm/opcodes'
import { Rule } from '../../wasm/rules'
import { f32 } from '../tape'
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
  statisticsChunk,
  unitAccess,
  unitOf,
} from './context'
import { statisticsBytes } from './statistics'

const optimizer = (rule: (attrs: StepAttrs) => Rule, numbers: readonly string[]): Lower => {
  return context => {
    const { step, map, attrs } = context
    const [g] = step.inputs
    const [W, ratio, state1, state2] = step.outputs
    const { size } = map.spec(required(W))
    const unit = unitOf(map.spec(required(W)))
    const measured = map.measures !== 'nothing' && ratio !== null && ratio !== undefined
    const partials = measured ? map.partials(statisticsBytes(map, W)) : 0
    const number = (name: string | undefined) =>
      f32(name === undefined ? 0 : Number(attrs[name] ?? 0))
    // 1 − β in float64: in float32 it would be off by 1e-5 where β is 0.999.
    const rest = (name: string | undefined) =>
      f32(name === undefined ? 0 : 1 - Number(attrs[name] ?? 0))
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
            unit,
            rest(numbers[0]),
            rest(numbers[1]),
          ],
          accesses: [
            ...unitAccess(map, g, false),
            ...unitAccess(map, W, true),
            ...unitAccess(map, state1, true),
            ...unitAccess(map, state2, true),
          ],
        },
      ],
      ...(partials !== 0 && {
        late: [
          {
            op: Op.UpdateRatio,
            words: [partials, size, unit, address(context, ratio)],
            accesses: access(map, ratio, true),
          },
        ],
      }),
    }
  }
}

const penaltyForward: Lower = context => {
  const { step, map } = context
  const W = required(step.inputs[0])
  const { size } = map.spec(W)
  const partials = map.partials(Math.ceil(size / statisticsChunk.elements) * 16)
  return {
    records: [
      {
        op: Op.PenaltyPartials,
        words: [map.address(W), size, partials],
        accesses: access(map, W, false),
      },
    ],
    late: [
      {
        op: Op.PenaltyTotal,
        words: [
          partials,
          address(context, step.outputs[0]),
          size,
          f32(numberOf(context, 'l1')),
          f32(numberOf(context, 'l2')),
          flag(step.accumulate[0]),
        ],
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
    const bytes = Math.ceil(size / statisticsChunk.elements) * 8
    const partials = map.partials(bytes)
    return { id, size, partials, end: partials + bytes }
  })
  const norm = address(context, step.outputs[0])
  return {
    records: [
      ...gradients.map(({ id, size, partials, end }) => ({
        op: Op.ClipPartials,
        words: [address(context, id), size, partials],
        accesses: [...access(map, id, false), { start: partials, end, write: true }],
      })),
      ...gradients.map(({ size, partials }, i) => ({
        op: Op.ClipTotal,
        words: [partials, size, norm, flag(i > 0)],
        // The first waits for what all of them read.
        accesses:
          i > 0
            ? []
            : [
                ...gradients.map(all => ({ start: all.partials, end: all.end, write: false })),
                ...access(map, step.outputs[0], true),
              ],
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

export const parameterLowerings: Lowerings = {
  'penalty.forward': penaltyForward,
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
}
