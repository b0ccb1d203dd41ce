import type { Step, StepAttrs, TensorId, TensorSpec } from '../../plan/types'
import { Op } from '../../wasm/opcodes'
import type { Access, TapeRecord } from '../tape'

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
  /** Whether steps are large enough for several threads; the same for any number of them. */
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

/** Partial sums of one chunk: 48 bytes; of one tensor in `statistics.ts`' order. */
export const statisticsChunk = { elements: 4096, bytes: 48 }

/** A tensor's elements per example where batched, else in all. */
export function width(map: MemoryMap, id: TensorId): number {
  const { size, batched } = map.spec(id)
  return batched ? size / map.batch : size
}

export interface StepContext {
  readonly step: Step
  readonly map: MemoryMap
  readonly attrs: StepAttrs
  /** Counts dense steps, which alternate between scratch areas. */
  readonly turn: number
}

/** The records of one step; `late` ones run at the end of the phase. */
export interface LoweredStep {
  readonly records: readonly TapeRecord[]
  readonly completion?: Completion
  readonly late?: readonly TapeRecord[]
}

/** Records that complete some of a step's outputs; they run before the first step that touches one of those. */
export interface Completion {
  readonly outputs: readonly (TensorId | null | undefined)[]
  readonly records: readonly TapeRecord[]
}

export type Lower = (context: StepContext) => LoweredStep

/** Per kernel of a plan, how its steps become records of a tape. */
export type Lowerings = Readonly<Record<string, Lower>>

/** Address of an input or output, 0 where it is absent. */
export function address({ map }: StepContext, id: TensorId | null | undefined): number {
  return id === null || id === undefined ? 0 : map.address(id)
}

export function access(map: MemoryMap, id: TensorId | null | undefined, write: boolean): Access[] {
  if (id === null || id === undefined) return []
  const start = map.address(id)
  return [{ start, end: start + map.spec(id).size * 4, write }]
}

/** An access where each thread touches its own rows of a batch only. */
export function rowAccess(
  map: MemoryMap,
  id: TensorId | null | undefined,
  write: boolean,
): Access[] {
  if (id === null || id === undefined || !map.spec(id).batched) return access(map, id, write)
  return access(map, id, write).map(found => ({ ...found, row: width(map, id) * 4 }))
}

/** An access where each thread touches its own rows of a batch, or its own units of what has none. */
export function unitAccess(
  map: MemoryMap,
  id: TensorId | null | undefined,
  write: boolean,
): Access[] {
  if (id === null || id === undefined || map.spec(id).batched) return rowAccess(map, id, write)
  return access(map, id, write).map(found => ({ ...found, row: unitOf(map.spec(id)) * 4 }))
}

/** Elements of a matrix's unit at least: sums over a unit should cost little beside its elements. */
const matrixUnit = 640
/** Elements of a vector's unit. */
const vectorUnit = 32

/** Rows of a parameter matrix, or entries of a vector, that threads share as one. */
export function unitRowsOf({ shape }: TensorSpec): number {
  const columns = shape.length === 2 ? shape[1]! : 0
  return columns === 0 ? vectorUnit : 4 * Math.ceil(matrixUnit / (4 * columns))
}

/** Elements of what has no batch axis that threads share as one. */
export function unitOf(spec: TensorSpec): number {
  return unitRowsOf(spec) * (spec.shape.length === 2 ? spec.shape[1]! : 1)
}

type AccessOf = typeof access

function touches({ step, map }: StepContext, of: AccessOf = access): Access[] {
  return [
    ...step.inputs.flatMap(id => of(map, id, false)),
    ...step.outputs.flatMap(id => of(map, id, true)),
  ]
}

export function numberOf(context: StepContext, name: string): number {
  const value = context.attrs[name]
  if (typeof value !== 'number') throw new Error(`${context.step.kernel} has no attr "${name}"`)
  return value
}

export function required(id: TensorId | null | undefined): TensorId {
  if (id === null || id === undefined) throw new Error('a step lacks a tensor')
  return id
}

export const flag = (value: boolean | undefined) => (value ? 1 : 0)

export function plain(op: Op, words: (context: StepContext) => number[]): Lower {
  return context => ({ records: [{ op, words: words(context), accesses: touches(context) }] })
}

/** A kernel that goes row by row: its threads share the rows of every batched tensor. */
export function rowWise(op: Op, words: (context: StepContext) => number[]): Lower {
  return context => ({
    records: [{ op, words: words(context), accesses: touches(context, rowAccess) }],
  })
}

/** Addresses of all inputs, then all outputs, then the first input's width. */
export function operands(context: StepContext): number[] {
  const { step, map } = context
  return [
    ...step.inputs.map(id => address(context, id)),
    ...step.outputs.map(id => address(context, id)),
    width(map, required(step.inputs[0])),
  ]
}

/** Addresses of all inputs, then the first one's width. */
export function inputOperands(context: StepContext): number[] {
  const { step, map } = context
  return [...step.inputs.map(id => address(context, id)), width(map, required(step.inputs[0]))]
}

/** Sums over units of rows now, their total (divided by rows × `divisor` unless 0) at the end of the tape. */
export const rowTotals =
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
