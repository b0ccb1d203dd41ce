import type { GraphDocument } from '../../engine/document/schema'
import { RunRecord } from '../../engine/experiments/record'
import { analyze } from '../../engine/graph/analyze'
import type { DatasetPart, EngineEvent, Metrics } from '../../engine/protocol'
import { headerValue } from '../../engine/telemetry/layout'
import { connectEngine, type EngineConnection, type EnginePort } from '../stores/engine-connection'
import type { Evaluation } from '../stores/telemetry'
import { createHistory, type History } from '../stores/telemetry-history'

type Loaded = Extract<EngineEvent, { type: 'loaded' }>

/** How far the training of a graph beside the window's run has come. */
export interface Progress {
  readonly state: 'running' | 'finished' | 'stopped' | 'diverged' | 'failed'
  readonly step: number
  readonly totalSteps: number
  /** Why it diverged or failed. */
  readonly reason: string | null
}

/** What came of a training that ended. */
export interface Trained {
  readonly document: GraphDocument
  readonly loaded: Loaded
  readonly history: History
  readonly evaluations: readonly Evaluation[]
  readonly metrics: Readonly<Partial<Record<DatasetPart, Metrics>>>
  readonly state: 'finished' | 'stopped' | 'diverged'
  readonly step: number
  readonly epoch: number
  readonly reason: string | null
  readonly weightsHash: string | null
  /** Milliseconds. */
  readonly duration: number
}

interface Training {
  readonly runId: number
  readonly document: GraphDocument
  readonly startedAt: number
  readonly evaluations: Evaluation[]
  readonly metrics: Partial<Record<DatasetPart, Metrics>>
  loaded: Loaded | null
  record: RunRecord | null
  history: History | null
  onProgress(progress: Progress, record: RunRecord | null): void
  onTrained(trained: Trained): void
  end(progress: Progress, record: RunRecord | null): void
}

/**
 * Trains graphs one at a time on an engine of its own, so that the run in the window goes on. One
 * thread is left to it: a comparison must not slow down what is looked at.
 */
export class BackgroundTrainer {
  private connection: Promise<EngineConnection> | null = null
  private training: Training | null = null
  private lastRun = 0
  /** Settles when what was asked for before is over. */
  private before: Promise<unknown> = Promise.resolve()

  /** @param openPort opens a port to the engine; asked again after it was lost */
  constructor(private readonly openPort: () => Promise<EnginePort>) {}

  /** Trains a graph to its end, or until it is stopped or the engine is lost. */
  train(
    document: GraphDocument,
    onProgress: Training['onProgress'],
    onTrained: Training['onTrained'] = () => {},
  ): Promise<Progress> {
    const result = this.before.then(() => this.begin(document, onProgress, onTrained))
    this.before = result
    return result
  }

  private async begin(
    document: GraphDocument,
    onProgress: Training['onProgress'],
    onTrained: Training['onTrained'],
  ): Promise<Progress> {
    let link: EngineConnection
    try {
      this.connection ??= this.openPort().then(port =>
        connectEngine(port, event => this.receive(event)),
      )
      link = await this.connection
    } catch (error) {
      this.connection = null
      const progress = failed(error instanceof Error ? error.message : String(error))
      onProgress(progress, null)
      return progress
    }
    const runId = ++this.lastRun
    return new Promise(resolve => {
      const end: Training['end'] = (progress, record) => {
        this.training = null
        onProgress(progress, record)
        resolve(progress)
      }
      this.training = {
        ...{ runId, document, onProgress, onTrained, end },
        ...{ loaded: null, record: null, history: null, evaluations: [], metrics: {} },
        startedAt: performance.now(),
      }
      link.send({ type: 'load', runId, document, threads: 1 })
      link.send({ type: 'run', runId })
    })
  }

  /** Ends what is being trained; what it has learned so far is measured. */
  stop(): void {
    const { training } = this
    if (training)
      void this.connection?.then(link => link.send({ type: 'stop', runId: training.runId }))
  }

  /** The engine is gone. */
  lose(reason: string): void {
    this.connection = null
    this.training?.end(failed(reason), null)
  }

  private receive(event: EngineEvent): void {
    const { training } = this
    if (!training) return
    if (event.type === 'lost') training.end(failed(event.reason), training.record)
    if (!('runId' in event)) return
    if (event.type === 'failed' && (event.runId === null || event.runId === training.runId)) {
      training.end(failed(event.message), training.record)
      return
    }
    if (event.runId !== training.runId) return
    if (event.type === 'loaded') {
      const { graph } = analyze(training.document)
      training.loaded = event
      training.record = graph && new RunRecord(graph, event.layout)
      training.history = createHistory(event.layout.width)
    }
    const { loaded, record, history } = training
    if (!loaded || !record || !history) return
    const at = (
      step: number,
      state: Progress['state'],
      reason: string | null = null,
    ): Progress => ({
      state,
      step,
      totalSteps: loaded.totalSteps,
      reason,
    })
    if (event.type === 'telemetry') {
      record.observe(event.frames)
      history.append(event.frames)
      const last = event.frames.length - loaded.layout.width
      training.onProgress(at(headerValue(event.frames, 'step', last), 'running'), record)
    }
    if (event.type === 'evaluation') {
      const { part, step, epoch, metrics } = event
      record.evaluated(part, step, metrics)
      training.evaluations.push({ step, epoch, part, ...metrics })
      training.metrics[part] = metrics
    }
    if (event.type === 'state') {
      const { state, step, epoch, weightsHash = null, reason = null } = event
      if (state !== 'finished' && state !== 'stopped' && state !== 'diverged') return
      const { document, evaluations, metrics, startedAt } = training
      training.onTrained({
        ...{ document, loaded, history, evaluations, metrics },
        ...{ state, step, epoch, reason, weightsHash },
        duration: performance.now() - startedAt,
      })
      training.end(at(step, state, reason), record)
    }
  }
}

function failed(reason: string): Progress {
  return { state: 'failed', step: 0, totalSteps: 0, reason }
}
