import type { GraphDocument } from '../../document/schema'
import type { EngineEvent } from '../../protocol'
import type { TrialProgress, TrialRecord } from '../../sweep/messages'
import type { TrialResult } from '../../sweep/trial'
import { headerValue } from '../../telemetry/layout'
import { CurveRecorder } from './curve-recorder'
import type { StartTrialWorker, TrialWorker } from './trial-worker'

/** What came of a training; its caller knows number and values of the trial. */
export type TrialOutcome = Omit<TrialResult, 'trial' | 'values'>

export interface TrainedTrial {
  readonly outcome: TrialOutcome
  /** Null where it never began. */
  readonly record: TrialRecord | null
}

type Loaded = Extract<EngineEvent, { type: 'loaded' }>

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
  ): Promise<TrainedTrial> {
    const runId = ++this.lastRun
    const worker = this.startedWorker()
    return new Promise(resolve => {
      const followed = new FollowedTrial(onProgress)
      const end = (outcome: TrialOutcome) => resolve({ outcome, record: followed.record() })
      this.fail = reason => end(failedTrial(reason))
      this.receive = event => {
        if (!('runId' in event) || (event.runId !== runId && event.runId !== null)) return
        if (event.type === 'failed') this.fail(event.message)
        const outcome = followed.receive(event)
        if (outcome) end(outcome)
      }
      const steps = maxSteps !== undefined && { maxSteps }
      worker.post({ type: 'load', runId, document, threads: 1, ...steps })
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

/** What is known of the trial that trains. */
class FollowedTrial {
  private loaded: Loaded | null = null
  private readonly curve = new CurveRecorder()
  private readonly evaluations: TrialRecord['evaluations'][number][] = []

  constructor(private readonly onProgress: (progress: Omit<TrialProgress, 'trial'>) => void) {}

  /** Takes an event; gives the outcome with the last. */
  receive(event: EngineEvent): TrialOutcome | null {
    if (event.type === 'loaded') this.loaded = event
    if (event.type === 'telemetry') this.follow(event.frames)
    // The test part is measured too, and never looked at: it is not for choosing.
    if (event.type === 'evaluation' && event.part !== 'test') {
      const { part, step, metrics } = event
      this.evaluations.push({ part, step, ...metrics })
    }
    return event.type === 'state' ? this.outcome(event) : null
  }

  record(): TrialRecord | null {
    if (!this.loaded) return null
    const { backend, threads, totalSteps, stepsPerEpoch, parameterCount, examples } = this.loaded
    const sizes = { backend, threads, totalSteps, stepsPerEpoch, parameterCount, examples }
    return { ...sizes, curves: this.curve.curves(), evaluations: this.evaluations }
  }

  private follow(frames: Float64Array): void {
    if (!this.loaded) return
    const { layout, totalSteps } = this.loaded
    for (let at = 0; at < frames.length; at += layout.width) {
      const step = headerValue(frames, 'step', at)
      this.curve.add(step, headerValue(frames, 'dataLoss', at), headerValue(frames, 'accuracy', at))
    }
    const last = frames.length - layout.width
    const step = headerValue(frames, 'step', last)
    this.onProgress({ step, totalSteps, loss: headerValue(frames, 'loss', last) })
  }

  private outcome(event: Extract<EngineEvent, { type: 'state' }>): TrialOutcome | null {
    const { state, step, epoch, reason, weightsHash = null } = event
    if (state === 'diverged') {
      const why = reason ?? 'The loss is not finite.'
      return { ...failedTrial(why), state, steps: step, epochs: epoch }
    }
    if (state !== 'finished') return null
    const newest = (part: 'train' | 'validation') => {
      const found = this.evaluations.findLast(each => each.part === part)
      return found ? { loss: found.loss, accuracy: found.accuracy } : null
    }
    const metrics = { validation: newest('validation'), train: newest('train') }
    return { state, ...metrics, steps: step, epochs: epoch, weightsHash, reason: null }
  }
}
