import { type EngineRequest, engineRequestSchema, protocolVersion } from '../protocol'
import type { CurrentRun } from './current-run'
import type { BatchCache } from './first-step'
import { CheckRequests } from './requests/check'
import { discardCheckpoint, findCheckpoint } from './requests/checkpoints'
import type { EngineContext, RequestOf } from './requests/context'
import { EvaluationRequests } from './requests/evaluation'
import { ExamplesRequests } from './requests/examples'
import { InitialTensorRequests } from './requests/initial-tensors'
import { InspectionRequests } from './requests/inspection'
import { LandscapeRequests } from './requests/landscape'
import { loadRun } from './requests/load'
import { PlaneRequests } from './requests/plane'
import { SweepRequests } from './requests/sweep'
import { TensorRequests } from './requests/tensors'
import { weightsOf } from './requests/weights'
import { XrayRequests } from './requests/xray'

/**
 * The engine behind a message channel: one current run, and requests beside it. Each kind of request
 * has its file in `requests/`; what trains is `CurrentRun`.
 */
export class EngineService {
  private run: CurrentRun | null = null
  /** The load that came last: nobody waits for those before it any more. */
  private newestLoad: RequestOf<'load'> | null = null
  private queue: Promise<void> = Promise.resolve()
  private readonly checks: CheckRequests
  private readonly xrays: XrayRequests
  private readonly insides: TensorRequests
  private readonly initialInsides: InitialTensorRequests
  private readonly evaluations: EvaluationRequests
  private readonly examples: ExamplesRequests
  private readonly planes: PlaneRequests
  private readonly inspections: InspectionRequests
  private readonly landscapes: LandscapeRequests
  private readonly sweeps: SweepRequests

  constructor(private readonly context: EngineContext) {
    this.checks = new CheckRequests(context)
    const cache: BatchCache = { key: '', batch: null }
    this.xrays = new XrayRequests(context, cache)
    this.initialInsides = new InitialTensorRequests(context, cache)
    this.insides = new TensorRequests(context)
    this.examples = new ExamplesRequests(context)
    this.planes = new PlaneRequests(context)
    this.inspections = new InspectionRequests(context)
    this.landscapes = new LandscapeRequests(context)
    this.sweeps = new SweepRequests(context)
    this.evaluations = new EvaluationRequests(context)
  }

  /** Handles one request; what is asked of the run is handled in order. Never throws. */
  handle(message: unknown): Promise<void> {
    const parsed = engineRequestSchema.safeParse(message)
    if (!parsed.success) {
      this.fail(null, 'The engine was sent a message it does not know.', 'Restart Gradscope.')
      return Promise.resolve()
    }
    const request = parsed.data as EngineRequest
    switch (request.type) {
      case 'check':
        return this.checks.check(request)
      case 'cancelCheck':
        this.checks.cancel(request.checkId)
        return Promise.resolve()
      case 'xray':
        return this.xrays.xray(request)
      case 'initialTensors':
        return this.initialInsides.tensors(request)
      case 'initialActivations':
        return this.initialInsides.activations(request)
      case 'inspectData':
        return this.inspections.inspect(request)
      case 'cancelInspection':
        this.inspections.cancel(request.inspectionId)
        return Promise.resolve()
      case 'examples':
        return this.examples.read(request)
      case 'initialPlane':
        return this.planes.answerInitial(request)
      case 'cancelLandscape':
        this.landscapes.cancel(request.landscapeId)
        return Promise.resolve()
      case 'sweep':
        return this.sweeps.sweep(request)
      case 'cancelSweep':
        this.sweeps.cancel(request.sweepId)
        return Promise.resolve()
      case 'findCheckpoint':
        return this.findCheckpoint(request.document)
      case 'discardCheckpoint':
        return discardCheckpoint(request.document, this.context).catch(() => {})
      // A run comes first: what is not under way yet can wait.
      case 'load':
        this.newestLoad = request
        this.xrays.cancel()
        this.initialInsides.cancel()
    }
    this.queue = this.queue
      .then(() => this.dispatch(request))
      .catch(error => this.failRun('runId' in request ? request.runId : null, error))
    return this.queue
  }

  private async dispatch(request: RunRequest): Promise<void> {
    if (request.type === 'hello') return this.hello(request.protocol)
    if (request.type === 'load') {
      if (this.isOvertaken(request)) return
      const before = this.run
      this.run = null
      this.run = await loadRun(request, this.context, before)
      this.run?.announce()
      return
    }
    const { run } = this
    if (!run || run.id !== request.runId) return
    switch (request.type) {
      case 'run':
        run
          .start(() => this.run === run)
          .catch(error => {
            if (this.run === run) this.run = null
            this.failRun(run.id, error)
          })
        return
      case 'pause':
        return run.pause()
      case 'step':
        return run.singleStep()
      case 'stop':
        return run.stop()
      case 'reset':
        return run.reset()
      case 'travel':
        run.travel(request.step, () => this.run === run).catch(error => this.failRun(run.id, error))
        return
      case 'weights':
        return this.context.post(weightsOf(run))
      case 'tensors':
        return this.insides.tensors(request, run)
      case 'activations':
        return this.insides.activations(request, run)
      // Answered beside the run, which goes on and takes requests in between.
      case 'plane':
        void this.planes.answer(request, run)
        return
      case 'landscape':
        void this.landscapes.measure(request, run)
        return
      case 'evaluateDetail':
        this.evaluations
          .evaluate(run, request.part, () => this.run === run)
          .catch(error => this.failRun(run.id, error))
        return
    }
  }

  /** One that goes on from the run before it needs that one. */
  private isOvertaken(load: RequestOf<'load'>): boolean {
    return load !== this.newestLoad && this.newestLoad?.from !== 'current'
  }

  /** A file that cannot be read is no run to resume. */
  private async findCheckpoint(document: unknown): Promise<void> {
    const checkpoint = await findCheckpoint(document, this.context).catch(() => null)
    this.context.post({ type: 'checkpointFound', checkpoint })
  }

  private hello(protocol: number): void {
    if (protocol === protocolVersion) {
      const backend = this.context.runtimes ? 'wasm' : 'reference'
      this.context.post({ type: 'ready', protocol: protocolVersion, backend })
    } else {
      const message = `The engine speaks protocol ${protocolVersion}, the window ${protocol}.`
      this.fail(null, message, 'Restart Gradscope.')
    }
  }

  private failRun(runId: number | null, error: unknown): void {
    this.fail(runId, `The engine failed: ${(error as Error).message}`, 'Start the run again.')
  }

  private fail(runId: number | null, message: string, remedy: string): void {
    this.context.post({ type: 'failed', runId, message, remedy, nodeId: null })
  }
}

type RunRequest = Exclude<
  EngineRequest,
  {
    type:
      | 'check'
      | 'cancelCheck'
      | 'xray'
      | 'examples'
      | 'initialPlane'
      | 'initialTensors'
      | 'initialActivations'
      | 'cancelLandscape'
      | 'inspectData'
      | 'cancelInspection'
      | 'findCheckpoint'
      | 'discardCheckpoint'
      | 'sweep'
      | 'cancelSweep'
  }
>
