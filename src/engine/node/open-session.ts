import { augmentationOf } from '../data/augment'
import { dataSeed, isStratified, trainingLimit } from '../data/catalog'
import type { PreparedData } from '../data/dataset'
import { prepareData } from '../data/prepare'
import type { EarlyStoppingConfig, GraphDocument } from '../document/schema'
import { analyze } from '../graph/analyze'
import type { Graph } from '../graph/types'
import { compileProgram, type Program } from '../plan/program'
import { assignWeights, findNotFinite, type WeightTensor } from '../training/assign-weights'
import { createEarlyStopping, type EarlyStopping } from '../training/early-stopping'
import { TrainingSession } from '../training/session'
import type { Backend } from './backends'
import { readDataset } from './read-dataset'

export interface OpenSession {
  readonly session: TrainingSession
  readonly earlyStopping: EarlyStopping | null
  readonly program: Program
  /** What it trains on: split and normalised. */
  readonly data: PreparedData
  readonly threads: number
  readonly memoryBytes: number
  readonly examples: Readonly<Record<'train' | 'validation' | 'test', number>>
}

/** Why a document cannot be trained. */
export interface OpenFailure {
  readonly message: string
  readonly remedy: string
  readonly nodeId: string | null
}

export interface Failed {
  readonly ok: false
  readonly failure: OpenFailure
}

/** What was opened of a document, or why it cannot be. */
export type Opened<T> = { readonly ok: true; readonly value: T } | Failed

/** Most memory that a network may take, in bytes: what a WebAssembly memory can hold. */
const memoryLimit = 4 * 1024 ** 3

export type LoadResult =
  | { readonly ok: true; readonly graph: Graph; readonly data: PreparedData }
  | Failed

export type TrainableResult = { readonly ok: true; readonly graph: Graph } | Failed

/** Whether a document can be trained, as far as that is known without its data. */
export function checkTrainable(document: GraphDocument): TrainableResult {
  const { graph, problems } = analyze(document)
  if (!graph) {
    const error = problems.find(({ severity }) => severity === 'error')!
    return fail(error.message, error.remedy, error.nodeId)
  }
  if (document.training.batchSize > 1) return { ok: true, graph }
  return cannotNormalise(graph, 'Set the batch size to 2 or more.') ?? { ok: true, graph }
}

/** Why batches of one example cannot be trained on; null where they can. */
function cannotNormalise({ nodes }: Graph, remedy: string): Failed | null {
  const batchNorm = nodes.find(({ kind }) => kind === 'batchNorm')
  if (!batchNorm) return null
  const { name, id } = batchNorm
  return fail(`Batch norm "${name}" cannot normalise a batch of one example.`, remedy, id)
}

/** Validates a document and reads, splits and normalises its data. */
export async function loadForTraining(
  document: GraphDocument,
  datasetsDirectory: string,
): Promise<LoadResult> {
  const trainable = checkTrainable(document)
  if (!trainable.ok) return trainable
  const { graph } = trainable
  const { training } = document
  const { attrs } = graph.data
  const read = await readDataset(attrs, training.seed, datasetsDirectory)
  if (!read.ok) return fail(read.message, read.remedy, graph.data.id)
  const augmentation = augmentationOf(attrs)
  const prepared = prepareData(read.value, {
    normalization: attrs.normalization as 'standardize' | 'none',
    validationFraction: Number(attrs.validationFraction),
    limit: trainingLimit(attrs),
    seed: dataSeed(attrs, training.seed),
    stratified: isStratified(attrs),
  })
  const data = augmentation ? { ...prepared, augmentation } : prepared
  const tooFew =
    data.train.count < 2 ? cannotNormalise(graph, 'Train on 2 examples or more.') : null
  const blocked = tooFew ?? cannotStopEarly(training.earlyStopping, data, graph.data.id)
  return blocked ?? { ok: true, graph, data }
}

/** Validates, compiles and loads a document up to a session at step 0. */
export async function openSession(
  document: GraphDocument,
  options: {
    readonly datasetsDirectory: string
    readonly backend: Backend
    readonly maxSteps?: number
    readonly weights?: readonly WeightTensor[]
    readonly telemetryEvery?: number
    readonly histogramEvery?: number
  },
): Promise<Opened<OpenSession>> {
  const loaded = await loadForTraining(document, options.datasetsDirectory)
  if (!loaded.ok) return loaded
  const { graph, data } = loaded
  const batchSize = Math.min(document.training.batchSize, data.train.count)
  const training = { ...document.training, batchSize }
  const program = compileProgram(graph, training)
  const prepared = options.backend.prepare(program)
  const tooLarge = checkMemory(program, prepared.memoryBytes)
  if (tooLarge) return { ok: false, failure: tooLarge }
  const executor = prepared.createExecutor()
  const misfit = options.weights && misfitOf(options.weights, program)
  if (misfit) return fail(misfit, 'Use weights that were saved from this network.', null)
  const broken = options.weights && findNotFinite(options.weights)
  if (broken) return fail(broken, 'Use weights of a run that did not diverge.', null)
  const session = new TrainingSession({
    program,
    executor,
    data,
    training,
    ...(options.maxSteps !== undefined && { maxSteps: options.maxSteps }),
    ...(options.weights && { weights: options.weights }),
    ...(options.telemetryEvery !== undefined && { telemetryEvery: options.telemetryEvery }),
    ...(options.histogramEvery !== undefined && { histogramEvery: options.histogramEvery }),
  })
  return {
    ok: true,
    value: {
      session,
      earlyStopping: createEarlyStopping(training.earlyStopping, program, executor),
      program,
      data,
      threads: executor.threads,
      memoryBytes: executor.memoryBytes,
      examples: {
        train: data.train.count,
        validation: data.validation.count,
        test: data.test.count,
      },
    },
  }
}

/** What keeps weights from being a program's; null where they fit. */
function misfitOf(weights: readonly WeightTensor[], { train }: Program): string | null {
  const target = (tensor: number) => {
    const { name, shape, size } = train.plan.tensors[tensor]!
    return { name, shape, values: new Float32Array(size) }
  }
  return assignWeights(
    weights,
    train.params.map(({ tensor }) => target(tensor)),
    train.buffers.map(({ tensor }) => target(tensor)),
  )
}

/** Why there is nothing that early stopping could watch; null where there is. */
function cannotStopEarly(
  { kind }: EarlyStoppingConfig,
  { validation, info }: PreparedData,
  nodeId: string,
) {
  if (kind === 'none') return null
  if (validation.count === 0) {
    return fail(
      'Early stopping has no validation examples to watch.',
      'Set the validation part of the data set above 0, or early stopping to none.',
      nodeId,
    )
  }
  if (kind === 'validationAccuracy' && info.classes === null) {
    return fail(
      'Early stopping cannot watch the accuracy: the data set has numbers to predict, not classes.',
      'Let early stopping watch the validation loss.',
      nodeId,
    )
  }
  return null
}

/** Why so many bytes are not to be allocated for a program; null where they are few enough. */
export function checkMemory(program: Program, bytes: number): OpenFailure | null {
  if (bytes <= memoryLimit) return null
  return {
    message: `The network needs ${formatGigabytes(bytes)} of memory; at most ${formatGigabytes(memoryLimit)} are used.`,
    remedy: 'Make its layers or the batch smaller.',
    nodeId: largestNode(program),
  }
}

function fail(message: string, remedy: string, nodeId: string | null): Failed {
  return { ok: false, failure: { message, remedy, nodeId } }
}

function formatGigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}

function largestNode(program: Program): string | null {
  const { tensors } = program.train.plan
  return tensors.reduce((a, b) => (b.size > a.size ? b : a)).nodeId
}
