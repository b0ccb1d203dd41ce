import type { Executor } from '../../backends/executor'
import { createWasmExecutor } from '../../backends/wasm'
import { compileProgram, type Program } from '../../plan/program'
import { createRng } from '../../random/stream'
import { initializeState } from '../../training/initialize'
import type { WasmRuntimes } from '../wasm-runtime'
import { type Workload, workloadGraph } from './workloads'

export interface MeasureOptions {
  readonly runtimes: WasmRuntimes
  readonly threads: number
  readonly now: () => number
  /** Length of one repeat, unless one step takes longer. */
  readonly repeatMs: number
  /** At least five; the medians count. */
  readonly repeats: number
}

/** Milliseconds of one training step. */
export interface StepTime {
  /** Without statistics. */
  readonly plain: number
  /** With statistics of every tensor at every step, read out as a frame is. */
  readonly telemetry: number
}

/**
 * Measures training steps (forward, backward, update) on one random batch that stays in place.
 * Repeats without and with statistics take turns, so that both see the same machine.
 */
export function measureWorkload(workload: Workload, options: MeasureOptions): StepTime {
  const { runtimes, threads, now } = options
  const program = compileProgram(workloadGraph(workload), {
    optimizer: workload.optimizer,
    regularization: { l1: 0, l2: 0 },
    batchSize: workload.batch,
  })
  const executor = createWasmExecutor(
    program,
    (bytes, count) => runtimes.create(bytes, count),
    threads,
  )
  initializeState(program.train, executor, 1)
  loadRandomBatch(program, executor, workload)
  const runSteps = stepRunner(program, executor, workload)

  const timeOf = (steps: number, telemetry: boolean) => {
    const start = now()
    runSteps(steps, telemetry)
    return (now() - start) / steps
  }
  const steps = stepsPerRepeat(timeOf, options.repeatMs)
  const times = { plain: [] as number[], telemetry: [] as number[] }
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    times.plain.push(timeOf(steps, false))
    times.telemetry.push(timeOf(steps, true))
  }
  return { plain: median(times.plain), telemetry: median(times.telemetry) }
}

/** Warms up both kinds of step and finds how many fill a repeat. */
function stepsPerRepeat(
  timeOf: (steps: number, telemetry: boolean) => number,
  repeatMs: number,
): number {
  let steps = 1
  while (true) {
    const perStep = Math.min(timeOf(steps, false), timeOf(steps, true))
    if (perStep * steps >= repeatMs / 2) return Math.max(1, Math.round(repeatMs / perStep))
    steps *= 2
  }
}

function stepRunner(program: Program, executor: Executor, { batch, optimizer }: Workload) {
  const { plan } = program.train
  const { start, length } = program.statistics
  const statistics = executor.slice(start, length)
  const frame = new Float64Array(length)
  const { learningRate } = optimizer
  const context = { rows: batch, step: 0, seed: 1, learningRate, telemetry: true }
  return (steps: number, telemetry: boolean): void => {
    context.telemetry = telemetry
    for (let i = 0; i < steps; i++) {
      executor.step(plan, context)
      if (telemetry) frame.set(statistics)
      context.step++
    }
  }
}

function loadRandomBatch(program: Program, executor: Executor, workload: Workload): void {
  const { plan } = program.train
  const rng = createRng(1, 'batch')
  const input = executor.tensor(plan, plan.input)
  for (let i = 0; i < input.length; i++) input[i] = rng.nextNormal()
  const target = executor.tensor(plan, plan.target)
  for (let i = 0; i < target.length; i++) target[i] = rng.nextInt(workload.widths.at(-1)!)
}

/** The middle value, or the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
