// What src/engine/node/wasm-helper.ts is after the build, for tests that run without one.
import { workerData } from 'node:worker_threads'

const { module, memory } = workerData
const words = new Int32Array(memory.buffer)
const env = {
  memory,
  wait: (at, value) => Atomics.wait(words, at >> 2, value),
  notify: at => Atomics.notify(words, at >> 2),
}
new WebAssembly.Instance(module, { env }).exports.help()
