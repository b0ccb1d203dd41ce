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

/** What early stopping has seen so far. */
export interface Watch {
  best: Milestone | null
  last: Milestone | null
  /** Evaluations since the best one. */
  waited: number
  /** Parameters and running statistics of the best one; empty where they are not to be restored. */
  readonly weights: Float64Array | Float32Array
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
  /** The live values that evaluation depends on; they lie first in the arena. */
  private readonly weights: Float64Array | Float32Array
  private readonly watch: Watch

  constructor(
    private readonly config: Active,
    { train }: Program,
    executor: Executor,
  ) {
    const ends = [...train.params, ...train.buffers].map(({ tensor }) => {
      const { offset, size } = train.plan.tensors[tensor]!
      return offset + size
    })
    this.weights = executor.slice(0, config.restoreBest ? Math.max(0, ...ends) : 0)
    this.watch = this.createWatch()
  }

  /** Takes an evaluation; true when training should stop. Allocates no arrays. */
  observe(metrics: Metrics, step: number, epoch: number): boolean {
    const { kind, minDelta, patience } = this.config
    const value = kind === 'validationLoss' ? metrics.loss : (metrics.accuracy ?? Number.NaN)
    const { watch } = this
    watch.last = { step, epoch, value }
    const gain =
      watch.best === null
        ? Number.POSITIVE_INFINITY
        : kind === 'validationLoss'
          ? watch.best.value - value
          : value - watch.best.value
    if (gain > minDelta && !Number.isNaN(value)) {
      watch.best = watch.last
      watch.waited = 0
      watch.weights.set(this.weights)
      return false
    }
    watch.waited++
    return watch.waited >= patience
  }

  /**
   * Ends the run: puts the best weights back where that was asked for and they are not the last.
   *
   * @returns null where nothing was observed that could be compared.
   */
  conclude(): EarlyStoppingOutcome | null {
    const { best, last, waited, weights } = this.watch
    if (!best || !last) return null
    const restored = this.config.restoreBest && best.step !== last.step
    if (restored) this.weights.set(weights)
    const stopped = waited >= this.config.patience
    return { metric: this.config.kind, stopped, last, best, restored }
  }

  /** Back to before the first evaluation. */
  reset(): void {
    this.watch.best = null
    this.watch.last = null
    this.watch.waited = 0
  }

  /** Memory to save to. */
  createWatch(): Watch {
    const { length, BYTES_PER_ELEMENT } = this.weights
    const weights = BYTES_PER_ELEMENT === 8 ? new Float64Array(length) : new Float32Array(length)
    return { best: null, last: null, waited: 0, weights }
  }

  get watchBytes(): number {
    return this.weights.byteLength
  }

  /** Copies what is known so far. Allocates nothing. */
  save(into: Watch): void {
    copyWatch(this.watch, into)
  }

  restore(from: Watch): void {
    copyWatch(from, this.watch)
  }
}

function copyWatch(from: Watch, into: Watch): void {
  into.best = from.best
  into.last = from.last
  into.waited = from.waited
  into.weights.set(from.weights)
}

/** Null where the training config asks for none. */
export function createEarlyStopping(
  config: EarlyStoppingConfig,
  program: Program,
  executor: Executor,
): EarlyStopping | null {
  return config.kind === 'none' ? null : new EarlyStopping(config, program, executor)
}
