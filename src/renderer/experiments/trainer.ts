import type { GraphDocument } from '../../engine/document/schema'
import { RunRecord } from '../../engine/experiments/record'
import { analyze } from '../../engine/graph/analyze'
import type { EngineEvent } from '../../engine/protocol'
import { headerValue } from '../../engine/telemetry/layout'
import { connectEngine, type EngineConnection, type EnginePort } from '../stores/engine-connection'

type Loaded = Extract<EngineEvent, { type: 'loaded' }>

/** How far the training of a graph beside the window's run has come. */
export interface Progress {
  readonly state: 'running' | 'finished' | 'stopped' | 'diverged' | 'failed'
  readonly step: number
  readonly totalSteps: number
  /** Why it diverged or failed. */
  readonly reason: string | null
}

interface Training {
  readonly runId: number
  readonly document: GraphDocument
  loaded: Loaded | null
  record: RunRecord | null
  onProgress(progress: Progress, record: RunRecord | null): void
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

  /** @param openPort opens a port to the engine; asked again after it was lost */
  constructor(private readonly openPort: () => Promise<EnginePort>) {}

  /** Trains a graph to its end, or until it is stopped or the engine is lost. */
  async train(document: GraphDocument, onProgress: Training['onProgress']): Promise<Progress> {
    let link: EngineConnection
    try {
      this.connection ??= this.openPort().then(port =>
        connectEngine(port, event => this.receive(event)),
      )
      link = await this.connection
    } catch (error) {
      this.connection = null
      return failed(error instanceof Error ? error.message : String(error))
    }
    const runId = ++this.lastRun
    return new Promise(resolve => {
      const end: Training['end'] = (progress, record) => {
        this.training = null
        onProgress(progress, record)
        resolve(progress)
      }
      this.training = { runId, document, loaded: null, record: null, onProgress, end }
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
    if (!training || !('runId' in event)) return
    if (event.type === 'failed' && (event.runId === null || event.runId === training.runId)) {
      training.end(failed(event.message), training.record)
      return
    }
    if (event.runId !== training.runId) return
    if (event.type === 'loaded') {
      const { graph } = analyze(training.document)
      training.loaded = event
      training.record = graph && new RunRecord(graph, event.layout)
    }
    const { loaded, record } = training
    if (!loaded || !record) return
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
      const last = event.frames.length - loaded.layout.width
      training.onProgress(at(headerValue(event.frames, 'step', last), 'running'), record)
    }
    if (event.type === 'evaluation') record.evaluated(event.part, event.step, event.metrics)
    if (event.type === 'state') {
      const { state, step, reason } = event
      const isOver = state === 'finished' || state === 'stopped' || state === 'diverged'
      if (isOver) training.end(at(step, state, reason ?? null), record)
    }
  }
}

function failed(reason: string): Progress {
  return { state: 'failed', step: 0, totalSteps: 0, reason }
}
