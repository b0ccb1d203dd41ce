import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { EngineService } from './engine-service'
import { runtimesBeside } from './wasm-runtime'

/** What whoever starts the worker passes as `workerData`. */
export interface EngineWorkerData {
  readonly datasetsDirectory: string
}

if (!parentPort) throw new Error('the engine worker runs in a worker thread')
const port = parentPort
const { datasetsDirectory } = workerData as EngineWorkerData

const service = new EngineService({
  datasetsDirectory,
  runtimes: runtimesBeside(fileURLToPath(import.meta.url)),
  post: (event, transfer = []) => port.postMessage(event, [...transfer]),
  now: () => performance.now(),
  yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
})
port.on('message', message => void service.handle(message))
