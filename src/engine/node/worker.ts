import { dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { EngineService } from './engine-service'
import { kernelsIn, WasmRuntimes } from './wasm-runtime'

/** What whoever starts the worker passes as `workerData`. */
export interface EngineWorkerData {
  readonly datasetsDirectory: string
}

if (!parentPort) throw new Error('the engine worker runs in a worker thread')
const port = parentPort
const { datasetsDirectory } = workerData as EngineWorkerData

/** The compiled kernels lie beside this script's folder, the helper's script in it. */
function findRuntimes(): WasmRuntimes {
  const script = fileURLToPath(import.meta.url)
  const kernels = pathToFileURL(join(dirname(script), '..', 'wasm', '/'))
  return new WasmRuntimes(
    kernelsIn(kernels),
    join(dirname(script), `wasm-helper${extname(script)}`),
  )
}

const service = new EngineService({
  datasetsDirectory,
  runtimes: findRuntimes(),
  post: (event, transfer = []) => port.postMessage(event, [...transfer]),
  now: () => performance.now(),
  yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
})
port.on('message', message => void service.handle(message))
