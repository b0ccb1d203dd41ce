// What src/engine/node/wasm-helper.ts is after the build, for tests that run without one.
import { workerData } from 'node:worker_threads'

const { module, memory, index } = workerData
new WebAssembly.Instance(module, { env: { memory } }).exports.help(index)
