import { askPlane, hasPlane, planeOf } from '../../probe/boundary'
import type { PlaneOutcome } from '../../probe/messages'
import type { NetworkCopy } from '../../probe/network-copy'
import type { CurrentRun } from '../current-run'
import type { EngineContext, RequestOf } from './context'
import { copyNetwork } from './copy-network'
import { createPause } from './slices'

/** Examples that are evaluated at once. */
const batch = 256
/** Units of a node that are worth a picture each. */
const mostUnits = 64

/** Asks the run's network on a plane, one request after the other, in memory of its own. */
export class PlaneRequests {
  private queue: Promise<void> = Promise.resolve()
  /** Of the newest run, so that it is compiled once. */
  private copy: { readonly run: CurrentRun; readonly network: NetworkCopy } | null = null

  constructor(private readonly context: EngineContext) {}

  /** Answers with `planeAnswered`. */
  answer(request: RequestOf<'plane'>, run: CurrentRun): Promise<void> {
    this.queue = this.queue.then(() => this.post(request, run))
    return this.queue
  }

  private async post(request: RequestOf<'plane'>, run: CurrentRun): Promise<void> {
    const { planeId, runId } = request
    const { step, epoch } = run.moment
    let result: PlaneOutcome
    try {
      result = await this.ask(request, run)
    } catch (error) {
      const message = `The engine failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Start the run again.' }
    }
    const buffers = result.ok
      ? [result.answer.outputs, ...result.answer.units.map(({ values }) => values)]
          .flat()
          .map(values => values.buffer as ArrayBuffer)
      : []
    this.context.post({ type: 'planeAnswered', planeId, runId, step, epoch, result }, buffers)
  }

  private async ask(request: RequestOf<'plane'>, run: CurrentRun): Promise<PlaneOutcome> {
    const { data } = run.opened
    if (!hasPlane(data)) {
      return {
        ok: false,
        message: 'A decision boundary can be drawn for data with two inputs only.',
        remedy: 'Choose a data set of points, such as the spiral.',
      }
    }
    if (this.copy?.run !== run) {
      const copied = copyNetwork(run, { batch, keepOutputs: true }, this.context)
      if (!copied.ok) return copied
      this.copy = { run, network: copied.network }
    }
    const { network } = this.copy
    network.assign(run.session.parameters(), run.session.buffers())
    const { resolution, unitsOf } = request
    const question = { resolution, unitsOf, mostUnits, plane: planeOf(data) }
    const answer = await askPlane(network, data, question, createPause(this.context))
    return { ok: true, answer }
  }
}
