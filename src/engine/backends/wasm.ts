import type { RunContext } from '../kernels/kernel'
import type { Program } from '../plan/program'
import type { Plan, PlanPhase, Step, TensorId } from '../plan/types'
import { planPhases } from '../plan/types'
import type { Executor } from './executor'
import { assembleTape, type TapeRecord } from './tape'
import { createThreadChoice, type ThreadChoice } from './thread-choice'
import { type MemoryMap, packedBytesOf, wasmLowerings } from './wasm-steps'

/** One instance of the kernel module with its memory and helper threads. */
export interface WasmRuntime {
  readonly buffer: ArrayBufferLike
  /** Threads to share a tape between, this one included. */
  readonly threads: number
  readonly relaxedSimd: boolean
  /**
   * Runs the tape between two addresses, on so many threads at most: helpers that are still starting
   * are not waited for. Returns when all are done.
   */
  run(start: number, end: number, most: number): void
  /** Milliseconds, monotonic. */
  now(): number
  /** Helper threads that are up. */
  helpersReady(): number
}

/** Addresses of the words that change from run to run; as in `wasm/index.ts`. */
const contextAddress = { rows: 1280, step: 1284, seed: 1288, rate: 1292, c1: 1296, c2: 1300 }
/** First byte for tapes, scratch and arena; as in `wasm/index.ts`. */
const memoryStart = 4096
const stripBytes = 4096
const partialBytes = 48
const chunk = 4096

interface Tapes {
  readonly full: Tape
  /** Without `statistics.*` steps. */
  readonly quiet: Tape
}

interface Tape {
  readonly start: number
  readonly end: number
  readonly threads: ThreadChoice
}

/** Bytes of memory that a program's executor needs, tapes excepted. */
interface Sizes {
  readonly packed: number
  readonly partials: number
  readonly arena: number
}

/** Room for tapes: a record has at most 14 words, and a step at most a few records. */
function tapeBytes(program: Pick<Program, 'train' | 'evaluate'>): number {
  let words = 0
  for (const { plan } of [program.train, program.evaluate]) {
    for (const phase of planPhases) {
      for (const step of plan[phase]) {
        words += 2 * 40 * Math.max(2, step.inputs.length, step.outputs.length)
      }
    }
  }
  return align(words * 4 + 4096)
}

function sizes(program: Pick<Program, 'train' | 'evaluate' | 'arenaSize'>): Sizes {
  let packed = 0
  let partials = 0
  for (const { plan } of [program.train, program.evaluate]) {
    for (const phase of planPhases) {
      for (const step of plan[phase]) {
        packed = Math.max(packed, packedBytesOf(step, plan.tensors, plan.batch))
        for (const id of [...step.inputs, ...step.outputs]) {
          if (id !== null && hasPartials(step)) partials += partialSize(plan.tensors[id]!.size)
        }
      }
    }
  }
  return { packed: align(packed), partials: align(2 * partials), arena: program.arenaSize * 4 }
}

function hasPartials(step: Step): boolean {
  return (
    step.kernel.startsWith('statistics.') ||
    step.kernel.endsWith('.update') ||
    step.kernel === 'clip.measure'
  )
}

function partialSize(length: number): number {
  return Math.ceil(length / chunk) * partialBytes + 64
}

/** Bytes of memory to train a program with so many threads. Finite for any program. */
export function wasmMemoryBytes(
  program: Pick<Program, 'train' | 'evaluate' | 'arenaSize'>,
  threads: number,
): number {
  const { packed, partials, arena } = sizes(program)
  return memoryStart + tapeBytes(program) + 2 * packed + threads * stripBytes + partials + arena
}

/** Multiply-adds of one training step; below `parallelFrom` one thread is faster than two. */
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

const parallelFrom = 1_000_000

/**
 * The backend that trains: float32 kernels in WebAssembly with SIMD, on several threads where a
 * step is large enough to gain. Each phase of a plan becomes a tape in the module's memory, so that
 * running a phase is one call. Results do not depend on the number of threads.
 *
 * @param createRuntime gives an instance with at least so many bytes of memory.
 * @throws Error for a plan that names a kernel this backend does not have.
 */
export function createWasmExecutor(
  program: Pick<Program, 'train' | 'evaluate' | 'arenaSize'>,
  createRuntime: (bytes: number, threads: number) => WasmRuntime,
  maxThreads: number,
): Executor {
  const parallel = workOf(program.train.plan) >= parallelFrom
  const wanted = parallel ? maxThreads : 1
  const runtime = createRuntime(wasmMemoryBytes(program, wanted), wanted)
  const threads = Math.min(wanted, runtime.threads)
  const { packed, partials } = sizes(program)
  const tapes = memoryStart
  const packedStart = tapes + tapeBytes(program)
  const strips = packedStart + 2 * packed
  const partialsStart = strips + threads * stripBytes
  const arena = align(partialsStart + partials)
  const bytes = arena + program.arenaSize * 4

  const words = new Int32Array(runtime.buffer)
  const floats = new Float32Array(runtime.buffer)
  floats.fill(0, arena >> 2, bytes >> 2)

  let tapeEnd = tapes
  let partialsEnd = partialsStart
  const store = (records: readonly TapeRecord[]): Tape => {
    const tape = assembleTape(records)
    const start = tapeEnd
    if (start + tape.byteLength > packedStart) throw new Error('the tapes outgrew their room')
    words.set(tape, start >> 2)
    tapeEnd += tape.byteLength
    return { start, end: tapeEnd, threads: createThreadChoice(threads) }
  }

  const mapOf = (plan: Plan): MemoryMap => ({
    address: id => arena + plan.tensors[id]!.offset * 4,
    spec: id => plan.tensors[id]!,
    batch: plan.batch,
    packed: [packedStart, packedStart + packed],
    packedBytes: packed,
    strips,
    partials(length) {
      const at = partialsEnd
      partialsEnd += align(partialSize(length))
      if (partialsEnd > arena) throw new Error('the partial sums outgrew their room')
      return at
    },
  })

  const lower = (plan: Plan, steps: readonly Step[]): TapeRecord[] => {
    const map = mapOf(plan)
    const records: TapeRecord[] = []
    const late: TapeRecord[] = []
    let turn = 0
    for (const step of steps) {
      const lowering = wasmLowerings[step.kernel]
      if (!lowering) throw new Error(`the wasm backend has no kernel "${step.kernel}"`)
      if (step.kernel.startsWith('dense.')) turn++
      const lowered = lowering({ step, map, attrs: step.attrs, turn })
      records.push(...lowered.records)
      late.push(...(lowered.late ?? []))
    }
    if (late.length === 0) return records
    // Totals read every thread's partial sums: one barrier for all of them.
    const everything = { start: 0, end: bytes, write: true }
    const [first, ...rest] = late
    return [...records, { ...first!, accesses: [everything] }, ...rest.map(continued)]
  }

  const tapesOf = (plan: Plan, phase: PlanPhase): Tapes => {
    const steps = plan[phase]
    const full = store(lower(plan, steps))
    const quietSteps = steps.filter(step => !step.kernel.startsWith('statistics.'))
    const quiet = quietSteps.length === steps.length ? full : store(lower(plan, quietSteps))
    return { full, quiet }
  }
  const phases = new Map<Plan, Record<PlanPhase, Tapes>>()
  for (const { plan } of [program.train, program.evaluate]) {
    phases.set(plan, {
      forward: tapesOf(plan, 'forward'),
      backward: tapesOf(plan, 'backward'),
      update: tapesOf(plan, 'update'),
    })
  }
  const betas = betasOf(program.train.plan)

  return {
    threads,
    memoryBytes: bytes,
    run(plan: Plan, phase: PlanPhase, context: RunContext, firstStep = 0): void {
      if (firstStep !== 0) throw new Error('the wasm backend runs whole phases')
      const found = phases.get(plan)
      if (!found) throw new Error('the executor was not made for this plan')
      words[contextAddress.rows >> 2] = context.rows
      words[contextAddress.step >> 2] = context.step
      words[contextAddress.seed >> 2] = context.seed
      floats[contextAddress.rate >> 2] = context.learningRate
      floats[contextAddress.c1 >> 2] = 1 - betas[0] ** (context.step + 1)
      floats[contextAddress.c2 >> 2] = Math.sqrt(1 - betas[1] ** (context.step + 1))
      const tape = context.telemetry ? found[phase].full : found[phase].quiet
      if (threads === 1) {
        runtime.run(tape.start, tape.end, 1)
        return
      }
      const started = runtime.now()
      runtime.run(tape.start, tape.end, tape.threads.next())
      tape.threads.took(runtime.now() - started)
    },
    tensor(plan: Plan, id: TensorId): Float32Array {
      const { offset, size } = plan.tensors[id]!
      return floats.subarray((arena >> 2) + offset, (arena >> 2) + offset + size)
    },
    slice: (start, length) => floats.subarray((arena >> 2) + start, (arena >> 2) + start + length),
  }
}

function continued(record: TapeRecord): TapeRecord {
  return { ...record, accesses: [], continues: true }
}

/** Adam's decay rates; 0 where the optimizer has none, which makes the corrections 1. */
function betasOf(plan: Plan): readonly [number, number] {
  const attrs = plan.update[0]?.attrs
  return [Number(attrs?.beta1 ?? 0), Number(attrs?.beta2 ?? 0)]
}

function align(value: number): number {
  return Math.ceil(value / 64) * 64
}
