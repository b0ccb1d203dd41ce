/// <reference path="./webassembly.d.ts" />
import { workerData } from 'node:worker_threads'
import { type HelperData, instantiate } from './wasm-runtime'

/** A helper thread: takes its share of every tape until it is terminated. */
const { module, memory } = workerData as HelperData
const { exports } = instantiate(module, memory)

/**
 * A function of its own: called from the top level of a module, some loops of the kernels ran ten times
 * slower in this thread than in the other (Node 20, measured with ReLU).
 */
const help = (): void => (exports as { help(): void }).help()
help()
