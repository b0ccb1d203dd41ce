import type { Executor } from '../backends/executor'
import { createReferenceExecutor } from '../backends/reference'
import { createWasmExecutor } from '../backends/wasm'
import { layoutProgram } from '../backends/wasm-tapes'
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
  /** Lays a program out; nothing of what it needs is allocated yet. */
  prepare(program: Program): PreparedProgram
}

export interface PreparedProgram {
  /** Bytes that training takes. */
  readonly memoryBytes: number
  createExecutor(): Executor
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
      prepare: program => ({
        memoryBytes: program.arenaSize * Float64Array.BYTES_PER_ELEMENT,
        createExecutor: () => createReferenceExecutor(program),
      }),
    }
  }
  const threads = choice.threads ?? defaultThreads()
  return {
    name: 'wasm',
    prepare: program => {
      const layout = layoutProgram(program, threads)
      return {
        memoryBytes: layout.bytes,
        createExecutor: () =>
          createWasmExecutor(
            program,
            (bytes, count) => runtimes.create(bytes, count),
            threads,
            layout,
          ),
      }
    },
  }
}
