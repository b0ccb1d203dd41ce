import { availableParallelism } from 'node:os'
import { parseDocumentValue } from '../../document/parse'
import type { SweepOutcome } from '../../sweep/messages'
import { resolveSweep } from '../../sweep/resolve'
import { checkTrainable } from '../open-session'
import { runSweep, type SweepRun } from '../sweep/run-sweep'
import { type EngineContext, type RequestOf, unreadable } from './context'

/** Shortest time between two progress messages, in milliseconds. */
const progressInterval = 100

/** Trains sweeps in threads of their own, one at a time: a newer one takes the place of an older. */
export class SweepRequests {
  private current: { readonly id: number; readonly run: SweepRun } | null = null

  constructor(private readonly context: EngineContext) {}

  /** Answers with `sweepProgress`, a `trialDone` for each trial, and `sweepEnded` unless cancelled. */
  async sweep(request: RequestOf<'sweep'>): Promise<void> {
    const { sweepId } = request
    if (this.current) this.cancel(this.current.id)
    const outcome = await this.run(request).catch(failureOf)
    if (outcome) this.context.post({ type: 'sweepEnded', sweepId, outcome })
  }

  cancel(sweepId: number): void {
    if (this.current?.id !== sweepId) return
    this.current.run.cancel()
    this.current = null
  }

  /** Null where it was cancelled. */
  private async run(request: RequestOf<'sweep'>): Promise<SweepOutcome | null> {
    const { sweepId, done, workers = availableParallelism() } = request
    const { post, now, startTrialWorker: startWorker } = this.context
    const parsed = parseDocumentValue(request.document)
    if (parsed.kind !== 'ok') return { ...unreadable(parsed), path: null }
    const { document } = parsed
    const trainable = checkTrainable(document)
    if (!trainable.ok) return { ok: false, path: null, ...trainable.failure }
    const resolved = resolveSweep(document, request.spec)
    if (!resolved.ok) return { ok: false, ...resolved.failure }
    if (!startWorker) throw new Error('there is nothing to train trials on')
    let posted = Number.NEGATIVE_INFINITY
    const run = runSweep({
      document,
      sweep: resolved.sweep,
      done: new Set(done),
      workers,
      startWorker,
      onTrial: (result, record) => post({ type: 'trialDone', sweepId, result, record }),
      onProgress: running => {
        if (now() - posted < progressInterval) return
        posted = now()
        post({ type: 'sweepProgress', sweepId, running })
      },
    })
    this.current = { id: sweepId, run }
    await run.finished
    // Not the same where it was cancelled.
    if (this.current?.run !== run) return null
    this.current = null
    return { ok: true }
  }
}

function failureOf(error: Error): SweepOutcome {
  const message = `The sweep failed: ${error.message}`
  return { ok: false, path: null, message, remedy: 'Start it again.' }
}
