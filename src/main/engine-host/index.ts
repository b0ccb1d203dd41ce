import type { MessagePortMain } from 'electron'
import type { ConnectMessage, EngineClient, HostAnswer, HostMessage } from './connect-message'
import { createEngineRelay, type EngineRelay } from './relay'
import { spawnEngineWorker } from './spawn-worker'

/**
 * Entry of the engine host, a utility process: it keeps an out-of-memory abort of the engine away
 * from the window, and does nothing but relay, so that it can end a worker that hangs.
 */
const clients = new Map<
  EngineClient,
  { readonly port: MessagePortMain; readonly relay: EngineRelay }
>()

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const message = data as HostMessage
  if (message.type === 'allowData') {
    for (const { relay } of clients.values()) relay.allowData(message.paths)
    process.parentPort.postMessage({ type: 'dataAllowed' } satisfies HostAnswer)
  }
  if (message.type === 'connect' && port) connect(message, port)
})

/** Each client has a worker of its own, with one run at a time; connecting again begins anew. */
function connect(
  { client, workerPath, allowedData, ...folders }: ConnectMessage,
  port: MessagePortMain,
): void {
  clients.get(client)?.relay.reset()
  clients.get(client)?.port.close()
  const relay = createEngineRelay({
    spawn: (listeners, allowed) => spawnEngineWorker(workerPath, folders, allowed, listeners),
    allowedData,
    emit: event => port.postMessage(event),
  })
  clients.set(client, { port, relay })
  port.on('message', ({ data }) => relay.receive(data))
  port.on('close', () => relay.reset())
  port.start()
}
