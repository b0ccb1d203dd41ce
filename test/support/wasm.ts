import type { Executor } from '../../src/engine/backends/executor'
import { createWasmExecutor, type WasmRuntime } from '../../src/engine/backends/wasm'
import { kernelsIn, WasmRuntimes } from '../../src/engine/node/wasm-runtime'
import type { Program } from '../../src/engine/plan/program'

const kernels = kernelsIn(new URL('../../out/wasm/', import.meta.url))
const helper = new URL('./wasm-helper.mjs', import.meta.url)

/** Kernel instances for tests; helpers are ended with the next instance or by `dispose`. */
export const runtimes = new WasmRuntimes(kernels, helper)

/** The same kernels without fused multiply-add, as a runtime without relaxed SIMD has them. */
export const plainRuntimes = new WasmRuntimes(
  name => kernels(name === 'relaxed' ? 'simd' : name),
  helper,
)

export function wasmExecutor(program: Program, threads = 1, from = runtimes): Executor {
  return createWasmExecutor(program, (bytes, count) => startAll(from.create(bytes, count)), threads)
}

const never = new Int32Array(new SharedArrayBuffer(4))

/** A run does not wait for helpers that are still starting; a test of threads does. */
function startAll(runtime: WasmRuntime): WasmRuntime {
  for (let waited = 0; runtime.helpersReady() < runtime.threads - 1; waited++) {
    if (waited > 5000) throw new Error('the helper threads do not start')
    Atomics.wait(never, 0, 0, 2)
  }
  return runtime
}
