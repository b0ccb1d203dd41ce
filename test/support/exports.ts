import fc from 'fast-check'
import { expect } from 'vitest'
import type { Executor } from '../../src/engine/backends/executor'
import { createReferenceExecutor } from '../../src/engine/backends/reference'
import {
  clippingSchema,
  defaultTraining,
  optimizerSchema,
  type Schedule,
  scheduleSchema,
  type TrainingConfig,
} from '../../src/engine/document/schema'
import type { ExportSource } from '../../src/engine/export/source'
import type { Graph } from '../../src/engine/graph/types'
import { nodeKind } from '../../src/engine/nodes/index'
import { compileProgram, type Program } from '../../src/engine/plan/program'
import { usesClassIndices } from '../../src/engine/plan/target'
import { createRng } from '../../src/engine/random/stream'
import type { WeightTensor } from '../../src/engine/training/assign-weights'
import { initializeState } from '../../src/engine/training/initialize'
import { learningRateAt } from '../../src/engine/training/schedule'
import { buildGraph, classes } from './networks'
import { graphOf, networkRecipe } from './random-networks'
import { sampleNetworks } from './sample-networks'

/** A network with weights and a batch, to be computed here and by what it was exported to. */
export interface ExportCase {
  readonly name: string
  readonly source: ExportSource
  readonly weights: readonly WeightTensor[]
  readonly x: readonly (readonly number[])[]
  /** Class indices, or rows of values. */
  readonly y: readonly number[] | readonly (readonly number[])[]
  /** Whether a training step is the same everywhere: dropout masks are not. */
  readonly isDeterministic: boolean
}

const rows = 5

function exportCase(name: string, graph: Graph, training: Partial<TrainingConfig>): ExportCase {
  const source: ExportSource = {
    name,
    graph,
    training: { ...defaultTraining, epochs: 3, batchSize: rows, ...training },
    version: '1.2.3',
  }
  const rng = createRng(7, name)
  const row = (width: number) => Array.from({ length: width }, () => rng.nextNormal())
  const { program, executor } = open(source)
  const { plan, params, buffers } = program.train
  // Running variances are above 0.
  const values = (tensor: number, isBuffer: boolean) =>
    Float32Array.from(executor.tensor(plan, tensor), value =>
      isBuffer ? value + rng.nextUniform() : value + 0.2 * rng.nextNormal(),
    )
  const weight = (tensor: number, isBuffer: boolean): WeightTensor => {
    const { name: tensorName, shape } = plan.tensors[tensor]!
    return { name: tensorName, shape, values: values(tensor, isBuffer) }
  }
  const { classes: count } = graph.dataShape
  const width = graph.dataShape.targetFeatures
  const indices = Array.from({ length: rows }, () => rng.nextInt(count ?? 1))
  return {
    name,
    source,
    weights: [
      ...params.map(({ tensor }) => weight(tensor, false)),
      ...buffers.map(({ tensor }) => weight(tensor, true)),
    ],
    x: Array.from({ length: rows }, () => row(graph.data.shape[0]!)),
    y: count === null ? indices.map(() => row(width)) : indices,
    isDeterministic: !graph.nodes.some(
      ({ kind, attrs }) => kind === 'dropout' && Number(attrs.rate) > 0,
    ),
  }
}

function open({ graph, training }: ExportSource): { program: Program; executor: Executor } {
  const program = compileProgram(graph, training, { retain: true, telemetry: false })
  const executor = createReferenceExecutor(program)
  initializeState(program.train, executor, 1)
  return { program, executor }
}

/** What the reference backend computes of a case. */
export interface Computed {
  /** What the loss is computed from, in evaluation. */
  readonly outputs: number[]
  /** By tensor: after the first step's penalty and clipping. */
  readonly gradients: Readonly<Record<string, number[]>>
  /** By tensor: after as many epochs as the training says, of two steps each, on the one batch. */
  readonly after: Readonly<Record<string, number[]>>
}

export function compute({ source, weights, x, y, isDeterministic }: ExportCase): Computed {
  const { program, executor } = open(source)
  const { graph, training } = source
  const { plan, params, buffers } = program.train
  const byName = new Map(weights.map(({ name, values }) => [name, values]))
  const tensors = [...params, ...buffers].map(({ tensor }) => ({
    name: plan.tensors[tensor]!.name,
    values: executor.tensor(plan, tensor),
  }))
  for (const { name, values } of tensors) values.set(byName.get(name)!)
  for (const { plan: each } of [program.train, program.evaluate]) {
    executor.tensor(each, each.input).set(x.flat())
    const target = executor.tensor(each, each.target)
    const count = graph.dataShape.classes
    if (count === null || usesClassIndices(graph)) target.set(y.flat())
    else {
      y.forEach((label, i) => {
        target[i * count + Number(label)] = 1
      })
    }
  }
  const context = { rows, step: 0, seed: 1, learningRate: 0, telemetry: false, histograms: false }
  const evaluation = program.evaluate
  executor.run(evaluation.plan, 'forward', context)
  const last = evaluation.outputs.get(graph.loss.inputs[0]!)!.y
  const outputs = [...executor.tensor(evaluation.plan, last)]
  const gradients: Record<string, number[]> = {}
  const perEpoch = 2
  for (let step = 0; isDeterministic && step < perEpoch * training.epochs; step++) {
    const now = { ...context, step, learningRate: learningRateAt(training, step, perEpoch) }
    executor.run(plan, 'forward', now)
    executor.run(plan, 'backward', now)
    for (const { name, gradient } of params) {
      gradients[name] ??= [...executor.tensor(plan, gradient!)]
    }
    executor.run(plan, 'update', now)
  }
  const after = Object.fromEntries(tensors.map(({ name, values }) => [name, [...values]]))
  return { outputs, gradients, after }
}

const optimizers = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.8 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.8, nesterov: true },
  { kind: 'momentum', learningRate: 0.1, momentum: 0, nesterov: true },
  { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-3 },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.9 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 },
  { kind: 'adamw', learningRate: 0.01, weightDecay: 0.1 },
].map(optimizer => optimizerSchema.parse(optimizer))

const schedules: readonly Schedule[] = [
  { kind: 'step', every: 2, factor: 0.5 },
  { kind: 'exponential', factor: 0.8 },
  { kind: 'inverseTime', decay: 0.7 },
  { kind: 'cosine', period: 4, minimum: 0.01 },
  { kind: 'cosine', period: 5, minimum: 0 },
]
  .flatMap(schedule => [
    { ...schedule, unit: 'step' },
    { ...schedule, unit: 'epoch' },
    { ...schedule, unit: 'step', warmup: 3 },
    { ...schedule, unit: 'epoch', warmup: 4 },
  ])
  .concat({ kind: 'constant', warmup: 5 } as never, { kind: 'constant', warmup: 1 } as never)
  .map(schedule => scheduleSchema.parse(schedule))

const clippings = [
  { kind: 'norm', limit: 0.3 },
  { kind: 'value', limit: 0.05 },
].map(clipping => clippingSchema.parse(clipping))

const plain = buildGraph(
  [
    { id: 'data', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 4 } },
    { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
    { id: 'dense2', kind: 'dense', attrs: { units: 3 } },
    { id: 'loss', kind: 'loss' },
  ],
  classes(4, 3),
)

/** Networks with every node kind and option, and every way to train them. */
export const exportCases: readonly ExportCase[] = [
  ...sampleNetworks.map(({ name, graph, options }) =>
    exportCase(name, graph, {
      ...(options.optimizer && { optimizer: options.optimizer }),
      ...(options.regularization && { regularization: options.regularization }),
      ...(options.clipping && { clipping: options.clipping }),
    }),
  ),
  ...optimizers.map((optimizer, i) =>
    exportCase(`optimizer ${i} ${optimizer.kind}`, plain, { optimizer }),
  ),
  ...schedules.map((schedule, i) =>
    exportCase(`schedule ${i} ${schedule.kind}`, plain, { schedule }),
  ),
  ...clippings.flatMap(clipping => [
    exportCase(`clipping by ${clipping.kind} at work`, plain, { clipping }),
    exportCase(`clipping by ${clipping.kind} after a penalty`, plain, {
      clipping,
      regularization: { l1: 0.1, l2: 0.3 },
    }),
  ]),
  exportCase('L1 alone', plain, { regularization: { l1: 0.1, l2: 0 } }),
  ...fc
    .sample(networkRecipe, { numRuns: 60, seed: 20260101 })
    .map((recipe, i) =>
      exportCase(`random ${i}`, graphOf(recipe), { regularization: recipe.regularization }),
    ),
]

/** How large the weights of a layer are: root mean square, and largest. */
export interface Spread {
  readonly deviation: number
  readonly largest: number
}

const inits = ['he', 'xavier', 'glorot', 'lecun'].flatMap(init => [
  { init, distribution: 'normal' },
  { init, distribution: 'uniform' },
])
/** A dense layer for every way in which weights can begin, large enough to measure it. */
export const beginnings = [
  ...inits,
  { init: 'normal', sigma: 0.3 },
  { init: 'identity', scale: 1.5 },
  { init: 'identity' },
  { init: 'zeros' },
].map(attrs => ({
  name: Object.values(attrs).join(' '),
  graph: buildGraph(
    [
      { id: 'data', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 200, ...attrs } },
      { id: 'loss', kind: 'loss' },
    ],
    classes(300, 200),
  ),
}))

/** Expects weights that were drawn elsewhere to be spread as the dense layer of `beginnings` says. */
export function expectBeginning({ nodes }: Graph, { deviation, largest }: Spread): void {
  const { inputShapes, attrs } = nodes[1]!
  const { init } = nodeKind('dense').params(inputShapes, attrs as never).W!
  switch (init.kind) {
    case 'constant':
      expect(largest).toBe(init.value)
      break
    case 'identity':
      expect(largest).toBe(init.scale)
      expect(deviation).toBeCloseTo(init.scale / Math.sqrt(300), 10)
      break
    case 'normal':
      expect(deviation / init.std).toBeCloseTo(1, 1)
      expect(largest).toBeGreaterThan(3 * init.std)
      break
    case 'uniform':
      expect(largest / init.limit).toBeCloseTo(1, 3)
      expect(largest).toBeLessThanOrEqual(init.limit + 1e-6)
  }
}
