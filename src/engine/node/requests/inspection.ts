import type { InspectionOutcome } from '../../data/inspection'
import { inspectData } from '../inspect-data'
import type { EngineContext, RequestOf } from './context'

/** Looks at data sets before they are trained on; a newer request gives up the one before. */
export class InspectionRequests {
  private current: { readonly id: number; readonly controller: AbortController } | null = null

  constructor(private readonly context: EngineContext) {}

  /** Answers with `inspecting` events and one `inspected`, unless given up. */
  async inspect({ inspectionId, attrs, seed }: RequestOf<'inspectData'>): Promise<void> {
    this.current?.controller.abort()
    const controller = new AbortController()
    this.current = { id: inspectionId, controller }
    const { post, datasetsDirectory, now } = this.context
    let toldAt = Number.NEGATIVE_INFINITY
    let result: InspectionOutcome
    try {
      result = await inspectData(attrs, seed, datasetsDirectory, {
        signal: controller.signal,
        onSample: sample => post({ type: 'inspecting', inspectionId, share: 0, rows: 0, sample }),
        onProgress: (share, rows) => {
          if (now() - toldAt < 100) return
          toldAt = now()
          post({ type: 'inspecting', inspectionId, share, rows })
        },
      })
    } catch (error) {
      if (controller.signal.aborted) return
      const message = `The data could not be read: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Check the file.' }
    }
    if (!controller.signal.aborted) post({ type: 'inspected', inspectionId, result })
  }

  cancel(inspectionId: number): void {
    if (this.current?.id === inspectionId) this.current.controller.abort()
  }
}
