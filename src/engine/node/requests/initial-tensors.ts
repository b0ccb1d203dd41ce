import { parseDocumentValue } from '../../document/parse'
import type { NotShown } from '../../protocol'
import { activationHistograms } from '../../training/activation-histograms'
import { readLayer } from '../../training/layer-tensors'
import { compileReplay, StepReplay } from '../../training/step-replay'
import { chooseBackend } from '../backends'
import { type BatchCache, openFirstStep } from '../first-step'
import { type EngineContext, type RequestOf, unreadable } from './context'
import { buffersOf } from './tensors'

type Look = { readonly ok: true; readonly replay: StepReplay } | NotShown

/**
 * Looks into the layers of networks before training, at the initial weights and the first batch, in
 * memory of their own. Of each kind of request only the newest is answered.
 */
export class InitialTensorRequests {
  private queue: Promise<void> = Promise.resolve()
  private newestTensors = Number.NaN
  private newestActivations = Number.NaN

  constructor(
    private readonly context: EngineContext,
    private readonly cache: BatchCache,
  ) {}

  /** Answers with `tensors`, unless a newer request comes first. */
  tensors({ tensorsId, document, nodeId }: RequestOf<'initialTensors'>): Promise<void> {
    this.newestTensors = tensorsId
    const isWanted = () => tensorsId === this.newestTensors
    return this.look(document, isWanted, look => {
      const answer = { type: 'tensors', runId: null, tensorsId } as const
      if (!look.ok) return this.context.post({ ...answer, result: look })
      const { replay } = look
      const { session } = replay
      const initial = new Map(session.parameters().map(({ name, values }) => [name, values]))
      const layer = readLayer(replay, replay.run(), { nodeId }, initial)
      const result = layer ? { ok: true as const, layer } : unknownNode
      this.context.post({ ...answer, result }, layer ? buffersOf(layer) : [])
    })
  }

  /** Answers with `activations`, unless a newer request comes first. */
  activations({ activationsId, document }: RequestOf<'initialActivations'>): Promise<void> {
    this.newestActivations = activationsId
    const isWanted = () => activationsId === this.newestActivations
    return this.look(document, isWanted, look => {
      const result = look.ok
        ? { ok: true as const, histograms: activationHistograms(look.replay, look.replay.run()) }
        : look
      this.context.post({ type: 'activations', runId: null, activationsId, result })
    })
  }

  /** Leaves what is not answered yet unanswered. */
  cancel(): void {
    this.newestTensors = Number.NaN
    this.newestActivations = Number.NaN
  }

  private look(
    document: unknown,
    isWanted: () => boolean,
    answer: (look: Look) => void,
  ): Promise<void> {
    this.queue = this.queue.then(async () => {
      if (!isWanted()) return
      try {
        const look = await this.open(document, isWanted)
        if (look && isWanted()) answer(look)
      } catch (error) {
        const message = `The engine failed: ${(error as Error).message}`
        answer({ ok: false, message, remedy: 'Check the graph.' })
      }
    })
    return this.queue
  }

  /** Null where it is not wanted any more. */
  private async open(document: unknown, isWanted: () => boolean): Promise<Look | null> {
    const parsed = parseDocumentValue(document)
    if (parsed.kind !== 'ok') return unreadable(parsed)
    const { datasetsDirectory, runtimes } = this.context
    const backend = chooseBackend(runtimes?.withoutHelpers() ?? null, { threads: 1 })
    const options = { datasetsDirectory, backend, cache: this.cache, isWanted }
    const opened = await openFirstStep(parsed.document, options)
    if (!opened.ok) return opened.failure && { ok: false, ...opened.failure }
    const { session } = opened.value
    const program = compileReplay(session)
    const executor = backend.prepare(program).createExecutor()
    return { ok: true, replay: new StepReplay(session, program, executor) }
  }
}

const unknownNode = {
  ok: false as const,
  message: 'The network has no such node.',
  remedy: 'Select another node.',
}
