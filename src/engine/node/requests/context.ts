import type { parseDocumentValue } from '../../document/parse'
import type { EngineEvent, EngineRequest } from '../../protocol'
import type { CheckpointStore } from '../checkpoint-store'
import type { StartTrialWorker } from '../sweep/trial-worker'
import type { WasmRuntimes } from '../wasm-runtime'

/** What answering a request takes, whatever its kind. */
export interface EngineContext {
  readonly datasetsDirectory: string
  /** Where runs are kept to be resumed; nowhere unless given. */
  readonly checkpoints?: CheckpointStore | null
  /** Starts what trains the trials of a sweep; without it there are none. */
  readonly startTrialWorker?: StartTrialWorker
  /** Null to train on the reference backend. */
  readonly runtimes: WasmRuntimes | null
  /** Sends an event to the client; `transfer` lists buffers to hand over instead of copying. */
  readonly post: (event: EngineEvent, transfer?: readonly ArrayBuffer[]) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
  /** Lets messages in between two slices of training. */
  readonly yieldToMessages: () => Promise<void>
}

/** The request of one type. */
export type RequestOf<Type extends EngineRequest['type']> = Extract<EngineRequest, { type: Type }>

/** Why a document that was sent is no document. */
export function unreadable(parsed: Exclude<ReturnType<typeof parseDocumentValue>, { kind: 'ok' }>) {
  const detail =
    parsed.kind === 'tooNew'
      ? `it has format version ${parsed.version}`
      : parsed.kind === 'invalid'
        ? `${parsed.path}: ${parsed.reason}`
        : parsed.reason
  const message = `The graph cannot be read: ${detail}.`
  return { ok: false as const, message, remedy: 'Check the graph.', nodeId: null }
}
