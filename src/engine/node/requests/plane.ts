import type { PreparedData } from '../../data/dataset'
import { parseDocumentValue } from '../../document/parse'
import { askPlane, hasPlane, planeOf } from '../../probe/boundary'
import type { PlaneOutcome } from '../../probe/messages'
import type { NetworkCopy } from '../../probe/network-copy'
import type { EngineEvent } from '../../protocol'
import { chooseBackend } from '../backends'
import type { CurrentRun } from '../current-run'
import { checkTrainable, openSession } from '../open-session'
import { type EngineContext, type RequestOf, unreadable } from './context'
import { copyNetwork } from './copy-network'
import { createPause } from './slices'

/** Of every network: examples that are evaluated at once, and that units are asked too. */
const copyOptions = { batch: 256, keepOutputs: true } as const
/** Units of a node that are worth a picture each. */
const mostUnits = 64

/** Which weights were asked, and by which request. */
type Answered = Omit<Extract<EngineEvent, { type: 'planeAnswered' }>, 'type' | 'result'>

const noPlane = {
  ok: false as const,
  message: 'A decision boundary can be drawn for data with two inputs only.',
  remedy: 'Choose a data set of points, such as the spiral.',
}

/** Asks the run's network on a plane, one request after the other, in memory of its own. */
export class PlaneRequests {
  private queue: Promise<void> = Promise.resolve()
  /** Of the newest run, so that it is compiled once. */
  private copy: { readonly run: CurrentRun; readonly network: NetworkCopy } | null = null

  constructor(private readonly context: EngineContext) {}

  /** Answers with `planeAnswered`. */
  answer(request: RequestOf<'plane'>, run: CurrentRun): Promise<void> {
    this.queue = this.queue.then(() => {
      const { planeId, runId } = request
      const { step, epoch } = run.moment
      return this.post({ planeId, runId, step, epoch }, () => this.ask(request, run))
    })
    return this.queue
  }

  /** Answers with `planeAnswered` for the weights that a run of the document would begin with. */
  answerInitial(request: RequestOf<'initialPlane'>): Promise<void> {
    this.queue = this.queue.then(() =>
      this.post({ planeId: request.planeId, runId: null, step: 0, epoch: 0 }, () =>
        this.askInitial(request),
      ),
    )
    return this.queue
  }

  private async post(of: Answered, ask: () => Promise<PlaneOutcome>): Promise<void> {
    let result: PlaneOutcome
    try {
      result = await ask()
    } catch (error) {
      const message = `The engine failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Start the run again.' }
    }
    const buffers = result.ok
      ? [result.answer.outputs, ...result.answer.units.map(({ values }) => values)]
          .flat()
          .map(values => values.buffer as ArrayBuffer)
      : []
    this.context.post({ type: 'planeAnswered', ...of, result }, buffers)
  }

  private async askInitial(request: RequestOf<'initialPlane'>): Promise<PlaneOutcome> {
    const parsed = parseDocumentValue(request.document)
    if (parsed.kind !== 'ok') return unreadable(parsed)
    const trainable = checkTrainable(parsed.document)
    if (!trainable.ok) return { ok: false, ...trainable.failure }
    // Nothing is read where there is no plane.
    if (!hasPlane({ info: trainable.graph.dataShape })) return noPlane
    const { datasetsDirectory, runtimes } = this.context
    const backend = chooseBackend(runtimes?.withoutHelpers() ?? null, { threads: 1 })
    const opened = await openSession(parsed.document, { datasetsDirectory, backend })
    if (!opened.ok) return { ok: false, ...opened.failure }
    const { session, data } = opened.value
    const copied = copyNetwork({ opened: opened.value, session }, copyOptions, this.context)
    return copied.ok ? this.askNetwork(copied.network, data, request) : copied
  }

  private async ask(request: RequestOf<'plane'>, run: CurrentRun): Promise<PlaneOutcome> {
    const { data } = run.opened
    if (!hasPlane(data)) return noPlane
    if (this.copy?.run !== run) {
      const copied = copyNetwork(run, copyOptions, this.context)
      if (!copied.ok) return copied
      this.copy = { run, network: copied.network }
    }
    const { network } = this.copy
    network.assign(run.session.parameters(), run.session.buffers())
    return this.askNetwork(network, data, request)
  }

  private async askNetwork(
    network: NetworkCopy,
    data: PreparedData,
    { resolution, unitsOf }: Pick<RequestOf<'plane'>, 'resolution' | 'unitsOf'>,
  ): Promise<PlaneOutcome> {
    const question = { resolution, unitsOf, mostUnits, plane: planeOf(data) }
    const answer = await askPlane(network, data, question, createPause(this.context))
    return { ok: true, answer }
  }
}
