/// <reference path="./webassembly.d.ts" />
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { WasmRuntime } from '../backends/wasm'

const now = () => performance.now()
const pageBytes = 65_536
const maxPages = 65_536

interface KernelExports {
  run(start: number, end: number, most: number): void
  helpersReady(): number
}

/** What a helper thread is given: everything it needs to join in. */
export interface HelperData {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
}

/** Reads the compiled kernels `simd.wasm` and `relaxed.wasm`. */
export type ReadKernels = (name: 'simd' | 'relaxed') => Uint8Array<ArrayBuffer>

/** The kernels as files of one folder. */
export function kernelsIn(directory: URL): ReadKernels {
  return name => new Uint8Array(readFileSync(new URL(`${name}.wasm`, directory)))
}

/**
 * Instances of the kernels as they are built: their folder beside that of the engine worker's
 * script, the helper's script beside the worker's.
 */
export function runtimesBeside(workerPath: string): WasmRuntimes {
  const folder = dirname(workerPath)
  return new WasmRuntimes(
    kernelsIn(pathToFileURL(join(folder, '..', 'wasm', '/'))),
    join(folder, `wasm-helper${extname(workerPath)}`),
  )
}

/** Threads that training uses unless told otherwise: one for each core, at most eight. */
export function defaultThreads(): number {
  return Math.min(availableParallelism(), 8)
}

/**
 * Makes kernel instances. The module with relaxed SIMD is taken where the runtime can compile it;
 * Node 20 has it behind a flag, which is set here.
 */
export class WasmRuntimes {
  readonly relaxedSimd: boolean
  private readonly module: WebAssembly.Module
  private readonly helpers: Worker[] = []
  private single: WasmRuntimes | null = null

  /** @param helperPath the built script of a helper thread; null to run on one thread always. */
  constructor(
    private readonly readKernels: ReadKernels,
    private readonly helperPath: string | URL | null,
  ) {
    const relaxed = compileRelaxed(readKernels)
    this.relaxedSimd = relaxed !== null
    this.module = relaxed ?? new WebAssembly.Module(readKernels('simd'))
  }

  /** An instance with its own memory. Helpers of the instance before are ended. */
  create(bytes: number, threads: number): WasmRuntime {
    this.dispose()
    const pages = Math.ceil(bytes / pageBytes)
    if (pages > maxPages) throw new Error('a network of this size does not fit into memory')
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    const { exports } = instantiate(this.module, memory)
    const { run, helpersReady } = exports as unknown as KernelExports
    const wanted = this.helperPath === null ? 1 : threads
    for (let index = 1; index < wanted; index++) {
      const workerData: HelperData = { module: this.module, memory }
      const helper = new Worker(this.helperPath!, { workerData })
      helper.unref()
      this.helpers.push(helper)
    }
    return {
      buffer: memory.buffer,
      threads: wanted,
      relaxedSimd: this.relaxedSimd,
      run,
      helpersReady,
      now,
    }
  }

  /** Instances on one thread, made beside those of a run: they leave its helpers alone. */
  withoutHelpers(): WasmRuntimes {
    this.single ??= new WasmRuntimes(this.readKernels, null)
    return this.single
  }

  /** Ends the helper threads. */
  dispose(): void {
    for (const helper of this.helpers.splice(0)) void helper.terminate()
  }
}

/** An instance over a memory, with the host's way to sleep and to wake. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): WebAssembly.Instance {
  const words = new Int32Array(memory.buffer)
  return new WebAssembly.Instance(module, {
    env: {
      memory,
      wait: (at: number, value: number) => Atomics.wait(words, at >> 2, value),
      notify: (at: number) => Atomics.notify(words, at >> 2),
    },
  })
}

function compileRelaxed(readKernels: ReadKernels): WebAssembly.Module | null {
  const bytes = readKernels('relaxed')
  if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd')
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
}
