import { parseDocumentValue } from '../../document/parse'
import type { CheckOutcome } from '../../protocol'
import { checkDocument } from '../check-document'
import { type EngineContext, type RequestOf, unreadable } from './context'

/**
 * Checks documents' gradients one after the other, in memory of their own, on the reference backend,
 * in pieces: the current run trains on and takes requests in between.
 */
export class CheckRequests {
  private queue: Promise<void> = Promise.resolve()
  private readonly cancelled = new Set<number>()

  constructor(private readonly context: EngineContext) {}

  /** Answers with `checking` events and one `checked`, unless cancelled. */
  check(request: RequestOf<'check'>): Promise<void> {
    this.queue = this.queue.then(() => this.answer(request))
    return this.queue
  }

  cancel(checkId: number): void {
    this.cancelled.add(checkId)
  }

  private async answer(request: RequestOf<'check'>): Promise<void> {
    let result: CheckOutcome
    try {
      result = await this.run(request)
    } catch (error) {
      if (error === gaveUp) return
      const message = `The gradient check failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Check the graph.', nodeId: null }
    } finally {
      this.cancelled.delete(request.checkId)
    }
    this.context.post({ type: 'checked', checkId: request.checkId, result })
  }

  private async run(request: RequestOf<'check'>): Promise<CheckOutcome> {
    const { checkId, steps } = request
    const { datasetsDirectory, post } = this.context
    const parsed = parseDocumentValue(request.document)
    if (parsed.kind !== 'ok') return unreadable(parsed)
    const checked = await checkDocument(parsed.document, {
      datasetsDirectory,
      ...(steps !== undefined && { steps }),
      onTensor: (tensor, index, count) => post({ type: 'checking', checkId, tensor, index, count }),
      pause: async () => {
        await new Promise(resolve => setImmediate(resolve))
        if (this.cancelled.has(checkId)) throw gaveUp
      },
    })
    if (!checked.ok) return { ok: false, ...checked.failure }
    const { check: initial, trained, passed } = checked
    return { ok: true, initial, trained, passed }
  }
}

/** Thrown inside a check that is not wanted any more. */
const gaveUp = new Error('cancelled')
