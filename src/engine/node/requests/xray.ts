import { parseDocumentValue } from '../../document/parse'
import type { XrayOutcome } from '../../protocol'
import { chooseBackend } from '../backends'
import type { BatchCache } from '../first-step'
import { xrayDocument } from '../xray-document'
import { type EngineContext, type RequestOf, unreadable } from './context'

/**
 * Looks at networks before training, in memory of their own; only the newest request is answered.
 */
export class XrayRequests {
  private queue: Promise<void> = Promise.resolve()
  private newest = Number.NaN

  constructor(
    private readonly context: EngineContext,
    private readonly cache: BatchCache,
  ) {}

  /** Answers with `xrayed`, unless a newer request comes first. */
  xray(request: RequestOf<'xray'>): Promise<void> {
    this.newest = request.xrayId
    this.queue = this.queue.then(() => this.answer(request))
    return this.queue
  }

  /** Leaves what is not answered yet unanswered. */
  cancel(): void {
    this.newest = Number.NaN
  }

  private async answer({ xrayId, document }: RequestOf<'xray'>): Promise<void> {
    const isWanted = () => xrayId === this.newest
    if (!isWanted()) return
    let result: XrayOutcome | null
    try {
      result = await this.look(document, isWanted)
    } catch (error) {
      const message = `The engine failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Check the graph.', nodeId: null }
    }
    if (result) this.context.post({ type: 'xrayed', xrayId, result })
  }

  /** Null where it is not wanted any more. */
  private async look(document: unknown, isWanted: () => boolean): Promise<XrayOutcome | null> {
    const parsed = parseDocumentValue(document)
    if (parsed.kind !== 'ok') return unreadable(parsed)
    const { datasetsDirectory, runtimes } = this.context
    const looked = await xrayDocument(parsed.document, {
      datasetsDirectory,
      backend: chooseBackend(runtimes?.withoutHelpers() ?? null, { threads: 1 }),
      cache: this.cache,
      isWanted,
    })
    if (looked.ok) return { ok: true, xray: looked.value }
    return looked.failure && { ok: false, ...looked.failure }
  }
}
