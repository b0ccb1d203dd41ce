import { Worker } from 'node:worker_threads'
import type { EngineWorkerData } from '../../engine/node/worker'
import type { EngineEvent } from '../../engine/protocol'
import { errorCode } from '../files/file-system'
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
    reason = reasonOf(error)
    console.error(error)
  })
  worker.on('exit', code => onExit(reason ?? `it ended with code ${code}`))
  return {
    post: request => worker.postMessage(request),
    allowData: paths => worker.postMessage({ type: 'allowData', paths }),
    terminate: () => void worker.terminate(),
  }
}

/** Why a worker ended, as the rest of a sentence. */
function reasonOf(error: unknown): string {
  if (errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
    return 'it ran out of memory; a smaller batch or network needs less'
  }
  return error instanceof Error ? error.message : String(error)
}
