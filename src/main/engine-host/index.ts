import type { MessagePortMain } from 'electron'
import type { ConnectMessage, HostMessage } from './connect-message'
import { createEngineRelay, type EngineRelay } from './relay'
import { spawnEngineWorker } from './spawn-worker'

/**
 * Entry of the engine host, a utility process: it keeps an out-of-memory abort of the engine away
 * from the window, and does nothing but relay, so that it can end a worker that hangs.
 */
let client: { readonly port: MessagePortMain; readonly relay: EngineRelay } | null = null

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const message = data as HostMessage
  if (message.type === 'allowData') client?.relay.allowData(message.paths)
  if (message.type === 'connect' && port) connect(message, port)
})

/** A window has one run at a time; connecting again begins anew. */
function connect(
  { workerPath, allowedData, ...folders }: ConnectMessage,
  port: MessagePortMain,
): void {
  client?.relay.reset()
  client?.port.close()
  const relay = createEngineRelay({
    spawn: (listeners, allowed) => spawnEngineWorker(workerPath, folders, allowed, listeners),
    allowedData,
    emit: event => port.postMessage(event),
  })
  client = { port, relay }
  port.on('message', ({ data }) => relay.receive(data))
  port.on('close', () => relay.reset())
  port.start()
}
