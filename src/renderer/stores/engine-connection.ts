import { type EngineEvent, type EngineRequest, protocolVersion } from '../../engine/protocol'
import { enginePortMessage } from '../../shared/ipc/channels'

/** The part of a MessagePort that is used, so that tests can stand in for the engine. */
export interface EnginePort {
  postMessage(message: EngineRequest): void
  onmessage: ((this: MessagePort, event: MessageEvent) => unknown) | null
  close(): void
}

export interface EngineConnection {
  readonly backend: string
  send(request: EngineRequest): void
  close(): void
}

/** Why there is no connection. */
export type ConnectionFailure =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'protocol'; readonly theirs: number }
  | { readonly kind: 'failed'; readonly reason: string }

export class ConnectionError extends Error {
  constructor(readonly failure: ConnectionFailure) {
    super(failure.kind)
  }
}

/** An engine takes its time to start on a computer that is busy. */
const timeoutMs = 45_000

/** `Promise.withResolvers`, which Node 20 does not have yet. */
function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

/**
 * Asks main for a port to the engine and takes it when it arrives as a window message. Other
 * frames cannot exist in this window (CSP, no webview), but the source is checked all the same.
 */
export async function requestPort(
  ask: () => Promise<void>,
  target: Window = window,
  message: string = enginePortMessage,
): Promise<EnginePort> {
  const { promise, resolve, reject } = deferred<EnginePort>()
  const receive = (event: MessageEvent) => {
    if (event.source !== target || event.data !== message) return
    const [port] = event.ports
    if (port) resolve(port)
  }
  const timer = setTimeout(() => reject(new ConnectionError({ kind: 'timeout' })), timeoutMs)
  target.addEventListener('message', receive)
  try {
    await ask()
    return await promise
  } finally {
    clearTimeout(timer)
    target.removeEventListener('message', receive)
  }
}

/** Greets the engine behind a port and checks that both speak the same version of the protocol. */
export async function connectEngine(
  port: EnginePort,
  onEvent: (event: EngineEvent) => void,
): Promise<EngineConnection> {
  const { promise, resolve, reject } = deferred<EngineConnection>()
  const timer = setTimeout(() => reject(new ConnectionError({ kind: 'timeout' })), timeoutMs)
  const send = (request: EngineRequest) => port.postMessage(request)
  const close = () => {
    port.onmessage = null
    port.close()
  }
  port.onmessage = ({ data }) => {
    // The engine is our own process; its events are typed by the protocol, not parsed again.
    const event = data as EngineEvent
    if (event.type !== 'ready') onEvent(event)
    else if (event.protocol === protocolVersion) resolve({ backend: event.backend, send, close })
    else reject(new ConnectionError({ kind: 'protocol', theirs: event.protocol }))
  }
  send({ type: 'hello', protocol: protocolVersion })
  try {
    return await promise
  } catch (error) {
    close()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
