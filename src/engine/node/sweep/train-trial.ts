import type { GraphDocument } from '../../document/schema'
import type { EngineEvent, Metrics } from '../../protocol'
import type { TrialProgress } from '../../sweep/messages'
import type { TrialResult } from '../../sweep/trial'
import { headerValue } from '../../telemetry/layout'
import type { StartTrialWorker, TrialWorker } from './trial-worker'

/** What came of a training; its caller knows number and values of the trial. */
export type TrialOutcome = Omit<TrialResult, 'trial' | 'values'>

/** A trial that was never trained, and why. */
export function failedTrial(reason: string): TrialOutcome {
  const nothing = { validation: null, train: null, weightsHash: null }
  return { state: 'failed', ...nothing, steps: 0, epochs: 0, reason }
}

/**
 * Trains documents one after the other on one thread, as `gradscope train` does. A worker that ends by
 * itself fails its document, and the next gets a fresh one.
 */
export class TrialTrainer {
  private worker: TrialWorker | null = null
  private lastRun = 0
  private receive: (event: EngineEvent) => void = () => {}
  private fail: (reason: string) => void = () => {}

  constructor(private readonly start: StartTrialWorker) {}

  train(
    document: GraphDocument,
    maxSteps: number | undefined,
    onProgress: (progress: Omit<TrialProgress, 'trial'>) => void,
  ): Promise<TrialOutcome> {
    const runId = ++this.lastRun
    const worker = this.startedWorker()
    return new Promise(resolve => {
      const metrics: { validation: Metrics | null; train: Metrics | null } = {
        validation: null,
        train: null,
      }
      let loaded: Extract<EngineEvent, { type: 'loaded' }> | null = null
      this.fail = reason => resolve(failedTrial(reason))
      this.receive = event => {
        if (!('runId' in event) || (event.runId !== runId && event.runId !== null)) return
        if (event.type === 'failed') this.fail(event.message)
        if (event.type === 'loaded') loaded = event
        if (event.type === 'telemetry' && loaded) {
          const last = event.frames.length - loaded.layout.width
          const step = headerValue(event.frames, 'step', last)
          const loss = headerValue(event.frames, 'loss', last)
          onProgress({ step, totalSteps: loaded.totalSteps, loss })
        }
        // The test part is measured too, and never looked at: it is not for choosing.
        if (event.type === 'evaluation' && event.part !== 'test') {
          metrics[event.part] = event.metrics
        }
        if (event.type === 'state') {
          const { state, step, epoch, reason, weightsHash } = event
          if (state === 'finished') {
            const hash = weightsHash ?? null
            const shared = { steps: step, epochs: epoch, weightsHash: hash, reason: null }
            resolve({ state, ...metrics, ...shared })
          } else if (state === 'diverged') {
            const why = reason ?? 'The loss is not finite.'
            resolve({ ...failedTrial(why), state, steps: step, epochs: epoch })
          }
        }
      }
      worker.post({
        type: 'load',
        runId,
        document,
        threads: 1,
        ...(maxSteps !== undefined && { maxSteps }),
      })
      worker.post({ type: 'run', runId })
    })
  }

  dispose(): void {
    this.worker?.terminate()
    this.worker = null
  }

  private startedWorker(): TrialWorker {
    this.worker ??= this.start({
      onEvent: event => this.receive(event),
      onExit: reason => {
        this.worker = null
        this.fail(`The engine stopped: ${reason}`)
      },
    })
    return this.worker
  }
}
