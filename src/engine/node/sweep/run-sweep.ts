import type { GraphDocument } from '../../document/schema'
import type { TrialProgress, TrialRecord } from '../../sweep/messages'
import type { Sweep } from '../../sweep/resolve'
import { type TrialResult, trialDocument, trialValues } from '../../sweep/trial'
import { failedTrial, type TrainedTrial, TrialTrainer } from './train-trial'
import type { StartTrialWorker } from './trial-worker'

export interface SweepRunOptions {
  /** What the trials vary. */
  readonly document: GraphDocument
  readonly sweep: Sweep
  /** Trials that are known already. */
  readonly done: ReadonlySet<number>
  /** Trials at a time. */
  readonly workers: number
  readonly startWorker: StartTrialWorker
  onTrial(result: TrialResult, record: TrialRecord | null): void
  /** What is training now, whenever it changes. */
  onProgress?(running: readonly TrialProgress[]): void
}

export interface SweepRun {
  /** Resolves when every trial is done, or soon after `cancel`. */
  readonly finished: Promise<void>
  /** Ends what is under way; what is done stays done. */
  cancel(): void
}

/**
 * Trains the trials of a sweep, several at a time, each on one thread. A trial's result depends on its
 * values alone: neither the number of workers nor the order in which they come to it changes a bit.
 */
export function runSweep(options: SweepRunOptions): SweepRun {
  const { document, sweep, done, startWorker, onTrial, onProgress } = options
  const { spec, trials } = sweep
  const maxSteps = spec.length?.unit === 'steps' ? spec.length.count : undefined
  const open = Array.from({ length: trials }, (_, i) => i + 1).filter(trial => !done.has(trial))
  const running = new Map<number, TrialProgress>()
  const trainers: TrialTrainer[] = []
  let cancelled = false
  let cancel: () => void = () => {}
  const cancellation = new Promise<null>(resolve => {
    cancel = () => {
      cancelled = true
      for (const trainer of trainers) trainer.dispose()
      resolve(null)
    }
  })
  const report = (progress: TrialProgress) => {
    running.set(progress.trial, progress)
    onProgress?.([...running.values()])
  }

  async function work(trainer: TrialTrainer): Promise<void> {
    for (let trial = open.shift(); trial !== undefined; trial = open.shift()) {
      if (cancelled) return
      const values = trialValues(sweep, trial)
      const made = trialDocument(document, spec, values)
      let trained: TrainedTrial | null
      if (made.ok) {
        report({ trial, step: 0, totalSteps: 0, loss: Number.NaN })
        const current = trial
        trained = await Promise.race([
          cancellation,
          trainer.train(made.document, maxSteps, so => report({ trial: current, ...so })),
        ])
      } else trained = { outcome: failedTrial(made.message), record: null }
      if (trained === null) return
      running.delete(trial)
      onTrial({ trial, values, ...trained.outcome }, trained.record)
      // A worker that answers at once must not keep messages from coming in.
      await new Promise(resolve => setImmediate(resolve))
    }
  }

  const count = Math.max(1, Math.min(options.workers, open.length))
  for (let i = 0; i < count; i++) trainers.push(new TrialTrainer(startWorker))
  const finished = Promise.all(trainers.map(work)).then(() => {
    for (const trainer of trainers) trainer.dispose()
  })
  return { finished, cancel }
}
