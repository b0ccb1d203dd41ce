import { scalarFunction } from '../kernels/activation'
import type { Step, StepAttrs, TensorId, TensorSpec } from '../plan/types'
import { streamId } from '../random/stream'
import { histogramBins } from '../telemetry/layout'
import { saturatedInputs } from '../telemetry/saturation'
import { Activation } from '../wasm/activations'
import { Op } from '../wasm/opcodes'
import { Rule } from '../wasm/rules'
import { type Access, f32, type TapeRecord } from './tape'

/** Where things lie in memory, in bytes. */
export interface MemoryMap {
  address(id: TensorId): number
  spec(id: TensorId): TensorSpec
  readonly batch: number
  /** Rows of a batch that threads share as one. */
  readonly rowUnit: number
  readonly measures: Measures
  readonly packing: PackingAreas
  readonly threads: number
  /** Whether a step is large enough that several threads gain; what is summed in halves depends on it. */
  readonly parallel: boolean
  /** `stripBytes` for each thread. */
  readonly strips: number
  /** Room for so many bytes of partial sums; each call gives a place of its own. */
  partials(bytes: number): number
}

/** What is measured of a run's tensors. */
export type Measures = 'nothing' | 'statistics' | 'histograms'

/** Scratch memory for packed matrices. */
export interface PackingAreas {
  /** Where each thread packs for itself what is small, and the bytes of one thread's part. */
  readonly own: number
  readonly ownBytes: number
  /** Two areas that dense steps take turns with, where all threads pack together what is large. */
  readonly shared: readonly [number, number]
  readonly sharedBytes: number
}

/** A packed matrix of at most so many bytes is packed by every thread for itself. */
export const ownPackingLimit = 384 * 1024

/** Longest block of a matrix product's inner dimension; as in `wasm/assembly/gemm.ts`. */
const blockRows = 400

/** From so many bytes between its rows on, x is packed too in xᵀ·dy; as in `wasm/assembly/dense.ts`. */
const farStride = 2048

/** Partial sums of one chunk: 48 bytes; of one tensor in `statistics.ts`' order. */
export const statisticsChunk = { elements: 4096, bytes: 48 }

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
  /** What finishes the step's outputs; runs before anything else touches one of `touches`. */
  readonly deferred?: {
    readonly records: readonly TapeRecord[]
    readonly touches: readonly TensorId[]
  }
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

/** An access where each thread touches its own rows only. */
function rowAccess(map: MemoryMap, id: TensorId | null | undefined, write: boolean): Access[] {
  if (id === null || id === undefined || !map.spec(id).batched) return access(map, id, write)
  return access(map, id, write).map(found => ({ ...found, row: width(map, id) * 4 }))
}

/** An access where each thread touches its own chunks only: as statistics and updates share. */
function chunkAccess(map: MemoryMap, id: TensorId | null | undefined, write: boolean): Access[] {
  return access(map, id, write).map(found => ({ ...found, row: chunkShare }))
}

/** In place of a row's bytes. */
const chunkShare = -1

/** An access where the first and the second half of the batch are shared before anything else. */
function halvesAccess(map: MemoryMap, id: TensorId | null | undefined): Access[] {
  return rowAccess(map, id, false).map(found => ({ ...found, halves: true }))
}

type AccessOf = typeof access

function touches({ step, map }: StepContext, of: AccessOf = access): Access[] {
  return [
    ...step.inputs.flatMap(id => of(map, id, false)),
    ...step.outputs.flatMap(id => of(map, id, true)),
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

/** A kernel that goes row by row: its threads share the rows of every batched tensor. */
function rowWise(op: Op, words: (context: StepContext) => number[]): Lower {
  return context => ({
    records: [{ op, words: words(context), accesses: touches(context, rowAccess) }],
  })
}

/** Where a matrix is packed, and what other threads see of that. */
function packing({ map: { packing: areas }, turn }: StepContext, bytes: number) {
  if (bytes <= ownPackingLimit) return { words: [areas.own, areas.ownBytes], shared: null }
  const start = areas.shared[turn % 2]!
  return {
    words: [start, 0],
    shared: { start, end: start + areas.sharedBytes, write: true },
  }
}

/** Accesses of a record that packs `packed` first: behind a barrier of its own if threads share that. */
function packingAccesses(
  shared: Access | null,
  packed: readonly Access[],
  others: readonly Access[],
): Pick<TapeRecord, 'accesses' | 'early'> {
  if (shared === null) return { accesses: [...packed, ...others] }
  return { early: [...packed, shared], accesses: [...others, { ...shared, write: false }] }
}

const denseForward: Lower = context => {
  const { step, map } = context
  const [x, W, b] = step.inputs
  const [y] = step.outputs
  const inDim = width(map, required(x))
  const outDim = width(map, required(y))
  const { words, shared } = packing(context, packedSize(inDim, outDim))
  const operands = [...[x, W, b, y].map(id => address(context, id)), ...[inDim, outDim], ...words]
  const blocks = Math.ceil(inDim / blockRows)
  if (blocks > 1 && shared === null && map.threads > 1) {
    const bytes = blocks * map.batch * outDim * 4
    const partials = map.partials(bytes)
    const part = { start: partials, end: partials + bytes }
    return {
      records: [
        {
          op: Op.DenseForwardBlocks,
          words: [...operands, partials],
          accesses: [
            ...[x, W, b].flatMap(id => access(map, id, false)),
            ...rowAccess(map, y, true),
            { ...part, write: true },
          ],
        },
        {
          op: Op.DenseForwardSum,
          words: [address(context, y), inDim, outDim, partials],
          accesses: [{ ...part, write: false }, ...rowAccess(map, y, true)],
        },
      ],
    }
  }
  return {
    records: [
      {
        op: Op.DenseForward,
        words: operands,
        ...packingAccesses(shared, access(map, W, false), [
          ...rowAccess(map, x, false),
          ...access(map, b, false),
          ...rowAccess(map, y, true),
        ]),
      },
    ],
  }
}

/** dx first: it needs only rows of dy that the same thread has written. */
const denseBackward: Lower = context => {
  const { step, map, turn } = context
  const [x, W, dy] = step.inputs
  const [dx, dW, db] = step.outputs
  const inDim = width(map, required(x))
  const outDim = width(map, required(dy))
  const records: TapeRecord[] = []
  if (dx !== null) {
    const { words, shared } = packing(context, packedSize(outDim, inDim))
    records.push({
      op: Op.DenseInputGradient,
      words: [
        address(context, W),
        address(context, dy),
        address(context, dx),
        inDim,
        outDim,
        flag(step.accumulate[0]),
        ...words,
      ],
      ...packingAccesses(shared, access(map, W, false), [
        ...rowAccess(map, dy, false),
        ...rowAccess(map, dx, true),
      ]),
    })
  }
  const { words, shared } = packing({ ...context, turn: turn + 1 }, packedSize(map.batch, outDim))
  const cheaperInHalves = 2 * inDim * outDim <= map.batch * (inDim + outDim)
  if (map.parallel && shared === null && cheaperInHalves) {
    const size = inDim * outDim
    const halfBytes = (size + outDim) * 4
    const halves = map.partials(2 * halfBytes)
    const part = { start: halves, end: halves + 2 * halfBytes }
    records.push({
      op: Op.DenseWeightGradientHalves,
      words: [
        address(context, x),
        address(context, dy),
        flag(db !== null && db !== undefined),
        inDim,
        outDim,
        ...words,
        map.strips,
        halves,
        halfBytes,
      ],
      accesses: [...halvesAccess(map, x), ...halvesAccess(map, dy), { ...part, write: true }],
    })
    const add = (id: TensorId | null | undefined, offset: number, length: number): TapeRecord[] =>
      id === null || id === undefined
        ? []
        : [
            {
              op: Op.AddHalves,
              words: [halves + offset, halves + halfBytes + offset, map.address(id), length],
              accesses: [{ ...part, write: false }, ...chunkAccess(map, id, true)],
            },
          ]
    return {
      records,
      deferred: {
        records: [...add(dW, 0, size), ...add(db, size * 4, outDim)],
        touches: [dW, db].filter(id => id !== null && id !== undefined),
      },
    }
  }
  records.push({
    op: Op.DenseWeightGradient,
    words: [
      address(context, x),
      address(context, dy),
      address(context, dW),
      address(context, db),
      inDim,
      outDim,
      ...words,
      map.strips,
    ],
    // The bias gradient is summed before threads wait for each other.
    ...packingAccesses(
      shared,
      [...access(map, dy, false), ...access(map, db, true)],
      [...access(map, x, false), ...access(map, dW, true)],
    ),
  })
  return { records }
}

/** Bytes of a k × n matrix packed in panels of 12 columns. */
function packedSize(k: number, n: number): number {
  return Math.ceil(n / 12) * k * 48
}

/** What a step packs: bytes of the whole matrix, and of what a thread needs at once for itself. */
export function packedBytesOf(
  step: Step,
  specs: readonly TensorSpec[],
  batch: number,
): readonly { readonly whole: number; readonly atOnce: number }[] {
  if (step.kernel !== 'dense.forward' && step.kernel !== 'dense.backward') return []
  const perRow = (id: TensorId | null | undefined) => specs[required(id)]!.size / batch
  const panel = (k: number) => packedSize(Math.min(k, blockRows), 12)
  const inDim = perRow(step.inputs[0])
  if (step.kernel === 'dense.forward') {
    return [{ whole: packedSize(inDim, perRow(step.outputs[0])), atOnce: panel(inDim) }]
  }
  const outDim = perRow(step.inputs[2])
  const dy = packedSize(batch, outDim)
  return [
    { whole: dy, atOnce: Math.max(panel(batch), inDim * 4 >= farStride ? dy : 0) },
    { whole: packedSize(outDim, inDim), atOnce: panel(outDim) },
  ]
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

/** Addresses of all inputs, then all outputs, then the first input's width. */
function operands(context: StepContext): number[] {
  const { step, map } = context
  return [
    ...step.inputs.map(id => address(context, id)),
    ...step.outputs.map(id => address(context, id)),
    width(map, required(step.inputs[0])),
  ]
}

/** Addresses of all inputs, then the first one's width. */
function inputOperands(context: StepContext): number[] {
  const { step, map } = context
  return [...step.inputs.map(id => address(context, id)), width(map, required(step.inputs[0]))]
}

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

const differenceBackward = (scale: number, sigmoid: boolean) =>
  rowWise(Op.DifferenceBackward, context => [
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
    const measured = map.measures !== 'nothing' && ratio !== null && ratio !== undefined
    const partials = measured ? map.partials(statisticsBytes(map, W)) : 0
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
            ...chunkAccess(map, g, false),
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

/** Bytes of partial sums for the statistics of a tensor. */
function statisticsBytes(map: MemoryMap, id: TensorId | null | undefined): number {
  return statisticsBytesOf(map.spec(required(id)), map.batch, map.rowUnit)
}

export function statisticsBytesOf(spec: TensorSpec, batch: number, rowUnit: number): number {
  const { elements, bytes } = statisticsChunk
  if (!spec.batched) return Math.ceil(spec.size / elements) * bytes
  const perUnit = Math.ceil((rowUnit * (spec.size / batch)) / elements)
  return Math.ceil(batch / rowUnit) * perUnit * bytes
}

/** Partial sums now, while the tensor lives; the totals at the end of the tape. */
const statistics =
  (partialsOp: Op, totalOp: Op): Lower =>
  context => {
    const { step, map } = context
    const tensor = required(step.inputs[0])
    const partials = map.partials(statisticsBytes(map, tensor))
    const { batched } = map.spec(tensor)
    const words = [map.address(tensor), width(map, tensor), flag(batched), partials]
    return {
      records: [
        {
          op: partialsOp,
          words,
          accesses: (batched ? rowAccess : chunkAccess)(map, tensor, false),
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

/** Sums over units of rows now, their total (divided by rows × `divisor` unless 0) at the end of the tape. */
const rowTotals =
  (op: Op, words: (context: StepContext) => number[], divisor: (width: number) => number): Lower =>
  context => {
    const { step, map } = context
    const { batch, rowUnit } = map
    const partials = map.partials(Math.ceil(batch / rowUnit) * 8)
    const [total, ...others] = step.outputs
    return {
      records: [
        {
          op,
          words: [...words(context), partials],
          accesses: [
            ...step.inputs.flatMap(id => rowAccess(map, id, false)),
            ...others.flatMap(id => rowAccess(map, id, true)),
          ],
        },
      ],
      late: [
        {
          op: Op.Total,
          words: [partials, divisor(width(map, required(step.inputs[0]))), address(context, total)],
          accesses: access(map, total, true),
        },
      ],
    }
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
          flag(map.spec(g).batched),
          partials,
          histogramBins.first,
          map.strips,
        ],
        accesses: rowAccess(map, g, false),
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
