/** Index into `Plan.tensors`. */
export type TensorId = number

export type TensorRole =
  | 'input'
  | 'target'
  | 'param'
  | 'buffer'
  | 'optimizerState'
  | 'activation'
  | 'residual'
  | 'gradient'
  | 'scalar'
  | 'statistic'
  | 'histogram'

/** A tensor's place in the arena. Shapes are row-major. */
export interface TensorSpec {
  readonly id: TensorId
  /** Unique in the plan: `dense1.W`, `dense1.y`, `d(dense1.W)`. */
  readonly name: string
  readonly role: TensorRole
  readonly nodeId: string | null
  /** Shape of one example where `batched`, else of the whole tensor. */
  readonly shape: readonly number[]
  /** Whether a leading batch axis of `Plan.batch` rows comes before `shape`. */
  readonly batched: boolean
  /** Elements in all, batch axis included. */
  readonly size: number
  /** First element in the arena, counted in elements. */
  readonly offset: number
}

export type StepAttrs = Readonly<Record<string, number | string | boolean>>

/** One kernel call. */
export interface Step {
  readonly kernel: string
  readonly nodeId: string
  readonly inputs: readonly (TensorId | null)[]
  readonly outputs: readonly (TensorId | null)[]
  /** Per output: add to what is there (true) or overwrite (false). */
  readonly accumulate: readonly boolean[]
  readonly attrs: StepAttrs
}

export type PlanMode = 'train' | 'evaluate'

export const planPhases = ['forward', 'backward', 'update'] as const
export type PlanPhase = (typeof planPhases)[number]

/**
 * What a backend executes: kernel calls over one arena of `arenaSize` elements. Plain data: it can
 * be printed, compared and posted to a worker. `batch` is the largest number of examples a run
 * may bring; a run with fewer uses the first rows of every batched tensor.
 */
export interface Plan {
  readonly mode: PlanMode
  readonly batch: number
  readonly tensors: readonly TensorSpec[]
  readonly forward: readonly Step[]
  readonly backward: readonly Step[]
  readonly update: readonly Step[]
  readonly arenaSize: number
  /** Elements at the start of the arena that outlive a step: params, buffers, optimizer state. */
  readonly persistentSize: number
  readonly input: TensorId
  readonly target: TensorId
  /** Mean data loss of the batch. */
  readonly loss: TensorId
  /** L1/L2 penalty of the weights; part of the objective. */
  readonly penalty: TensorId
  /** Correctly classified examples of the batch; stays 0 where targets are no classes. */
  readonly correct: TensorId
}

/** A run of arena elements. */
export interface ArenaSlice {
  readonly start: number
  readonly length: number
}
