import type { Executor } from '../backends/executor'
import type { EarlyStoppingConfig } from '../document/schema'
import type { Program } from '../plan/program'
import type { Metrics } from './metrics'

type Active = Exclude<EarlyStoppingConfig, { kind: 'none' }>

/** An evaluation of the validation part: when, and the watched metric. */
export interface Milestone {
  readonly step: number
  readonly epoch: number
  readonly value: number
}

/** How early stopping ended a run. */
export interface EarlyStoppingOutcome {
  readonly metric: Active['kind']
  /** False where all epochs were done before patience ran out. */
  readonly stopped: boolean
  readonly last: Milestone
  readonly best: Milestone
  /** Whether the weights are those of `best` again. */
  readonly restored: boolean
}

/**
 * Watches one metric of the validation part and says when it has not got better for too long: by
 * more than `minDelta` in `patience` evaluations, as Keras' `EarlyStopping` counts. NaN is never
 * better. Keeps a copy of the best weights (parameters and running statistics, no optimizer state).
 */
export class EarlyStopping {
  private readonly copies: readonly (Float64Array | Float32Array)[]
  private best: Milestone | null = null
  private last: Milestone | null = null
  private waited = 0

  constructor(
    private readonly config: Active,
    private readonly program: Program,
    private readonly executor: Executor,
  ) {
    this.copies = config.restoreBest ? this.state().map(values => values.slice()) : []
  }

  /** Takes an evaluation; true when training should stop. Allocates no arrays. */
  observe(metrics: Metrics, step: number, epoch: number): boolean {
    const { kind, minDelta, patience, restoreBest } = this.config
    const value = kind === 'validationLoss' ? metrics.loss : (metrics.accuracy ?? Number.NaN)
    this.last = { step, epoch, value }
    const gain =
      this.best === null
        ? Number.POSITIVE_INFINITY
        : kind === 'validationLoss'
          ? this.best.value - value
          : value - this.best.value
    if (gain > minDelta && !Number.isNaN(value)) {
      this.best = this.last
      this.waited = 0
      if (restoreBest) this.copyState()
      return false
    }
    this.waited++
    return this.waited >= patience
  }

  /**
   * Ends the run: puts the best weights back where that was asked for and they are not the last.
   *
   * @returns null where nothing was observed that could be compared.
   */
  conclude(): EarlyStoppingOutcome | null {
    const { best, last } = this
    if (!best || !last) return null
    const restored = this.config.restoreBest && best.step !== last.step
    if (restored) for (const [i, values] of this.state().entries()) values.set(this.copies[i]!)
    const stopped = this.waited >= this.config.patience
    return { metric: this.config.kind, stopped, last, best, restored }
  }

  /** Back to before the first evaluation. */
  reset(): void {
    this.best = null
    this.last = null
    this.waited = 0
  }

  private copyState(): void {
    for (const [i, values] of this.state().entries()) this.copies[i]!.set(values)
  }

  /** The live values that evaluation depends on. */
  private state(): (Float64Array | Float32Array)[] {
    const { plan, params, buffers } = this.program.train
    return [...params, ...buffers].map(({ tensor }) => this.executor.tensor(plan, tensor))
  }
}

/** Null where the training config asks for none. */
export function createEarlyStopping(
  config: EarlyStoppingConfig,
  program: Program,
  executor: Executor,
): EarlyStopping | null {
  return config.kind === 'none' ? null : new EarlyStopping(config, program, executor)
}
