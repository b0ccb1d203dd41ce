import type { DatasetInfo } from '../data/catalog'
import type { Examples, PreparedData } from '../data/dataset'
import { selectExamples } from '../data/examples'
import type { GraphDocument } from '../document/schema'
import type { Graph } from '../graph/types'
import { sizeOf } from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import { compileProgram } from '../plan/program'
import { createRng, shuffle } from '../random/stream'
import { TrainingSession } from '../training/session'
import type { Backend } from './backends'
import {
  checkMemory,
  checkTrainable,
  loadForTraining,
  type Opened,
  type OpenFailure,
} from './open-session'

/** Drawing more weights than this takes too long to be done beside editing. */
const mostParameters = 2_000_000
/** Multiplications and additions of the step, in all. */
const mostOperations = 5e8
const mostRows = 256
const fewestRows = 8
const mostBytes = 512 * 1024 ** 2

/** The first examples of a run, so that looking again after an edit reads no data. */
export interface BatchCache {
  key: string
  batch: Omit<PreparedData, 'validation' | 'test'> | null
}

export interface FirstStepOptions {
  readonly datasetsDirectory: string
  /** With memory of its own. */
  readonly backend: Backend
  readonly cache: BatchCache
  /** Whether the answer is still wanted; asked after the data was read. */
  readonly isWanted: () => boolean
}

/** A run before its only step: the first batch of the first epoch, as far as it is affordable. */
export interface FirstStep {
  readonly session: TrainingSession
  readonly graph: Graph
  readonly info: DatasetInfo
}

/** What a look before training found, or why there was none: null where it is not wanted any more. */
export type Looked<T> = Opened<T> | { readonly ok: false; readonly failure: null }

/**
 * Opens a session of one step, at the initial weights of the seed and over the first batch of the first
 * epoch. Takes fewer examples where the network is large, and gives up with a reason where it is very
 * large. The session's tensors share no memory.
 */
export async function openFirstStep(
  document: GraphDocument,
  options: FirstStepOptions,
): Promise<Looked<FirstStep>> {
  const trainable = checkTrainable(document)
  if (!trainable.ok) return trainable
  const { graph } = trainable
  const parameters = countParameters(graph)
  if (parameters > mostParameters) return { ok: false, failure: tooLarge(parameters) }

  const batch = await firstExamples(document, graph, options)
  if (!batch.ok) return batch
  if (!options.isWanted()) return { ok: false, failure: null }
  const { info, train } = batch.value
  const { seed } = document.training
  const affordable = Math.floor(mostOperations / (6 * Math.max(1, parameters)))
  const rows = Math.min(train.count, Math.max(fewestRows, affordable))

  const training = { ...document.training, batchSize: rows }
  const program = compileProgram(graph, training, { retain: true })
  const prepared = options.backend.prepare(program)
  const bytes = prepared.memoryBytes
  const tooMuch = bytes > mostBytes ? tooLarge(parameters) : checkMemory(program, bytes)
  if (tooMuch) return { ok: false, failure: tooMuch }
  const executor = prepared.createExecutor()
  const first = inOrderOf(seed, train, rows, info)
  const data = { ...batch.value, train: first, validation: none, test: none }
  const session = new TrainingSession({ program, executor, data, training, maxSteps: 1 })
  return { ok: true, value: { session, graph, info } }
}

const none: Examples = { count: 0, features: new Float32Array(0), targets: new Float32Array(0) }

/** The first examples of the first epoch, in the order that the seed draws. */
async function firstExamples(
  document: GraphDocument,
  graph: Graph,
  { datasetsDirectory, cache }: FirstStepOptions,
): Promise<Opened<NonNullable<BatchCache['batch']>>> {
  const { seed, batchSize, earlyStopping } = document.training
  const count = Math.min(batchSize, mostRows)
  const key = JSON.stringify([graph.data.attrs, seed, count, earlyStopping.kind])
  if (cache.batch && cache.key === key) return { ok: true, value: cache.batch }
  const loaded = await loadForTraining(document, datasetsDirectory)
  if (!loaded.ok) return loaded
  cache.key = key
  cache.batch = selectFirst(loaded.data, count, seed)
  return { ok: true, value: cache.batch }
}

function selectFirst(
  { validation: _, test: __, ...data }: PreparedData,
  most: number,
  seed: number,
) {
  const order = firstEpoch(data.train.count, seed)
  const first = order.subarray(0, Math.min(most, order.length))
  return { ...data, train: selectExamples(data.train, first, data.info) }
}

/** The first examples, placed so that the order of the first epoch makes them come as they are given. */
function inOrderOf(seed: number, examples: Examples, count: number, info: DatasetInfo): Examples {
  const place = new Uint32Array(count)
  firstEpoch(count, seed).forEach((from, row) => {
    place[from] = row
  })
  return selectExamples(examples, place, info)
}

function firstEpoch(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  shuffle(order, createRng(seed, 'epoch 1'))
  return order
}

function countParameters({ nodes }: Graph): number {
  let count = 0
  for (const { kind, inputShapes, attrs } of nodes) {
    const params = nodeKind(kind).params(inputShapes, attrs as never)
    for (const { shape } of Object.values(params)) count += sizeOf(shape)
  }
  return count
}

function tooLarge(parameters: number): OpenFailure {
  return {
    message: `A network of ${parameters} parameters is too large to look at before training.`,
    remedy: 'Train it to see its gradients.',
    nodeId: null,
  }
}
