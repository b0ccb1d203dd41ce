import { parseDocumentValue } from '../document/parse'
import {
  type CheckOutcome,
  type EarlyStoppingOutcome,
  type EngineEvent,
  type EngineRequest,
  engineRequestSchema,
  protocolVersion,
  type RunState,
  type XrayOutcome,
} from '../protocol'
import type { DatasetPart, Metrics } from '../training/metrics'
import type { NamedTensor } from '../training/session'
import { chooseBackend } from './backends'
import { checkDocument } from './check-document'
import { type OpenSession, openSession } from './open-session'
import type { WasmRuntimes } from './wasm-runtime'
import { weightsHash } from './weights-hash'
import { type BatchCache, xrayDocument } from './xray-document'

export interface EngineServiceOptions {
  readonly datasetsDirectory: string
  /** Null to train on the reference backend. */
  readonly runtimes: WasmRuntimes | null
  /** Sends an event to the client; `transfer` lists buffers to hand over instead of copying. */
  readonly post: (event: EngineEvent, transfer?: readonly ArrayBuffer[]) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
  /** Lets messages in between two slices of training. */
  readonly yieldToMessages: () => Promise<void>
}

/** Longest time between two telemetry messages, and between two looks at the mailbox. */
const messageInterval = 1000 / 30
const sliceMilliseconds = 12

interface Run extends OpenSession {
  readonly id: number
  state: RunState
  /** Step of the newest validation; −1 before the first. */
  validatedAt: number
  /** Step of the histograms that were sent last. */
  histogramsPosted: number
  rateSteps: number
  rateSince: number
  rate: number
}

/**
 * The engine behind a message channel: one run at a time, trained in slices so that pause and stop
 * take effect within one step. Telemetry is coalesced to at most 30 messages a second.
 */
export class EngineService {
  private run: Run | null = null
  private frames: Float64Array = new Float64Array(0)
  private frameCount = 0
  /** Evaluations that wait for the next message, after the frames they belong to. */
  private evaluations: EngineEvent[] = []
  private lastPost = 0
  private looping = false
  private queue: Promise<void> = Promise.resolve()
  /** Gradient checks, one after the other, beside the requests of the run. */
  private checks: Promise<void> = Promise.resolve()
  private readonly cancelledChecks = new Set<number>()
  private xrays: Promise<void> = Promise.resolve()
  private newestXray = 0
  private readonly batchCache: BatchCache = { key: '', batch: null }

  constructor(private readonly options: EngineServiceOptions) {}

  /** Handles one request; requests are handled one after the other. Never throws. */
  handle(message: unknown): Promise<void> {
    const parsed = engineRequestSchema.safeParse(message)
    if (!parsed.success) {
      this.fail(null, 'The engine was sent a message it does not know.', 'Restart Gradscope.')
      return Promise.resolve()
    }
    const request = parsed.data as EngineRequest
    if (request.type === 'check') {
      this.checks = this.checks.then(() => this.check(request))
      return this.checks
    }
    if (request.type === 'cancelCheck') {
      this.cancelledChecks.add(request.checkId)
      return Promise.resolve()
    }
    if (request.type === 'xray') {
      this.newestXray = request.xrayId
      this.xrays = this.xrays.then(() => this.xray(request))
      return this.xrays
    }
    // A run comes first: what is not under way yet can wait.
    if (request.type === 'load') this.newestXray = Number.NaN
    this.queue = this.queue
      .then(() => this.dispatch(request))
      .catch(error => {
        const runId = 'runId' in request ? request.runId : null
        this.fail(runId, `The engine failed: ${(error as Error).message}`, 'Start the run again.')
      })
    return this.queue
  }

  private async dispatch(
    request: Exclude<EngineRequest, { type: 'check' | 'cancelCheck' | 'xray' }>,
  ): Promise<void> {
    if (request.type === 'hello') return this.hello(request.protocol)
    if (request.type === 'load') return this.load(request)
    const { run } = this
    if (!run || run.id !== request.runId) return
    switch (request.type) {
      case 'run':
        return this.start(run)
      case 'pause':
        if (run.state === 'running') this.setState(run, 'paused')
        return
      case 'step':
        return this.singleStep(run)
      case 'stop':
        return this.finish(run, 'stopped')
      case 'reset':
        run.session.reset()
        run.earlyStopping?.reset()
        run.validatedAt = -1
        this.discard()
        this.restartRate(run, 0)
        this.setState(run, 'ready')
        return
      case 'weights':
        return this.sendWeights(run)
    }
  }

  /**
   * Checks a document's gradients in memory of its own, on the reference backend, in pieces: the
   * current run trains on and takes requests in between.
   */
  private async check(request: EngineRequest & { type: 'check' }): Promise<void> {
    let result: CheckOutcome
    try {
      result = await this.runCheck(request)
    } catch (error) {
      if (error === cancelled) return
      const message = `The gradient check failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Check the graph.', nodeId: null }
    } finally {
      this.cancelledChecks.delete(request.checkId)
    }
    this.post({ type: 'checked', checkId: request.checkId, result })
  }

  private async runCheck(request: EngineRequest & { type: 'check' }): Promise<CheckOutcome> {
    const { checkId, steps } = request
    const parsed = parseDocumentValue(request.document)
    if (parsed.kind !== 'ok') return unreadable(parsed)
    const checked = await checkDocument(parsed.document, {
      datasetsDirectory: this.options.datasetsDirectory,
      ...(steps !== undefined && { steps }),
      onTensor: (tensor, index, count) =>
        this.post({ type: 'checking', checkId, tensor, index, count }),
      pause: async () => {
        await new Promise(resolve => setImmediate(resolve))
        if (this.cancelledChecks.has(checkId)) throw cancelled
      },
    })
    if (!checked.ok) return { ok: false, ...checked.failure }
    const { check: initial, trained, passed } = checked
    return { ok: true, initial, trained, passed }
  }

  /** Looks at a network before training, in memory of its own; an older request is left unanswered. */
  private async xray({ xrayId, document }: EngineRequest & { type: 'xray' }): Promise<void> {
    const isWanted = () => xrayId === this.newestXray
    if (!isWanted()) return
    let result: XrayOutcome
    try {
      const parsed = parseDocumentValue(document)
      if (parsed.kind !== 'ok') result = unreadable(parsed)
      else {
        const { datasetsDirectory, runtimes } = this.options
        const backend = chooseBackend(runtimes?.withoutHelpers() ?? null, { threads: 1 })
        const cache = this.batchCache
        const looked = await xrayDocument(parsed.document, {
          datasetsDirectory,
          backend,
          cache,
          isWanted,
        })
        if (!looked.ok && looked.failure === null) return
        result = looked.ok ? looked : { ok: false, ...looked.failure! }
      }
    } catch (error) {
      const message = `The engine failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Check the graph.', nodeId: null }
    }
    this.post({ type: 'xrayed', xrayId, result })
  }

  private sendWeights(run: Run): void {
    const parameters = run.session.parameters()
    const copy = ({ name, shape, values }: NamedTensor) => ({
      name,
      shape,
      values: values.slice(),
    })
    this.post({
      type: 'weights',
      runId: run.id,
      hash: weightsHash(parameters),
      tensors: parameters.map(copy),
      buffers: run.session.buffers().map(copy),
    })
  }

  private hello(protocol: number): void {
    if (protocol === protocolVersion) {
      this.post({
        type: 'ready',
        protocol: protocolVersion,
        backend: this.options.runtimes ? 'wasm' : 'reference',
      })
    } else {
      this.fail(
        null,
        `The engine speaks protocol ${protocolVersion}, the window ${protocol}.`,
        'Restart Gradscope.',
      )
    }
  }

  private async load(request: EngineRequest & { type: 'load' }): Promise<void> {
    this.run = null
    this.discard()
    const parsed = parseDocumentValue(request.document)
    if (parsed.kind !== 'ok') {
      const detail =
        parsed.kind === 'tooNew'
          ? `it has format version ${parsed.version}`
          : parsed.kind === 'invalid'
            ? `${parsed.path}: ${parsed.reason}`
            : parsed.reason
      this.fail(request.runId, `The graph cannot be read: ${detail}.`, 'Check the graph.')
      return
    }
    const backend = chooseBackend(this.options.runtimes, request)
    const opened = await openSession(parsed.document, {
      datasetsDirectory: this.options.datasetsDirectory,
      backend,
      ...(request.maxSteps !== undefined && { maxSteps: request.maxSteps }),
      ...(request.weights && { weights: request.weights }),
      ...(request.telemetryEvery !== undefined && { telemetryEvery: request.telemetryEvery }),
      ...(request.histogramEvery !== undefined && { histogramEvery: request.histogramEvery }),
    })
    if (!opened.ok) {
      const { message, remedy, nodeId } = opened.failure
      this.fail(request.runId, message, remedy, nodeId)
      return
    }
    const { session, program, threads, memoryBytes, examples } = opened.value
    this.run = {
      ...opened.value,
      id: request.runId,
      state: 'ready',
      validatedAt: -1,
      histogramsPosted: 0,
      rateSteps: 0,
      rateSince: 0,
      rate: 0,
    }
    this.frames = new Float64Array(program.telemetry.width * 512)
    this.post({
      type: 'loaded',
      runId: request.runId,
      backend: backend.name,
      threads,
      layout: program.telemetry,
      totalSteps: session.totalSteps,
      stepsPerEpoch: session.stepsPerEpoch,
      parameterCount: session.parameters().reduce((sum, { values }) => sum + values.length, 0),
      memoryBytes,
      examples,
    })
    this.setState(this.run, 'ready')
  }

  private start(run: Run): void {
    if (run.state === 'running') return
    if (run.state !== 'paused' && run.state !== 'ready') return
    this.restartRate(run, run.rate)
    this.setState(run, 'running')
    if (run.session.stepsDone === 0) this.validate(run)
    if (!this.looping) void this.loop()
  }

  private async loop(): Promise<void> {
    this.looping = true
    try {
      for (let run = this.run; run?.state === 'running'; run = this.run) {
        const sliceEnd = this.options.now() + sliceMilliseconds
        do this.trainStep(run)
        while (run.state === 'running' && this.options.now() < sliceEnd)
        if (this.options.now() - this.lastPost >= messageInterval) this.flush(run)
        await this.options.yieldToMessages()
      }
    } catch (error) {
      const { run } = this
      this.run = null
      this.fail(
        run?.id ?? null,
        `The engine failed: ${(error as Error).message}`,
        'Start the run again.',
      )
    } finally {
      this.looping = false
    }
  }

  private singleStep(run: Run): void {
    if (run.state !== 'ready' && run.state !== 'paused' && run.state !== 'running') return
    if (run.session.stepsDone === 0) this.validate(run)
    run.state = 'paused'
    this.restartRate(run, 0)
    this.trainStep(run)
    this.flush(run)
    if (run.state === 'paused') this.setState(run, 'paused')
  }

  private trainStep(run: Run): void {
    const { session, program } = run
    const { width } = program.telemetry
    if ((this.frameCount + 1) * width > this.frames.length) this.growFrames()
    if (session.step(this.frames, this.frameCount * width)) this.frameCount++
    run.rateSteps++
    if (session.divergence) {
      this.setState(run, 'diverged', { reason: session.divergence })
      return
    }
    const epochDone = session.stepsDone % session.stepsPerEpoch === 0
    const last = session.isFinished
    const stop = epochDone || last ? this.watch(run, last) : false
    if (last || stop) this.finish(run, 'finished')
  }

  /** Ends a run: the last frames, the metrics of every part, and the state. Once ended, it stays so. */
  private finish(run: Run, state: 'finished' | 'stopped'): void {
    if (run.state === 'finished' || run.state === 'stopped' || run.state === 'diverged') return
    const outcome = state === 'finished' ? run.earlyStopping?.conclude() : null
    if (run.session.stepsDone > 0) {
      const at = outcome?.restored ? outcome.best : undefined
      this.evaluate(run, 'train', at)
      if (at || run.validatedAt !== run.session.stepsDone) this.evaluate(run, 'validation', at)
      this.evaluate(run, 'test', at)
    }
    this.setState(run, state, outcome ? { earlyStopping: outcome } : {})
  }

  /**
   * Validates at the end of an epoch; true when early stopping ends the run. Without it, the last
   * weights are left to be measured with all parts.
   */
  private watch(run: Run, last: boolean): boolean {
    const { session, earlyStopping } = run
    if (last && !earlyStopping) return false
    const metrics = this.validate(run)
    return metrics !== null && !!earlyStopping?.observe(metrics, session.stepsDone, session.epoch)
  }

  private validate(run: Run): Metrics | null {
    if (run.validatedAt === run.session.stepsDone) return null
    run.validatedAt = run.session.stepsDone
    return this.evaluate(run, 'validation')
  }

  /** Goes out with the next frames, so that short epochs do not make for more messages. */
  private evaluate(
    run: Run,
    part: DatasetPart,
    at: { readonly step: number; readonly epoch: number } = {
      step: run.session.stepsDone,
      epoch: run.session.epoch,
    },
  ): Metrics | null {
    const metrics = run.session.evaluate(part)
    if (!metrics) return null
    this.evaluations.push({
      type: 'evaluation',
      runId: run.id,
      step: at.step,
      epoch: at.epoch,
      part,
      metrics,
      ...(part === 'validation' && { deadUnits: run.session.deadUnits() }),
    })
    return metrics
  }

  private setState(
    run: Run,
    state: RunState,
    more: { readonly reason?: string; readonly earlyStopping?: EarlyStoppingOutcome } = {},
  ): void {
    if (state !== 'running') this.flush(run)
    run.state = state
    this.post({
      type: 'state',
      runId: run.id,
      state,
      step: run.session.stepsDone,
      epoch: run.session.epoch,
      ...more,
    })
  }

  private flush(run: Run): void {
    const now = this.options.now()
    this.lastPost = now
    this.postFrames(run, now)
    for (const evaluation of this.evaluations.splice(0)) this.post(evaluation)
  }

  private postFrames(run: Run, now: number): void {
    if (this.frameCount === 0) return
    const elapsed = now - run.rateSince
    if (elapsed >= 250) {
      run.rate = (run.rateSteps / elapsed) * 1000
      run.rateSteps = 0
      run.rateSince = now
    }
    const frames = this.frames.slice(0, this.frameCount * run.program.telemetry.width)
    this.frameCount = 0
    const { histograms } = run.session
    const isNew = histograms !== null && histograms.step !== run.histogramsPosted
    run.histogramsPosted = histograms?.step ?? 0
    this.post(
      {
        type: 'telemetry',
        runId: run.id,
        frames,
        stepsPerSecond: run.rate,
        ...(isNew && {
          histograms: { step: histograms.step, counts: Float64Array.from(histograms.counts) },
        }),
      },
      [frames.buffer],
    )
  }

  /** Very short steps fill the buffer before the next message is due. */
  private growFrames(): void {
    const larger = new Float64Array(2 * this.frames.length)
    larger.set(this.frames)
    this.frames = larger
  }

  private discard(): void {
    this.frameCount = 0
    this.evaluations = []
  }

  private restartRate(run: Run, rate: number): void {
    run.rate = rate
    run.rateSteps = 0
    run.rateSince = this.options.now()
  }

  private fail(
    runId: number | null,
    message: string,
    remedy: string,
    nodeId: string | null = null,
  ): void {
    this.post({ type: 'failed', runId, message, remedy, nodeId })
  }

  private post(event: EngineEvent, transfer?: readonly ArrayBuffer[]): void {
    this.options.post(event, transfer)
  }
}

/** Thrown inside a check that is not wanted any more. */
const cancelled = new Error('cancelled')

function unreadable(parsed: Exclude<ReturnType<typeof parseDocumentValue>, { kind: 'ok' }>) {
  const reason = parsed.kind === 'invalid' ? `${parsed.path}: ${parsed.reason}` : parsed.kind
  const message = `The graph cannot be read: ${reason}.`
  return { ok: false as const, message, remedy: 'Check the graph.', nodeId: null }
}
