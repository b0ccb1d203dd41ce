import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/** The compiled kernels and the helper's script lie beside this script's folder, and in it. */
function findRuntimes(): WasmRuntimes | null {
  const here = dirname(fileURLToPath(import.meta.url))
  const kernels = join(here, '..', 'wasm')
  if (!existsSync(join(kernels, 'simd.wasm'))) return null
  return new WasmRuntimes(kernelsIn(pathToFileURL(`${kernels}/`)), join(here, 'wasm-helper.js'))
}

const service = new EngineService({
  datasetsDirectory,
  runtimes: findRuntimes(),
  post: (event, transfer = []) => port.postMessage(event, [...transfer]),
  now: () => performance.now(),
  yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
})
port.on('message', message => void service.handle(message))
