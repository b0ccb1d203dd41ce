import { setTimeout } from 'node:timers/promises'
import type { EventOf } from '../../shared/ipc/contract'
import type { EngineClient, HostAnswer, HostMessage } from './connect-message'

/** Name of the process in the system's and Electron's lists. */
export const engineHostName = 'Gradscope Engine'

/** The host process, as far as main needs it. */
export interface HostProcess<Port> {
  postMessage(message: HostMessage, transfer: Port[]): void
  onMessage(listener: (message: HostAnswer) => void): void
  onExit(listener: (code: number) => void): void
  kill(): void
}

interface SupervisorOptions<Port> {
  fork(): HostProcess<Port>
  createChannel(): { readonly port1: Port; readonly port2: Port }
  /** Hands the window its end. */
  sendPort(port: Port, client: EngineClient): void
  sendStatus(status: EventOf<'engine.status'>): void
  readonly workerPath: string
  readonly datasetsDirectory: string
  readonly checkpointsDirectory: string
  /** Files and folders of the user's that may be read, as of now. */
  allowedData(): readonly string[]
}

export type EngineSupervisor = ReturnType<typeof createEngineSupervisor>

/** For a host that hangs: nobody waits for it to choose a file. */
const ANSWER_TIMEOUT_MS = 5000

/** Runs the engine host of one window: starts it when asked, and tells when it is lost. */
export function createEngineSupervisor<Port>({
  fork,
  createChannel,
  sendPort,
  sendStatus,
  workerPath,
  datasetsDirectory,
  checkpointsDirectory,
  allowedData,
}: SupervisorOptions<Port>) {
  let host: HostProcess<Port> | null = null
  /** Those who wait for an answer of the host; it answers in the order it was asked. */
  let waiting: (() => void)[] = []

  function release(): void {
    for (const resolve of waiting) resolve()
    waiting = []
  }

  function start(): HostProcess<Port> {
    const started = fork()
    started.onMessage(() => {
      if (host === started) waiting.shift()?.()
    })
    started.onExit(code => {
      if (host !== started) return
      host = null
      release()
      sendStatus({ state: 'crashed', reason: `the engine process ended with code ${code}` })
    })
    host = started
    return started
  }

  return {
    /** Gives the window a fresh port to a running host. */
    connect(client: EngineClient = 'run'): void {
      const target = host ?? start()
      const { port1, port2 } = createChannel()
      const folders = { datasetsDirectory, checkpointsDirectory }
      const message = { client, workerPath, ...folders, allowedData: allowedData() }
      target.postMessage({ type: 'connect', ...message }, [port1])
      sendPort(port2, client)
      sendStatus({ state: 'connected' })
    },

    /**
     * The user chose another file: it may be read. Fulfilled when the host knows, since what the
     * window asks of the engine comes to it by another way.
     */
    async allowData(): Promise<void> {
      if (!host) return
      const known = new Promise<void>(resolve => waiting.push(resolve))
      host.postMessage({ type: 'allowData', paths: allowedData() }, [])
      await Promise.race([known, setTimeout(ANSWER_TIMEOUT_MS, undefined, { ref: false })])
    },

    /** Ends the host on purpose, which is no crash. */
    dispose(): void {
      const ended = host
      host = null
      release()
      ended?.kill()
    },
  }
}
