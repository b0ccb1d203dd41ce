import type { RunContext } from '../kernels/kernel'
import type { Plan, PlanPhase, TensorId } from '../plan/types'
import type { Executor } from './executor'
import { createThreadChoice, type ThreadChoice } from './thread-choice'
import type { Measures } from './wasm-steps/index'
import {
  type ExecutableProgram,
  layoutProgram,
  type Tape,
  type Tapes,
  type WasmLayout,
} from './wasm-tapes'

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
const contextAddress = {
  rows: 1280,
  step: 1284,
  seed: 1288,
  rate: 1292,
  c1: 1296,
  c2: 1300,
  rowUnit: 1304,
}

/** Bytes of memory to train a program with so many threads. Finite for any program. */
export function wasmMemoryBytes(program: ExecutableProgram, threads: number): number {
  return layoutProgram(program, threads).bytes
}

/**
 * The backend that trains: float32 kernels in WebAssembly with SIMD, on several threads where a
 * step is large enough to gain. Each phase of a plan, and the three together as a training step,
 * becomes a tape in the module's memory, so that running it is one call. Results do not depend on
 * the number of threads.
 *
 * @param createRuntime gives an instance with at least so many bytes of memory.
 * @param layout of the program for `maxThreads`, where who calls has it already.
 * @throws Error for a plan that names a kernel this backend does not have.
 */
export function createWasmExecutor(
  program: ExecutableProgram,
  createRuntime: (bytes: number, threads: number) => WasmRuntime,
  maxThreads: number,
  layout: WasmLayout = layoutProgram(program, maxThreads),
): Executor {
  const { arena, bytes } = layout
  const wanted = layout.parallel ? maxThreads : 1
  const runtime = createRuntime(bytes, wanted)
  const threads = Math.min(wanted, runtime.threads)

  const words = new Int32Array(runtime.buffer)
  const floats = new Float32Array(runtime.buffer)
  floats.fill(0, arena >> 2, (arena >> 2) + program.arenaSize)
  words.set(layout.tapeWords, layout.tapeStart >> 2)
  words[contextAddress.rowUnit >> 2] = layout.rowUnit

  const betas = betasOf(program.train.plan)
  const choices = new Map<Tape, ThreadChoice>()
  for (const planTapes of layout.tapes.values()) {
    for (const tapes of Object.values(planTapes)) {
      for (const tape of Object.values(tapes)) choices.set(tape, createThreadChoice(threads))
    }
  }

  const start = (tapes: Tapes, context: RunContext): void => {
    words[contextAddress.rows >> 2] = context.rows
    words[contextAddress.step >> 2] = context.step
    words[contextAddress.seed >> 2] = context.seed
    floats[contextAddress.rate >> 2] = context.learningRate
    floats[contextAddress.c1 >> 2] = 1 - betas[0] ** (context.step + 1)
    floats[contextAddress.c2 >> 2] = Math.sqrt(1 - betas[1] ** (context.step + 1))
    const tape = tapes[measuresOf(context)]
    if (threads === 1) {
      runtime.run(tape.start, tape.end, 1)
      return
    }
    const choice = choices.get(tape)!
    const started = runtime.now()
    runtime.run(tape.start, tape.end, choice.next())
    choice.took(runtime.now() - started)
  }
  const tapesOf = (plan: Plan) => {
    const found = layout.tapes.get(plan)
    if (!found) throw new Error('the executor was not made for this plan')
    return found
  }

  return {
    threads,
    memoryBytes: bytes,
    run(plan: Plan, phase: PlanPhase, context: RunContext, firstStep = 0): void {
      if (firstStep !== 0) throw new Error('the wasm backend runs whole phases')
      start(tapesOf(plan)[phase], context)
    },
    step: (plan, context) => start(tapesOf(plan).step, context),
    tensor(plan: Plan, id: TensorId): Float32Array {
      const { offset, size } = plan.tensors[id]!
      return floats.subarray((arena >> 2) + offset, (arena >> 2) + offset + size)
    },
    slice: (start, length) => floats.subarray((arena >> 2) + start, (arena >> 2) + start + length),
  }
}

function measuresOf({ telemetry, histograms }: RunContext): Measures {
  if (!telemetry) return 'nothing'
  return histograms === true ? 'histograms' : 'statistics'
}

/** Adam's decay rates; 0 where the optimizer has none, which makes the corrections 1. */
function betasOf(plan: Plan): readonly [number, number] {
  const attrs = plan.update[0]?.attrs
  return [Number(attrs?.beta1 ?? 0), Number(attrs?.beta2 ?? 0)]
}
