import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { type CheckpointStore, checkpointFiles, checkpointFolder } from './checkpoint-store'
import { EngineService } from './engine-service'
import { runtimesBeside } from './wasm-runtime'

/** What whoever starts the worker passes as `workerData`. */
export interface EngineWorkerData {
  readonly datasetsDirectory: string
  /** Keep paused runs in a folder; or, on the command line, in files that were named. */
  readonly checkpoints?:
    | { readonly directory: string }
    | { readonly resume?: string; readonly out?: string }
}

if (!parentPort) throw new Error('the engine worker runs in a worker thread')
const port = parentPort
const { datasetsDirectory, checkpoints } = workerData as EngineWorkerData

const service = new EngineService({
  datasetsDirectory,
  checkpoints: storeOf(checkpoints),
  runtimes: runtimesBeside(fileURLToPath(import.meta.url)),
  post: (event, transfer = []) => port.postMessage(event, [...transfer]),
  now: () => performance.now(),
  yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
})
port.on('message', message => void service.handle(message))

function storeOf(where: EngineWorkerData['checkpoints']): CheckpointStore | null {
  if (!where) return null
  return 'directory' in where ? checkpointFolder(where.directory) : checkpointFiles(where)
}
