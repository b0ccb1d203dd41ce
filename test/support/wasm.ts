import type { Executor } from '../../src/engine/backends/executor'
import { createWasmExecutor } from '../../src/engine/backends/wasm'
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
  return createWasmExecutor(program, (bytes, count) => from.create(bytes, count), threads)
}
