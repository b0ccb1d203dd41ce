import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { type CheckpointStore, checkpointFiles, checkpointFolder } from './checkpoint-store'
import { EngineService } from './engine-service'
import { allowData, dataAccess, readsAllowed } from './own/access'
import { trialWorkerAt } from './sweep/trial-worker'
import { runtimesBeside } from './wasm-runtime'

/** What whoever starts the worker passes as `workerData`. */
export interface EngineWorkerData {
  readonly datasetsDirectory: string
  /** Files and folders of the user's that may be read; any unless given. */
  readonly allowedData?: readonly string[]
  /** Keep paused runs in a folder; or, on the command line, in files that were named. */
  readonly checkpoints?:
    | { readonly directory: string }
    | { readonly resume?: string; readonly out?: string }
}

if (!parentPort) throw new Error('the engine worker runs in a worker thread')
const port = parentPort
const { datasetsDirectory, checkpoints, allowedData } = workerData as EngineWorkerData
if (allowedData) allowData(allowedData)

const path = fileURLToPath(import.meta.url)
const service = new EngineService({
  datasetsDirectory,
  checkpoints: storeOf(checkpoints),
  runtimes: runtimesBeside(path),
  startTrialWorker: listeners => {
    const allowed = dataAccess()
    const data = { datasetsDirectory, ...(allowed !== 'any' && { allowedData: allowed }) }
    return trialWorkerAt(path, data)(listeners)
  },
  post: (event, transfer = []) => port.postMessage(event, [...transfer]),
  now: () => performance.now(),
  yieldToMessages: () => new Promise(resolve => setImmediate(resolve)),
})
port.on('message', message => {
  // Comes from whoever started the worker; its client cannot send it.
  const allowed = readsAllowed(message)
  if (allowed) allowData(allowed)
  else void service.handle(message)
})

function storeOf(where: EngineWorkerData['checkpoints']): CheckpointStore | null {
  if (!where) return null
  return 'directory' in where ? checkpointFolder(where.directory) : checkpointFiles(where)
}
