import { scalarFunction } from '../../kernels/activation'
import type { TensorId, TensorSpec } from '../../plan/types'
import { histogramBins } from '../../telemetry/layout'
import { saturatedInputs } from '../../telemetry/saturation'
import { Op } from '../../wasm/opcodes'
import { f32 } from '../tape'
import {
  access,
  address,
  type Lower,
  type Lowerings,
  type MemoryMap,
  plain,
  required,
  rowTotals,
  type StepContext,
  statisticsChunk,
  unitAccess,
  unitOf,
  width,
} from './context'

/** Bytes of partial sums for the statistics of a tensor. */
export function statisticsBytes(map: MemoryMap, id: TensorId | null | undefined): number {
  return statisticsBytesOf(map.spec(required(id)), map.batch, map.rowUnit)
}

export function statisticsBytesOf(spec: TensorSpec, batch: number, rowUnit: number): number {
  const { elements, bytes } = statisticsChunk
  const unit = spec.batched ? rowUnit * (spec.size / batch) : unitOf(spec)
  return Math.ceil(spec.size / unit) * Math.ceil(unit / elements) * bytes
}

/** Partial sums now, while the tensor lives; the totals at the end of the tape. */
const statistics =
  (partialsOp: Op, totalOp: Op): Lower =>
  context => {
    const { step, map } = context
    const tensor = required(step.inputs[0])
    const partials = map.partials(statisticsBytes(map, tensor))
    const words = [map.address(tensor), width(map, tensor), wordOfUnit(map, tensor), partials]
    return {
      records: [
        {
          op: partialsOp,
          words,
          accesses: unitAccess(map, tensor, false),
        },
      ],
      late: [
        {
          op: totalOp,
          words: [...words, address(context, step.outputs[0])],
          accesses: access(map, step.outputs[0], true),
        },
      ],
    }
  }

/** 0 for rows of a batch, which the kernels know. */
function wordOfUnit(map: MemoryMap, id: TensorId): number {
  const spec = map.spec(id)
  return spec.batched ? 0 : unitOf(spec)
}

/** Found once for a function: a deep network has it a hundred times, in several tapes. */
const boundsOfFunctions = new Map<string, readonly number[]>()

/** Bounds of the inputs where a step's function is saturated, as bits. */
function saturationBounds({ attrs }: StepContext): readonly number[] {
  const name = String(attrs.function)
  const { slope, value, attr } = scalarFunction(name)
  const a = attr === undefined ? 0 : Number(attrs[attr])
  const key = `${name} ${a}`
  let bounds = boundsOfFunctions.get(key)
  if (!bounds) {
    const { below, bandStart, bandEnd, above } = saturatedInputs(x => slope(x, value(x, a), a))
    bounds = [below, bandStart, bandEnd, above].map(f32)
    boundsOfFunctions.set(key, bounds)
  }
  return bounds
}

/** Every thread counts in a row of bins of its own; the rows are added at the end of the tape. */
const histogram: Lower = context => {
  const { step, map } = context
  const g = required(step.inputs[0])
  const { count } = histogramBins
  const partials = map.partials(map.threads * count * 4)
  return {
    records: [
      {
        op: Op.HistogramPartials,
        words: [
          map.address(g),
          width(map, g),
          wordOfUnit(map, g),
          partials,
          histogramBins.first,
          map.strips,
        ],
        accesses: unitAccess(map, g, false),
      },
    ],
    late: [
      {
        op: Op.Histogram,
        words: [partials, address(context, step.outputs[0])],
        accesses: access(map, step.outputs[0], true),
      },
    ],
  }
}

export const statisticsLowerings: Lowerings = {
  'statistics.gradient': statistics(Op.GradientPartials, Op.GradientStatistics),
  'statistics.activation': statistics(Op.ActivationPartials, Op.ActivationStatistics),
  'statistics.saturation': rowTotals(
    Op.Saturation,
    context => {
      const x = required(context.step.inputs[0])
      return [context.map.address(x), width(context.map, x), ...saturationBounds(context)]
    },
    width => width,
  ),
  'statistics.activity': plain(Op.Activity, context => {
    const y = required(context.step.inputs[0])
    return [
      context.map.address(y),
      width(context.map, y),
      address(context, context.step.outputs[0]),
    ]
  }),
  'statistics.histogram': histogram,
}
