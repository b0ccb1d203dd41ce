import { parseDocumentValue } from '../../document/parse'
import type { GraphDocument } from '../../document/schema'
import type { KeptCheckpoint } from '../../protocol'
import {
  type CheckpointFile,
  decodeCheckpoint,
  encodeCheckpoint,
  resumeFrom,
  summaryOf,
} from '../checkpoint-file'
import type { OpenSession } from '../open-session'
import { trainingKey } from '../training-key'
import type { EngineContext } from './context'

/** Milliseconds from one checkpoint of a running run to the next. */
const interval = 60_000

/** The run of this graph that was kept, where there is one to resume. */
export async function findCheckpoint(
  document: unknown,
  { checkpoints }: EngineContext,
): Promise<KeptCheckpoint | null> {
  const key = keyOf(document)
  const file = key && checkpoints ? await readCheckpoint(key, checkpoints) : null
  return file && typeof file !== 'string' ? summaryOf(file) : null
}

/** Removes the run of this graph that was kept, where there is one. */
export async function discardCheckpoint(document: unknown, { checkpoints }: EngineContext) {
  const key = keyOf(document)
  if (key) await checkpoints?.remove(key)
}

/** Puts a run to where its checkpoint was taken; gives what stands against it, as a sentence. */
export async function resumeRun(
  document: GraphDocument,
  run: OpenSession,
  { checkpoints }: EngineContext,
): Promise<string | null> {
  const file = checkpoints ? await readCheckpoint(trainingKey(document), checkpoints) : null
  if (!file) return 'There is no checkpoint to resume from.'
  const problem = typeof file === 'string' ? file : resumeFrom(file, run)
  return problem && `The checkpoint ${problem}.`
}

async function readCheckpoint(
  key: string,
  store: NonNullable<EngineContext['checkpoints']>,
): Promise<CheckpointFile | string | null> {
  const bytes = await store.read(key)
  if (!bytes) return null
  const file = decodeCheckpoint(bytes)
  if (typeof file === 'string' || file.about.key === key) return file
  return 'is of another graph, or of other training settings'
}

function keyOf(document: unknown): string | null {
  const parsed = parseDocumentValue(document)
  return parsed.kind === 'ok' ? trainingKey(parsed.document) : null
}

/** Keeps a run on the disk: where it pauses, and once a minute while it trains. */
export class RunKeeper {
  private readonly key: string
  private writing: Promise<void> = Promise.resolve()
  /** The newest that waits to be written. */
  private next: { readonly step: number; readonly bytes: Uint8Array } | null = null
  private lastAt: number

  constructor(
    private readonly runId: number,
    document: GraphDocument,
    private readonly run: OpenSession,
    private readonly context: EngineContext,
  ) {
    this.key = trainingKey(document)
    this.lastAt = context.now()
  }

  /** While it trains. */
  observe(): void {
    if (this.context.now() - this.lastAt >= interval) this.keep()
  }

  /** Writes the run as it is now, soon. */
  keep(): void {
    const { checkpoints, now } = this.context
    const step = this.run.session.stepsDone
    this.lastAt = now()
    if (!checkpoints || checkpoints.isReadOnly || step === 0) return
    const isQueued = this.next !== null
    this.next = { step, bytes: encodeCheckpoint(this.run, this.key, Date.now()) }
    if (!isQueued) this.writing = this.writing.then(() => this.write())
  }

  /** The run is over, before its best weights are restored. */
  end(): void {
    const { checkpoints } = this.context
    if (checkpoints?.keepsEnded) this.keep()
    else this.drop()
  }

  /** Nothing of the run is to be resumed. */
  drop(): void {
    const { checkpoints } = this.context
    this.next = null
    this.writing = this.writing.then(() => checkpoints?.remove(this.key)).catch(() => {})
  }

  private async write(): Promise<void> {
    const { next, context, runId } = this
    if (!next) return
    this.next = null
    let problem: string | null = null
    try {
      await context.checkpoints?.write(this.key, next.bytes)
    } catch (error) {
      problem = (error as Error).message
    }
    context.post({ type: 'kept', runId, step: next.step, problem })
  }
}
