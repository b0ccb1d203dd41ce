/// <reference path="./webassembly.d.ts" />
import { workerData } from 'node:worker_threads'
import { type HelperData, instantiate } from './wasm-runtime'

/** A helper thread: takes its share of every tape until it is terminated. */
const { module, memory } = workerData as HelperData
const { exports } = instantiate(module, memory)
;(exports as { help(): void }).help()
