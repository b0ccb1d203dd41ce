import { activationHistograms } from '../../training/activation-histograms'
import { type LayerTensors, readLayer } from '../../training/layer-tensors'
import { compileReplay, StepReplay } from '../../training/step-replay'
import { chooseBackend } from '../backends'
import type { CurrentRun } from '../current-run'
import type { EngineContext, RequestOf } from './context'

/** How long a run is held ready to be looked into after the last request, in milliseconds. */
const patience = 5000

const mostBytes = 1024 ** 3

/**
 * Looks into the newest step of the current run. While it is asked again and again, the run keeps the
 * weights that each step begins with; a while after the last request it stops, and memory is given back.
 */
export class TensorRequests {
  private replay: StepReplay | null = null
  private watched: CurrentRun | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly context: EngineContext) {}

  /** Answers with `tensors`. */
  tensors(request: RequestOf<'tensors'>, run: CurrentRun): void {
    const { runId, tensorsId } = request
    const replay = this.watch(run)
    if (!replay) {
      this.context.post({ type: 'tensors', runId, tensorsId, result: tooLarge })
      return
    }
    const now = new Map(run.session.parameters().map(({ name, values }) => [name, values]))
    const layer = readLayer(replay, replay.run(), request, now)
    const result = layer ? { ok: true as const, layer } : unknownNode
    this.context.post({ type: 'tensors', runId, tensorsId, result }, layer ? buffersOf(layer) : [])
  }

  /** Answers with `activations`. */
  activations({ runId, activationsId }: RequestOf<'activations'>, run: CurrentRun): void {
    const replay = this.watch(run)
    const result = replay
      ? { ok: true as const, histograms: activationHistograms(replay, replay.run()) }
      : tooLarge
    this.context.post({ type: 'activations', runId, activationsId, result })
  }

  /** Null where the network is too large to be held twice. */
  private watch(run: CurrentRun): StepReplay | null {
    if (this.watched !== run) this.release()
    if (!this.replay) {
      const backend = chooseBackend(this.context.runtimes?.withoutHelpers() ?? null, {
        backend: run.session.isExact ? 'reference' : 'wasm',
        threads: 1,
      })
      const program = compileReplay(run.session)
      const prepared = backend.prepare(program)
      if (prepared.memoryBytes > mostBytes) return null
      this.replay = new StepReplay(run.session, program, prepared.createExecutor())
      this.watched = run
    }
    run.session.keepsWeights = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.release(), patience)
    this.timer.unref()
    return this.replay
  }

  private release(): void {
    if (this.watched) this.watched.session.keepsWeights = false
    this.watched = null
    this.replay = null
  }
}

/** Memory that is handed over with a layer. */
export function buffersOf({ params, units, outputs }: LayerTensors): ArrayBuffer[] {
  const arrays = [...params.flatMap(({ values, gradient }) => [values, gradient])]
  return [...arrays, ...Object.values(units), ...(outputs ? [outputs] : [])].map(
    ({ buffer }) => buffer as ArrayBuffer,
  )
}

const tooLarge = {
  ok: false as const,
  message: 'The network is too large to look inside its layers while it trains.',
  remedy: 'Make its layers or the batch smaller.',
}

const unknownNode = {
  ok: false as const,
  message: 'The network that is trained has no such node.',
  remedy: 'Train again to look inside it.',
}
