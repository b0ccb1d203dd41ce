import { Worker } from 'node:worker_threads'
import type { EngineEvent } from '../../engine/protocol'
import type { EngineWorker, WorkerListeners } from './relay'

/** Starts the bundled engine worker. */
export function spawnEngineWorker(
  workerPath: string,
  datasetsDirectory: string,
  allowedData: readonly string[],
  { onEvent, onExit }: WorkerListeners,
): EngineWorker {
  const worker = new Worker(workerPath, { workerData: { datasetsDirectory, allowedData } })
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
