import { Worker } from 'node:worker_threads'
import type { EngineWorkerData } from '../../engine/node/worker'
import type { EngineEvent } from '../../engine/protocol'
import type { ConnectMessage } from './connect-message'
import type { EngineWorker, WorkerListeners } from './relay'

/** Starts the bundled engine worker. */
export function spawnEngineWorker(
  workerPath: string,
  folders: Pick<ConnectMessage, 'datasetsDirectory' | 'checkpointsDirectory'>,
  allowedData: readonly string[],
  { onEvent, onExit }: WorkerListeners,
): EngineWorker {
  const { datasetsDirectory, checkpointsDirectory: directory } = folders
  const workerData: EngineWorkerData = {
    datasetsDirectory,
    allowedData,
    checkpoints: { directory },
  }
  const worker = new Worker(workerPath, { workerData })
  let reason: string | undefined
  worker.on('message', (event: EngineEvent) => onEvent(event))
  worker.on('error', error => {
    reason = error instanceof Error ? error.message : String(error)
    console.error(error)
  })
  worker.on('exit', code => onExit(reason ?? `it ended with code ${code}`))
  return {
    post: request => worker.postMessage(request),
    allowData: paths => worker.postMessage({ type: 'allowData', paths }),
    terminate: () => void worker.terminate(),
  }
}
