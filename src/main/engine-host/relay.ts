import {
  type EngineEvent,
  type EngineRequest,
  engineRequestSchema,
  protocolVersion,
} from '../../engine/protocol'

/** A running engine worker, as far as the relay needs it. */
export interface EngineWorker {
  post(request: EngineRequest): void
  /** Says which files of the user's may be read from now on. */
  allowData(paths: readonly string[]): void
  terminate(): void
}

export interface WorkerListeners {
  onEvent(event: EngineEvent): void
  /** The worker has ended by itself. */
  onExit(reason: string): void
}

interface RelayOptions {
  spawn(listeners: WorkerListeners, allowedData: readonly string[]): EngineWorker
  /** Files and folders of the user's that a worker may read. */
  readonly allowedData?: readonly string[]
  /** Passes an event on to the window. */
  emit(event: EngineEvent): void
  readonly patience?: Readonly<Partial<Record<EngineRequest['type'], number>>>
  /** Calls back after some milliseconds; returns a function that cancels. */
  readonly after?: (milliseconds: number, callback: () => void) => () => void
}

/**
 * How long a worker may take to get past a request, in milliseconds, before it counts as hung. A
 * load reads data and compiles, a pause waits for the current step, a stop evaluates every example:
 * on a large network all of these are slow, and ending a run that is only slow would lose it.
 */
export const defaultPatience = { load: 60_000, pause: 30_000, stop: 60_000, reset: 30_000 } as const

export type EngineRelay = ReturnType<typeof createEngineRelay>

/**
 * Passes requests to an engine worker and its events back, and outlives it: a worker that ends,
 * throws or hangs is reported as a `lost` event, and the next request gets a fresh one.
 *
 * To tell a hung worker from one that had nothing to say, every request that must not be lost is
 * followed by a `hello` of the relay's own. A worker answers each `hello` with one `ready`, in
 * order, so that answer proves that it got past the request.
 */
export function createEngineRelay({
  spawn,
  allowedData: allowedFirst = [],
  emit,
  patience = defaultPatience,
  after = afterTimeout,
}: RelayOptions) {
  let worker: EngineWorker | null = null
  let allowedData = allowedFirst
  /** One entry a `hello` on its way: the client's own, or a probe with how to call its alarm off. */
  let hellos: ('client' | { calm(): void })[] = []

  function start(greet: boolean): EngineWorker {
    let retired = false
    const started = spawn(
      {
        onEvent: event => {
          if (!retired) receiveEvent(event)
        },
        onExit: reason => {
          if (retired) return
          retire()
          emit({ type: 'lost', reason })
        },
      },
      allowedData,
    )
    worker = {
      post: request => started.post(request),
      allowData: paths => started.allowData(paths),
      terminate: () => {
        retired = true
        started.terminate()
      },
    }
    // The client has greeted the worker before this one, and would wonder at a second answer.
    if (greet) probe(worker)
    return worker
  }

  function retire(): void {
    worker?.terminate()
    worker = null
    calmAll()
    hellos = []
  }

  function calmAll(): void {
    for (const hello of hellos) if (hello !== 'client') hello.calm()
  }

  function probe(target: EngineWorker, milliseconds?: number): void {
    const calm =
      milliseconds === undefined ? () => {} : after(milliseconds, () => hung(milliseconds))
    hellos.push({ calm })
    target.post({ type: 'hello', protocol: protocolVersion })
  }

  function hung(milliseconds: number): void {
    retire()
    const seconds = Math.round(milliseconds / 1000)
    emit({
      type: 'lost',
      reason: `it did not answer for ${seconds} s; a smaller batch or network makes each step shorter`,
    })
  }

  function receiveEvent(event: EngineEvent): void {
    if (event.type === 'ready') {
      const hello = hellos.shift()
      if (typeof hello === 'object') {
        hello.calm()
        return
      }
    } else if (event.type !== 'telemetry') calmAll()
    emit(event)
  }

  return {
    /** A request of the window; anything else that a page might send is refused. */
    receive(value: unknown): void {
      const parsed = engineRequestSchema.safeParse(value)
      if (!parsed.success) {
        const message = `The engine refused a request: ${parsed.error.issues[0]?.message}`
        emit({ type: 'failed', runId: null, message, remedy: 'Restart Gradscope.', nodeId: null })
        return
      }
      const request = parsed.data as EngineRequest
      const target = worker ?? start(request.type !== 'hello')
      // A greeting in another version is answered by `failed`.
      if (request.type === 'hello' && request.protocol === protocolVersion) hellos.push('client')
      target.post(request)
      const milliseconds = patience[request.type]
      if (milliseconds !== undefined) probe(target, milliseconds)
    },

    /** What main allows, so that no window can name a file by itself. */
    allowData(paths: readonly string[]): void {
      allowedData = paths
      worker?.allowData(paths)
    },

    /** Ends the worker and its run: the window is gone or begins anew. */
    reset: retire,
  }
}

function afterTimeout(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}
