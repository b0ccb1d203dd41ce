import { Worker } from 'node:worker_threads'
import type { EngineEvent, EngineRequest } from '../../protocol'
import type { EngineWorkerData } from '../worker'

/** An engine that trains trials, one after the other. */
export interface TrialWorker {
  post(request: EngineRequest): void
  terminate(): void
}

export interface TrialWorkerListeners {
  onEvent(event: EngineEvent): void
  /** It ended by itself. */
  onExit(reason: string): void
}

export type StartTrialWorker = (listeners: TrialWorkerListeners) => TrialWorker

/** Starts the built engine worker in a thread of its own; it keeps no checkpoints. */
export function trialWorkerAt(
  workerPath: string,
  workerData: Pick<EngineWorkerData, 'datasetsDirectory' | 'allowedData'>,
): StartTrialWorker {
  return ({ onEvent, onExit }) => {
    const worker = new Worker(workerPath, { workerData })
    let reason: string | null = null
    worker.on('message', (event: EngineEvent) => onEvent(event))
    worker.on('error', error => {
      reason = error instanceof Error ? error.message : String(error)
    })
    worker.on('exit', code => onExit(reason ?? `it ended with code ${code}`))
    return {
      post: request => worker.postMessage(request),
      terminate: () => {
        worker.removeAllListeners('exit')
        void worker.terminate()
      },
    }
  }
}
