import { fetchedAhead } from '../plan/memory-layout'
import type { Program } from '../plan/program'
import type { Plan, PlanPhase, Step, TensorId } from '../plan/types'
import { planPhases } from '../plan/types'
import { assembleTape, type TapeRecord } from './tape'
import {
  type Completion,
  type Measures,
  type MemoryMap,
  ownPackingLimit,
  type PackingAreas,
  packedBytesOf,
  wasmLowerings,
} from './wasm-steps/index'

/** First byte for the host's use; as in `wasm/index.ts`. */
const memoryStart = 4096
const stripBytes = 20480

export type ExecutableProgram = Pick<Program, 'train' | 'evaluate' | 'arenaSize'>

/** A tape's place in memory. */
export interface Tape {
  readonly start: number
  readonly end: number
}

/** Without statistics, with them, and with histograms too. */
export type Tapes = Readonly<Record<Measures, Tape>>

/** What can be run of a plan: one phase, or all of them as one training step. */
export type PlanTapes = Readonly<Record<PlanPhase | 'step', Tapes>>

/** Where everything lies in the module's memory, in bytes. */
export interface WasmLayout {
  readonly arena: number
  readonly tapes: ReadonlyMap<Plan, PlanTapes>
  /** The tapes one after the other, and where they begin. */
  readonly tapeWords: Int32Array
  readonly tapeStart: number
  readonly bytes: number
  readonly rowUnit: number
  /** Whether a step is large enough that several threads gain. */
  readonly parallel: boolean
}

/** Multiply-adds of one training step. */
function workOf(plan: Plan): number {
  let work = 0
  for (const step of [...plan.forward, ...plan.backward]) {
    if (step.kernel === 'dense.forward' || step.kernel === 'dense.backward') {
      const W = plan.tensors[step.inputs[1]!]!.size
      work += W * plan.batch * (step.kernel === 'dense.forward' ? 1 : 2)
    }
  }
  return work
}

/** Multiply-adds from which two threads are faster than one. */
const parallelFrom = 1_000_000

/** Rows that threads share as one: few, so that the last unit of a batch costs little. */
const parallelRowUnit = 8

/**
 * Lays out memory for a program: arena, scratch, partial sums and the tapes that run its plans.
 *
 * @param maxThreads how many threads may share a tape; only scratch memory depends on it.
 * @throws Error for a plan that names a kernel this backend does not have.
 */
export function layoutProgram(program: ExecutableProgram, maxThreads: number): WasmLayout {
  const { plan } = program.train
  const parallel = workOf(plan) >= parallelFrom
  const threads = parallel ? maxThreads : 1
  const rowUnit = parallel ? parallelRowUnit : Math.ceil(plan.batch / 4) * 4
  const arena = memoryStart
  const { packing, end: strips } = packingAreas(
    program,
    align(arena + program.arenaSize * 4),
    threads,
  )
  const partialsStart = strips + threads * stripBytes

  let partialsEnd = partialsStart
  const lower = (plan: Plan, steps: readonly Step[], measures: Measures): TapeRecord[] => {
    let at = partialsStart
    const map: MemoryMap = {
      address: id => arena + plan.tensors[id]!.offset * 4,
      spec: id => plan.tensors[id]!,
      batch: plan.batch,
      rowUnit,
      threads,
      parallel,
      measures,
      packing,
      strips,
      partials(bytes) {
        const start = at
        at += apart(bytes)
        partialsEnd = Math.max(partialsEnd, at)
        return start
      },
    }
    return lowerSteps(steps, map)
  }

  // Tapes come last, so that nothing else moves with their length.
  const assembled: Int32Array[] = []
  let words = 0
  const store = (records: readonly TapeRecord[]): Tape => {
    const tape = assembleTape(records)
    assembled.push(tape)
    const start = words
    words += tape.length
    return { start, end: words }
  }
  const tapesOf = (plan: Plan, steps: readonly Step[]): Tapes => ({
    nothing: store(lower(plan, steps, 'nothing')),
    statistics: store(lower(plan, steps, 'statistics')),
    histograms: store(lower(plan, steps, 'histograms')),
  })
  const relative = [program.train.plan, program.evaluate.plan].map(plan => ({
    plan,
    forward: tapesOf(plan, plan.forward),
    backward: tapesOf(plan, plan.backward),
    update: tapesOf(plan, plan.update),
    step: tapesOf(
      plan,
      planPhases.flatMap(phase => plan[phase]),
    ),
  }))

  const tapeStart = align(partialsEnd)
  const place = ({ start, end }: Tape): Tape => ({
    start: tapeStart + start * 4,
    end: tapeStart + end * 4,
  })
  const placeAll = ({ nothing, statistics, histograms }: Tapes): Tapes => ({
    nothing: place(nothing),
    statistics: place(statistics),
    histograms: place(histograms),
  })
  const tapeWords = new Int32Array(words)
  let at = 0
  for (const tape of assembled) {
    tapeWords.set(tape, at)
    at += tape.length
  }
  return {
    arena,
    tapes: new Map(
      relative.map(({ plan, forward, backward, update, step }) => [
        plan,
        {
          forward: placeAll(forward),
          backward: placeAll(backward),
          update: placeAll(update),
          step: placeAll(step),
        },
      ]),
    ),
    tapeWords,
    tapeStart,
    bytes: tapeStart + words * 4,
    rowUnit,
    parallel,
  }
}

function packingAreas(
  program: ExecutableProgram,
  start: number,
  threads: number,
): { packing: PackingAreas; end: number } {
  let own = 0
  let shared = 0
  for (const { plan } of [program.train, program.evaluate]) {
    for (const step of [...plan.forward, ...plan.backward]) {
      for (const bytes of packedBytesOf(step, plan.tensors, plan.batch)) {
        if (bytes <= ownPackingLimit) own = Math.max(own, bytes)
        else shared = Math.max(shared, bytes)
      }
    }
  }
  const ownBytes = apart(Math.max(64, own))
  const sharedBytes = align(shared)
  const sharedStart = start + threads * ownBytes
  return {
    packing: {
      own: start,
      ownBytes,
      shared: [sharedStart, sharedStart + sharedBytes],
      sharedBytes,
    },
    end: sharedStart + 2 * sharedBytes,
  }
}

/** Whether a step runs where so much is measured. */
function isMeasured({ kernel }: Step, measures: Measures): boolean {
  if (kernel === 'statistics.histogram') return measures === 'histograms'
  return !kernel.startsWith('statistics.') || measures !== 'nothing'
}

function lowerSteps(steps: readonly Step[], map: MemoryMap): TapeRecord[] {
  const records: TapeRecord[] = []
  const late: TapeRecord[] = []
  let incomplete: Completion[] = []
  const awaited = new Set<TensorId>()
  const complete = () => {
    for (const completion of incomplete) records.push(...completion.records)
    incomplete = []
    awaited.clear()
  }
  let turn = 0
  for (const step of steps) {
    if (!isMeasured(step, map.measures)) continue
    // All at once: one barrier serves for all of them.
    if (touches(step, awaited)) complete()
    const lowering = wasmLowerings[step.kernel]
    if (!lowering) throw new Error(`the wasm backend has no kernel "${step.kernel}"`)
    const lowered = lowering({ step, map, attrs: step.attrs, turn })
    if (step.kernel.startsWith('dense.')) turn += lowered.records.length
    records.push(...lowered.records)
    late.push(...(lowered.late ?? []))
    if (lowered.completion) {
      incomplete.push(lowered.completion)
      for (const id of lowered.completion.outputs) if (id != null) awaited.add(id)
    }
  }
  complete()
  const [first, ...rest] = late
  if (first === undefined) return records
  // Totals read every thread's partial sums: one barrier for all of them.
  const everything = { start: 0, end: Number.POSITIVE_INFINITY, write: true }
  return [...records, { ...first, accesses: [everything] }, ...rest.map(continued)]
}

function touches({ inputs, outputs }: Step, tensors: ReadonlySet<TensorId>): boolean {
  if (tensors.size === 0) return false
  return [...inputs, ...outputs].some(id => id != null && tensors.has(id))
}

/** Totals are all taken by the first thread. */
function continued(record: TapeRecord): TapeRecord {
  return { ...record, accesses: [], continues: true }
}

/** Bytes from the start of one thread's memory to that of another's. */
function apart(bytes: number): number {
  return align(bytes + (bytes / 4 < fetchedAhead.from ? 0 : fetchedAhead.elements * 4))
}

function align(value: number): number {
  return Math.ceil(value / 64) * 64
}
