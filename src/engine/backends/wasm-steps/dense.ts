import type { Step, TensorId, TensorSpec } from '../../plan/types'
import { Op } from '../../wasm/opcodes'
import type { Access, TapeRecord } from '../tape'
import {
  access,
  address,
  flag,
  type Lower,
  type Lowerings,
  required,
  rowAccess,
  type StepContext,
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

function weightGradient(context: StepContext): TapeRecord[] {
  const { map } = context
  const { x, dy, dW, db, inDim, outDim } = backwardOf(context)
  const { words, shared } = packing(context, packedSize(map.batch, outDim))
  return [
    {
      op: Op.DenseWeightGradient,
      words: [
        ...[x, dy, dW, db].map(id => address(context, id)),
        ...[inDim, outDim],
        ...words,
        map.strips,
      ],
      // The bias gradient is summed before threads wait for each other.
      ...packingAccesses(
        shared,
        [...access(map, dy, false), ...access(map, db, true)],
        [...access(map, x, false), ...access(map, dW, true)],
      ),
    },
  ]
}

/** dx first: it needs only rows of dy that the same thread has written. */
const denseBackward: Lower = context => {
  const next = { ...context, turn: context.turn + 1 }
  return { records: [...inputGradient(context), ...weightGradient(next)] }
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
