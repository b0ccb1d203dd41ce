import { access, constants } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { fixesOf } from '../../engine/diagnosis/fixes'
import { RunMonitor } from '../../engine/diagnosis/monitor'
import type { GraphDocument } from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import type { Graph } from '../../engine/graph/types'
import type { EngineWorkerData } from '../../engine/node/worker'
import {
  type BackendName,
  type DatasetPart,
  type EarlyStoppingOutcome,
  type EngineEvent,
  type EngineRequest,
  type Metrics,
  protocolVersion,
  type RunState,
} from '../../engine/protocol'
import { headerValue, rowValue, type TelemetryLayout } from '../../engine/telemetry/layout'
import type { WeightTensor } from '../../engine/training/assign-weights'
import type { Language } from '../../shared/language'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCounted, formatNumber, formatPercent, formatTable } from '../format'
import { createProgress } from '../progress'
import { type DocumentOptions, readDocument } from '../read-document'
import { ReportFile } from '../report-file'
import { createTelemetryFile, type TelemetryFile } from '../telemetry-file'
import { checkWeightsPlace, readWeights, writeWeights } from '../weights-file'
import { findingReport, formatFinding } from './diagnose'

export interface TrainOptions extends DocumentOptions {
  readonly epochs?: number
  readonly steps?: number
  readonly threads?: number
  readonly backend?: BackendName
  /** Files to start from, to write at the end, and to write while training. */
  readonly weightsIn?: string
  readonly weightsOut?: string
  /** Files to go on from, and to write every minute and at the end. */
  readonly resume?: string
  readonly checkpointOut?: string
  readonly telemetry?: string
  readonly report?: string
  /** Of the report. */
  readonly lang?: Language
  readonly json?: boolean
}

/** What `train --json` prints. */
export interface TrainReport {
  readonly steps: number
  readonly epochs: number
  readonly seed: number
  readonly threads: number
  readonly backend: string
  readonly loss: Readonly<Record<DatasetPart, number | null>>
  readonly accuracy: Readonly<Record<DatasetPart, number | null>>
  /** Before the last epoch: by early stopping, an interrupt or a divergence. */
  readonly stoppedEarly: boolean
  /** What early stopping came to; null where it is not asked for or the run did not finish. */
  readonly earlyStopping: EarlyStoppingOutcome | null
  readonly milliseconds: number
  readonly weightsHash: string
  /** What was wrong with the run, worst first. */
  readonly findings: readonly ReturnType<typeof findingReport>[]
}

const runId = 1
const parts = ['train', 'validation', 'test'] as const
/** Gradients are counted by size at every so many steps, where a report shows them. */
const histogramEvery = 20

/** Trains a graph file in the engine worker. Returns the exit status: 1 when training diverged. */
export async function train(
  file: string,
  options: TrainOptions,
  context: CliContext,
): Promise<number> {
  const read = await readDocument(file, options)
  const document: GraphDocument =
    options.epochs === undefined
      ? read
      : { ...read, training: { ...read.training, epochs: options.epochs } }
  const weights = options.weightsIn === undefined ? null : await readWeights(options.weightsIn)
  await checkCheckpointFiles(options)
  if (options.weightsOut !== undefined) await checkWeightsPlace(options.weightsOut)
  const telemetry = options.telemetry === undefined ? null : createTelemetryFile(options.telemetry)
  const { report, lang = 'en' } = options
  const page = report === undefined ? null : await ReportFile.create(report, lang)
  const run = new TrainRun(file, document, options, context, weights, telemetry, page)
  try {
    return await run.finished
  } finally {
    telemetry?.close()
  }
}

class TrainRun {
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
    private readonly telemetry: TelemetryFile | null,
    private readonly page: ReportFile | null,
  ) {
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
    this.stopListening = context.onInterrupt(() => this.send({ type: 'stop', runId }))
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
      ...(page && { histogramEvery }),
      ...(resume !== undefined && { from: 'checkpoint' }),
    })
    this.send({ type: 'run', runId })
  }

  private send(request: EngineRequest): void {
    this.worker.postMessage(request)
  }

  private receive(event: EngineEvent): void {
    this.page?.receive(event)
    switch (event.type) {
      case 'ready':
        return
      case 'loaded':
        this.loaded = event
        if (this.graph) {
          this.monitor = new RunMonitor(this.graph, event.layout, this.document.training)
        }
        return
      case 'telemetry':
        this.watch(event.frames)
        this.record(event.frames)
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
    const { checkpointOut } = this.options
    if (problem !== null && checkpointOut !== undefined) {
      this.fail(unwritable(checkpointOut, problem))
      return
    }
    this.keptStep = step
    this.finishWhenAllIsThere()
  }

  /** What a report has of the weights at the end; there is nothing to say of those of a divergence. */
  private askForDetails(state: RunState): void {
    if (!this.page || state === 'diverged') return
    for (const part of parts) this.send({ type: 'evaluateDetail', runId, part })
    this.detailsLeft = parts.length
  }

  private finishWhenAllIsThere(): void {
    if (this.weights && this.detailsLeft === 0 && this.isKept()) void this.finish(this.weights)
  }

  /** Whether the last checkpoint is written, where one is; of a divergence there is none. */
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

  private record(frames: Float64Array): void {
    try {
      this.telemetry?.write(frames, this.loaded!.layout)
    } catch (error) {
      this.fail(error as Error)
    }
  }

  private async finish({ hash, tensors, buffers }: EngineEvent & { type: 'weights' }) {
    const { weightsOut } = this.options
    try {
      if (weightsOut !== undefined) {
        const all = [...tensors, ...buffers].map(({ values, ...tensor }) => ({
          ...tensor,
          values: Float32Array.from(values),
        }))
        await writeWeights(weightsOut, all)
      }
      await this.page?.write(this.document, {
        end: this.end!,
        weightsHash: hash,
        findings: this.findings(),
        version: this.context.version,
        createdAt: this.context.date(),
      })
      this.report(hash)
    } catch (error) {
      this.fail(error as Error)
    }
  }

  private report(weightsHash: string): void {
    const end = this.end!
    // The metrics of before a divergence say nothing of the weights that are left.
    if (end.state === 'diverged') this.metrics.clear()
    const part = (key: keyof Metrics) => ({
      train: this.metrics.get('train')?.[key] ?? null,
      validation: this.metrics.get('validation')?.[key] ?? null,
      test: this.metrics.get('test')?.[key] ?? null,
    })
    const findings = this.findings()
    const report: TrainReport = {
      steps: end.step,
      epochs: end.epoch,
      seed: this.document.training.seed,
      threads: this.loaded?.threads ?? 1,
      backend: this.loaded?.backend ?? 'wasm',
      loss: part('loss'),
      accuracy: part('accuracy'),
      stoppedEarly: end.state !== 'finished' || end.earlyStopping?.stopped === true,
      earlyStopping: end.earlyStopping ?? null,
      milliseconds: Math.round(this.context.now() - this.started),
      weightsHash,
      findings: findings.map(findingReport),
    }
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
    this.resolve(end.state === 'diverged' ? 1 : 0)
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
    this.worker.removeAllListeners('exit')
    void this.worker.terminate()
  }
}

/** @throws CliFailure where a file is not there, or there is no place for one. */
async function checkCheckpointFiles({ resume, checkpointOut }: TrainOptions): Promise<void> {
  if (resume !== undefined) {
    await access(resume).catch(() => {
      throw new CliFailure(`${resume}: there is no such file.`, 'Check the path of --resume.')
    })
  }
  if (checkpointOut !== undefined) {
    await access(dirname(checkpointOut), constants.W_OK).catch((error: Error) => {
      throw unwritable(checkpointOut, error.message)
    })
  }
}

function unwritable(path: string, reason: string): CliFailure {
  return new CliFailure(
    `${path}: the checkpoint cannot be written: ${reason}.`,
    'Choose another place for --checkpoint-out.',
  )
}

function formatReport(report: TrainReport): string {
  const parts = ['train', 'validation', 'test'] as const
  const cell = (value: number | null, format: (value: number) => string) =>
    value === null ? '–' : format(value)
  return [
    `${formatCounted(report.steps, 'step')} in ${(report.milliseconds / 1000).toFixed(1)} s, seed ${report.seed}${report.stoppedEarly ? ', stopped early' : ''}`,
    ...(report.earlyStopping ? [formatEarlyStopping(report.earlyStopping)] : []),
    '',
    formatTable([
      ['', 'loss', 'accuracy'],
      ...parts.map(part => [
        part,
        cell(report.loss[part], formatNumber),
        cell(report.accuracy[part], formatPercent),
      ]),
    ]),
  ].join('\n')
}

/** `best validation loss 0.312 at epoch 4 of 7; the weights of epoch 4 were restored` */
export function formatEarlyStopping({
  metric,
  last,
  best,
  restored,
}: EarlyStoppingOutcome): string {
  const value =
    metric === 'validationLoss'
      ? `validation loss ${formatNumber(best.value)}`
      : `validation accuracy ${formatPercent(best.value)}`
  const weights = restored
    ? `the weights of epoch ${best.epoch} were restored`
    : `the weights are those of epoch ${last.epoch}`
  return `best ${value} at epoch ${best.epoch} of ${last.epoch}; ${weights}`
}

/** Last gradients per parameter tensor, with a bar over the decades between smallest and largest. */
export function formatGradients(layout: TelemetryLayout, frame: Float64Array): string {
  const rows = layout.rows
    .filter(row => row.kind === 'param')
    .map(row => ({
      name: row.name,
      shape: row.shape.join('×'),
      rms: rowValue(frame, row, 'gradient.rms'),
      ratio: rowValue(frame, row, 'update.ratio'),
    }))
  const logs = rows.map(({ rms }) => Math.log10(rms)).filter(Number.isFinite)
  const low = Math.min(...logs) - 1
  const span = Math.max(...logs) - low
  const bar = (rms: number) => {
    const log = Math.log10(rms)
    return Number.isFinite(log) ? '▇'.repeat(Math.round(((log - low) / span) * 24)) : ''
  }
  const cells = formatTable([
    ['gradient at the last step', 'shape', 'RMS', 'update ÷ weight'],
    ...rows.map(({ name, shape, rms, ratio }) => [
      name,
      shape,
      formatNumber(rms),
      Number.isNaN(ratio) ? '–' : formatNumber(ratio),
    ]),
  ]).split('\n')
  const [head = '', ...body] = cells
  return [head, ...body.map((line, i) => `${line}  ${bar(rows[i]!.rms)}`.trimEnd())].join('\n')
}
