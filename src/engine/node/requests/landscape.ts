import { usesClassIndices } from '../../plan/target'
import { measureLandscape } from '../../probe/landscape'
import type { LandscapeOutcome } from '../../probe/messages'
import { createBatchLoader } from '../../training/batch'
import type { CurrentRun } from '../current-run'
import type { EngineContext, RequestOf } from './context'
import { copyNetwork } from './copy-network'
import { createPause } from './slices'

/** Most examples that are evaluated at once. */
const mostRows = 256
/** Shortest time between two progress messages, in milliseconds. */
const progressInterval = 100

/**
 * Measures loss landscapes around a run's weights, in memory of their own and in slices: the run
 * trains on in between. One at a time; a newer request takes the place of an older one.
 */
export class LandscapeRequests {
  private newest = Number.NaN

  constructor(private readonly context: EngineContext) {}

  /** Answers with `landscapeProgress` events and one `landscapeMeasured`, unless given up. */
  async measure(request: RequestOf<'landscape'>, run: CurrentRun): Promise<void> {
    const { landscapeId } = request
    this.newest = landscapeId
    let result: LandscapeOutcome
    try {
      result = await this.run(request, run)
    } catch (error) {
      if (error === gaveUp) return
      const message = `The loss landscape failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Start the run again.' }
    }
    this.context.post({ type: 'landscapeMeasured', landscapeId, result })
  }

  cancel(landscapeId: number): void {
    if (this.newest === landscapeId) this.newest = Number.NaN
  }

  private async run(
    { landscapeId, resolution, range, seed, part, examples: most }: RequestOf<'landscape'>,
    run: CurrentRun,
  ): Promise<LandscapeOutcome> {
    const { data, program } = run.opened
    const examples = data[part]
    const count = Math.min(most, examples.count)
    if (count === 0) {
      return {
        ok: false,
        message: 'The data has no examples of that part.',
        remedy: 'Measure the loss on another part.',
      }
    }
    const { step, epoch } = run.moment
    const batch = Math.min(mostRows, count)
    const copied = copyNetwork(run, { batch, keepOutputs: false }, this.context)
    if (!copied.ok) return copied
    const { network } = copied
    const loader = createBatchLoader(network.executor, data.info, usesClassIndices(program.graph))
    const pause = createPause(this.context)
    const { now, post } = this.context
    const grid = { resolution, range }
    let posted = Number.NEGATIVE_INFINITY
    const losses = await measureLandscape({ network, loader, examples, count }, grid, seed, {
      onPoint: (soFar, done) => {
        if (now() - posted < progressInterval) return
        posted = now()
        const copy = soFar.slice()
        post({ type: 'landscapeProgress', landscapeId, soFar: { ...grid, losses: copy, done } })
      },
      pause: async () => {
        await pause()
        if (this.newest !== landscapeId) throw gaveUp
      },
    })
    const measured = { ...grid, losses, seed, part, examples: count }
    return { ok: true, landscape: { ...measured, runId: run.id, step, epoch } }
  }
}

/** Thrown inside a landscape that is not wanted any more. */
const gaveUp = new Error('cancelled')
