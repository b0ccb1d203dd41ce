import type { Executor } from '../backends/executor'
import { createReferenceExecutor } from '../backends/reference'
import { createWasmExecutor, wasmMemoryBytes } from '../backends/wasm'
import type { Program } from '../plan/program'
import type { BackendName } from '../protocol'
import { defaultThreads, type WasmRuntimes } from './wasm-runtime'

export interface BackendChoice {
  readonly backend?: BackendName
  /** Most threads to use; results do not depend on it. */
  readonly threads?: number
}

/** A backend that was chosen for a run. */
export interface Backend {
  readonly name: BackendName
  /** Bytes that training a program takes, before any is allocated. */
  memoryBytes(program: Program): number
  createExecutor(program: Program): Executor
}

/**
 * Picks the backend of a run: the fast one unless the other is asked for, or there is no other.
 *
 * @param runtimes makes kernel instances; null where the compiled kernels are not at hand.
 */
export function chooseBackend(runtimes: WasmRuntimes | null, choice: BackendChoice): Backend {
  if (runtimes === null || choice.backend === 'reference') {
    return {
      name: 'reference',
      memoryBytes: program => program.arenaSize * Float64Array.BYTES_PER_ELEMENT,
      createExecutor: program => createReferenceExecutor(program),
    }
  }
  const threads = choice.threads ?? defaultThreads()
  return {
    name: 'wasm',
    memoryBytes: program => wasmMemoryBytes(program, threads),
    createExecutor: program =>
      createWasmExecutor(program, (bytes, count) => runtimes.create(bytes, count), threads),
  }
}
