import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { fixesOf } from '../engine/diagnosis/fixes'
import { RunMonitor } from '../engine/diagnosis/monitor'
import type { GraphDocument } from '../engine/document/schema'
import { analyze } from '../engine/graph/analyze'
import type { Graph } from '../engine/graph/types'
import type { EngineWorkerData } from '../engine/node/worker'
import {
  type DatasetPart,
  type EngineEvent,
  type EngineRequest,
  type Metrics,
  protocolVersion,
  type RunState,
} from '../engine/protocol'
import { headerValue } from '../engine/telemetry/layout'
import type { WeightTensor } from '../engine/training/assign-weights'
import { formatFinding } from './commands/diagnose'
import type { TrainOptions, TrainOutputs } from './commands/train'
import type { CliContext } from './context'
import { CliFailure, failureText } from './failure'
import { formatNumber, formatPercent } from './format'
import { OutputAttempts } from './output-attempts'
import { createProgress } from './progress'
import { ReportFile } from './report-file'
import { TelemetryFile } from './telemetry-file'
import { datasetParts, formatGradients, formatReport, reportOf } from './train-report'
import { writeWeights } from './weights-file'

const runId = 1
/** Gradients are counted by size at every so many steps, where a report shows them. */
const histogramEvery = 20

/**
 * One run of `gradscope train`: starts the engine worker, sends it the document, shows what it tells and
 * writes what was asked for. `finished` gives the exit status, or rejects with why there was no run or what
 * could not be written. Such a file ends the run; what else was asked for is written all the same.
 */
export class TrainRun {
  readonly finished: Promise<number>
  private readonly worker: Worker
  private readonly started: number
  private readonly progress: ReturnType<typeof createProgress>
  private readonly metrics = new Map<DatasetPart, Metrics>()
  private readonly stopListening: () => void
  private readonly graph: Graph | null
  private monitor: RunMonitor | null = null
  private loaded: (EngineEvent & { type: 'loaded' }) | null = null
  private lastFrame: Float64Array | null = null
  private shownStep = -1
  private end: (EngineEvent & { type: 'state' }) | null = null
  /** Of the newest checkpoint that was written. */
  private keptStep = -1
  private weights: (EngineEvent & { type: 'weights' }) | null = null
  private readonly telemetry: TelemetryFile | null
  private readonly page: ReportFile | null
  private readonly files = new OutputAttempts(() => this.stop())
  /** Parts that are still being judged for the report. */
  private detailsLeft = 0
  private resolve: (status: number) => void = () => {}
  private reject: (error: Error) => void = () => {}

  constructor(
    private readonly file: string,
    private readonly document: GraphDocument,
    private readonly options: TrainOptions,
    private readonly context: CliContext,
    weights: readonly WeightTensor[] | null,
    private readonly outputs: TrainOutputs,
  ) {
    const { telemetry, report } = outputs
    this.telemetry = telemetry ? new TelemetryFile(telemetry) : null
    this.page = report ? new ReportFile(report, options.lang ?? 'en') : null
    this.started = context.now()
    this.graph = analyze(document).graph
    this.progress = createProgress(context)
    const { resume, checkpointOut: out } = options
    const workerData: EngineWorkerData = {
      datasetsDirectory: context.datasetsDirectory,
      checkpoints: { ...(resume !== undefined && { resume }), ...(out !== undefined && { out }) },
    }
    this.worker = new Worker(context.workerPath, { workerData })
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    this.stopListening = context.onInterrupt(() => this.stop())
    this.worker.on('message', (event: EngineEvent) => this.receive(event))
    this.worker.on('error', error => this.fail(error))
    this.worker.on('exit', code => {
      this.fail(new CliFailure(`The engine ended by itself (exit ${code}).`, 'Start it again.'))
    })
    this.send({ type: 'hello', protocol: protocolVersion })
    this.send({
      type: 'load',
      runId,
      document,
      ...(options.steps !== undefined && { maxSteps: options.steps }),
      ...(options.backend !== undefined && { backend: options.backend }),
      ...(options.threads !== undefined && { threads: options.threads }),
      ...(weights && { weights }),
      ...(this.page && { histogramEvery }),
      ...(resume !== undefined && { from: 'checkpoint' }),
    })
    this.send({ type: 'run', runId })
  }

  private send(request: EngineRequest): void {
    this.worker.postMessage(request)
  }

  private stop(): void {
    if (!this.end) this.send({ type: 'stop', runId })
  }

  private receive(event: EngineEvent): void {
    this.page?.receive(event)
    switch (event.type) {
      case 'ready':
        return
      case 'loaded':
        this.loaded = event
        void this.files.attempt(this.outputs.telemetry, () => this.telemetry?.open())
        if (this.graph) {
          this.monitor = new RunMonitor(this.graph, event.layout, this.document.training)
        }
        return
      case 'telemetry':
        this.watch(event.frames)
        void this.files.attempt(this.outputs.telemetry, () =>
          this.telemetry?.write(event.frames, this.loaded!.layout),
        )
        this.showProgress(event)
        return
      case 'evaluation':
        this.metrics.set(event.part, event.metrics)
        if (event.part === 'validation') {
          const { step, metrics, deadUnits = [] } = event
          this.monitor?.evaluated({ step, ...metrics, deadUnits })
          this.showEvaluation(event)
        }
        return
      case 'state':
        if (['finished', 'stopped', 'diverged'].includes(event.state)) {
          this.end = event
          this.askForDetails(event.state)
          this.send({ type: 'weights', runId })
        }
        return
      case 'evaluationDetail':
        this.detailsLeft--
        this.finishWhenAllIsThere()
        return
      case 'kept':
        this.receiveKept(event)
        return
      case 'weights':
        this.weights = event
        this.finishWhenAllIsThere()
        return
      case 'failed':
        this.fail(new CliFailure(`${this.sources}: ${event.message}`, event.remedy))
        return
    }
  }

  /** The files that a failure may be about. */
  private get sources(): string {
    const { weightsIn, resume } = this.options
    const given = [this.file, weightsIn, resume].filter(path => path !== undefined)
    return given.map(path => basename(path)).join(' with ')
  }

  private receiveKept({ step, problem }: EngineEvent & { type: 'kept' }): void {
    void this.files.attempt(this.outputs.checkpoint, file => {
      if (problem !== null) throw file.failure(new Error(problem))
    })
    this.keptStep = step
    this.finishWhenAllIsThere()
  }

  /** What a report has of the weights at the end; there is nothing to say of those of a divergence. */
  private askForDetails(state: RunState): void {
    if (!this.page || state === 'diverged') return
    for (const part of datasetParts) this.send({ type: 'evaluateDetail', runId, part })
    this.detailsLeft = datasetParts.length
  }

  private finishWhenAllIsThere(): void {
    const { weights } = this
    if (!weights || this.detailsLeft > 0 || !this.isKept()) return
    this.weights = null
    void this.finish(weights)
  }

  /** Whether the last checkpoint was written, or at least tried; of a divergence there is none. */
  private isKept(): boolean {
    const { state, step } = this.end!
    const isWanted = this.options.checkpointOut !== undefined && state !== 'diverged' && step > 0
    return !isWanted || this.keptStep === step
  }

  private watch(frames: Float64Array): void {
    const { width } = this.loaded!.layout
    for (let offset = 0; offset < frames.length; offset += width) {
      this.monitor?.observe(frames, offset)
    }
  }

  private showProgress(event: EngineEvent & { type: 'telemetry' }): void {
    const { layout, totalSteps } = this.loaded!
    this.lastFrame = event.frames.slice(-layout.width)
    this.progress.update({
      step: headerValue(this.lastFrame, 'step'),
      totalSteps,
      epoch: headerValue(this.lastFrame, 'epoch'),
      loss: headerValue(this.lastFrame, 'loss'),
      stepsPerSecond: event.stepsPerSecond,
    })
  }

  private showEvaluation({ step, epoch, metrics }: EngineEvent & { type: 'evaluation' }): void {
    // The best weights of a run are measured again at its end, under their own step.
    if (this.options.json || step <= this.shownStep) return
    this.shownStep = step
    const accuracy =
      metrics.accuracy === null ? '' : `  accuracy ${formatPercent(metrics.accuracy)}`
    this.progress.line(
      `epoch ${epoch}  step ${step}  validation loss ${formatNumber(metrics.loss)}${accuracy}`,
    )
  }

  private async finish({ hash, tensors, buffers }: EngineEvent & { type: 'weights' }) {
    const { outputs } = this
    try {
      await this.files.attempt(outputs.weights, async file => {
        const notice = await writeWeights(file, [...tensors, ...buffers])
        if (notice !== null) this.progress.line(`gradscope: ${notice}`)
      })
      await this.files.attempt(outputs.report, () =>
        this.page?.write(this.document, {
          end: this.end!,
          weightsHash: hash,
          findings: this.findings(),
          version: this.context.version,
          createdAt: this.context.date(),
        }),
      )
      this.report(hash)
    } catch (error) {
      this.fail(error as Error)
    }
  }

  private report(weightsHash: string): void {
    const end = this.end!
    const findings = this.findings()
    const report = reportOf({
      end,
      loaded: this.loaded!,
      metrics: this.metrics,
      seed: this.document.training.seed,
      milliseconds: this.context.now() - this.started,
      weightsHash,
      findings,
    })
    this.progress.clear()
    if (this.options.json) this.context.out(`${JSON.stringify(report)}\n`)
    else {
      this.context.out(`${formatReport(report)}\n${this.gradientTable()}`)
      const serious = findings.filter(({ severity, over }) => severity !== 'info' && !over)
      for (const finding of serious)
        this.context.out(`\n${formatFinding(finding, this.document)}\n`)
    }
    if (end.state === 'diverged') {
      this.context.error(
        `gradscope: training diverged. ${end.reason ?? ''}\nLower the learning rate, or look at the initial weights.\n`,
      )
    }
    this.close()
    const [problem, ...others] = this.files.problems
    for (const other of others) this.context.error(failureText(other))
    if (problem) this.reject(problem)
    else this.resolve(end.state === 'diverged' ? 1 : 0)
  }

  private findings() {
    const found = this.monitor?.findings() ?? []
    return found.map(finding => ({ ...finding, fixes: fixesOf(finding, this.document) }))
  }

  private gradientTable(): string {
    if (!this.lastFrame || !this.loaded) return ''
    return `\n${formatGradients(this.loaded.layout, this.lastFrame)}\n`
  }

  private fail(error: Error): void {
    this.close()
    this.reject(error)
  }

  private close(): void {
    this.stopListening()
    this.progress.clear()
    this.telemetry?.close()
    // What it still has to say comes too late.
    this.worker.removeAllListeners('message')
    this.worker.removeAllListeners('exit')
    void this.worker.terminate()
  }
}
