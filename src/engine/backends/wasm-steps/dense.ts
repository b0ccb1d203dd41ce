import type { Step, TensorId, TensorSpec } from '../../plan/types'
import { Op } from '../../wasm/opcodes'
import type { Access, TapeRecord } from '../tape'
import {
  access,
  address,
  flag,
  type Lower,
  type LoweredStep,
  type Lowerings,
  required,
  rowAccess,
  type StepContext,
  unitAccess,
  unitRowsOf,
  width,
} from './context'

/** A packed matrix of at most so many bytes is packed by every thread for itself. */
export const ownPackingLimit = 384 * 1024

/** Longest block of a matrix product's inner dimension; as in `wasm/assembly/gemm.ts`. */
const blockRows = 400

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

/** A backward step's tensors and sizes. */
function backwardOf({ step, map }: StepContext) {
  const [x, W, dy] = step.inputs
  const [dx, dW, db] = step.outputs
  const inDim = width(map, required(x))
  const outDim = width(map, required(dy))
  return { x, W, dy, dx, dW, db, inDim, outDim }
}

/** Entries of the bias that threads share as one; 0 without a bias. */
function unitRowsOfBias(context: StepContext): number {
  const { db } = backwardOf(context)
  return db === null || db === undefined ? 0 : unitRowsOf(context.map.spec(db))
}

function inputGradient(context: StepContext): TapeRecord[] {
  const { step, map } = context
  const { W, dy, dx, inDim, outDim } = backwardOf(context)
  if (dx === null) return []
  const { words, shared } = packing(context, packedSize(outDim, inDim))
  return [
    {
      op: Op.DenseInputGradient,
      words: [
        ...[W, dy, dx].map(id => address(context, id)),
        ...[inDim, outDim, flag(step.accumulate[0])],
        ...words,
      ],
      ...packingAccesses(shared, access(map, W, false), [
        ...rowAccess(map, dy, false),
        ...rowAccess(map, dx, true),
      ]),
    },
  ]
}

function weightGradient(context: StepContext): LoweredStep {
  const { map } = context
  const { x, dy, dW, db, inDim, outDim } = backwardOf(context)
  const { words, shared } = packing(context, packedSize(map.batch, outDim))
  return {
    records: [
      {
        op: Op.DenseWeightGradient,
        words: [
          ...[x, dy, dW, db].map(id => address(context, id)),
          ...[inDim, outDim],
          ...words,
          map.strips,
          unitRowsOf(map.spec(required(dW))),
          unitRowsOfBias(context),
        ],
        // The bias gradient is summed before threads wait for each other.
        ...packingAccesses(
          shared,
          [...access(map, dy, false), ...unitAccess(map, db, true)],
          [...access(map, x, false), ...unitAccess(map, dW, true)],
        ),
      },
    ],
  }
}

/** Width from which rows of x lie so far apart that they are copied first; as in `wasm/assembly/dense.ts`. */
const farColumns = 512

/**
 * Whether dW is the sum of those of the batch's halves: where it is smaller than what two threads would
 * otherwise read of each other's rows, and a half is one block, so that one thread adds as two do. Does not
 * depend on the number of threads, as its bits do not.
 */
function isHalved(context: StepContext): boolean {
  const { parallel, batch, rowUnit } = context.map
  const { dx, inDim, outDim } = backwardOf(context)
  const foreign = batch * (outDim + (dx === null ? 0 : inDim))
  const packsAlone = packedSize(batch, outDim) <= ownPackingLimit
  const isBlock = batch / 2 + rowUnit <= blockRows
  return parallel && packsAlone && isBlock && inDim < farColumns && 2 * inDim * outDim <= foreign
}

function halvedWeightGradient(context: StepContext): LoweredStep {
  const { map } = context
  const { x, dy, dW, db, inDim, outDim } = backwardOf(context)
  const unitRows = unitRowsOf(map.spec(required(dW)))
  const border = Math.min(inDim, (Math.ceil(inDim / unitRows) >> 1) * unitRows)
  const parts = [(border + 1) * outDim * 4, (inDim - border) * outDim * 4].map(bytes => {
    const start = map.partials(bytes)
    return { start, end: start + bytes }
  })
  const addresses = [x, dy, dW, db].map(id => address(context, id))
  const places = [...parts.map(({ start }) => start), border]
  const partAccesses = (write: boolean) => parts.map(part => ({ ...part, write }))
  // Of two threads each has a half of the rows; of more, some share one.
  const ofRows = map.threads <= 2 ? rowAccess : access
  return {
    records: [
      {
        op: Op.DenseWeightHalves,
        words: [
          ...[...addresses, inDim, outDim],
          ...[map.packing.own, map.packing.ownBytes],
          ...places,
        ],
        accesses: [
          ...[x, dy].flatMap(id => ofRows(map, id, false)),
          ...[dW, db].flatMap(id => access(map, id, true)),
          ...partAccesses(true),
        ],
      },
    ],
    completion: {
      outputs: [dW, db],
      records: [
        {
          op: Op.DenseWeightSum,
          words: [
            ...[...addresses.slice(2), inDim, outDim],
            ...places,
            ...[unitRows, unitRowsOfBias(context)],
          ],
          accesses: [...[dW, db].flatMap(id => unitAccess(map, id, true)), ...partAccesses(false)],
        },
      ],
    },
  }
}

/** dx first: it needs only rows of dy that the same thread has written. */
const denseBackward: Lower = context => {
  const next = { ...context, turn: context.turn + 1 }
  const weights = isHalved(context) ? halvedWeightGradient(next) : weightGradient(next)
  return { ...weights, records: [...inputGradient(context), ...weights.records] }
}

/** Bytes of a k × n matrix packed in panels of 12 columns. */
function packedSize(k: number, n: number): number {
  return Math.ceil(n / 12) * k * 48
}

/** Bytes of the matrices that a step packs. */
export function packedBytesOf(
  step: Step,
  specs: readonly TensorSpec[],
  batch: number,
): readonly number[] {
  if (step.kernel !== 'dense.forward' && step.kernel !== 'dense.backward') return []
  const perRow = (id: TensorId | null | undefined) => specs[required(id)]!.size / batch
  const inDim = perRow(step.inputs[0])
  if (step.kernel === 'dense.forward') return [packedSize(inDim, perRow(step.outputs[0]))]
  const outDim = perRow(step.inputs[2])
  return [packedSize(batch, outDim), packedSize(outDim, inDim)]
}

export const denseLowerings: Lowerings = {
  'dense.forward': denseForward,
  'dense.backward': denseBackward,
}
