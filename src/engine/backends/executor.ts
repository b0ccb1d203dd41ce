import type { RunContext } from '../kernels/kernel'
import type { Plan, PlanPhase, TensorId } from '../plan/types'

/**
 * Runs the plans of one program over one arena. The seam between a training session and a backend:
 * the session fills input and target, runs phases and reads tensors, and knows no kernel.
 */
export interface Executor {
  readonly threads: number
  /** Bytes held by the arena. */
  readonly memoryBytes: number
  /** Runs the steps of a phase in order, from `firstStep` on. Allocates nothing. */
  run(plan: Plan, phase: PlanPhase, context: RunContext, firstStep?: number): void
  /** One training step: forward, backward and update. Allocates nothing. */
  step(plan: Plan, context: RunContext): void
  /** The live elements of a tensor; writing to it changes what the next run sees. */
  tensor(plan: Plan, id: TensorId): Float64Array | Float32Array
  /** A live slice of the arena. */
  slice(start: number, length: number): Float64Array | Float32Array
}
