import type { Executor } from '../../src/engine/backends/executor'
import { createReferenceExecutor } from '../../src/engine/backends/reference'
import type { Clipping, Optimizer, Regularization } from '../../src/engine/document/schema'
import type { Graph, GraphNode } from '../../src/engine/graph/types'
import { referenceKernels } from '../../src/engine/kernels/index'
import type { Kernel, RunContext } from '../../src/engine/kernels/kernel'
import { type AttrValues, defaultAttrs } from '../../src/engine/nodes/attrs'
import type { DataShape, Shape } from '../../src/engine/nodes/define-node'
import { type NodeKind, nodeKind } from '../../src/engine/nodes/index'
import { compileProgram, type Program } from '../../src/engine/plan/program'
import { usesClassIndices } from '../../src/engine/plan/target'
import { createRng } from '../../src/engine/random/stream'
import { initializeState } from '../../src/engine/training/initialize'

export interface NodeSpec {
  readonly id: string
  readonly kind: NodeKind
  /** Ids of earlier nodes; the node before this one where absent. */
  readonly from?: readonly string[]
  readonly attrs?: AttrValues
}

export const noPenalty: Regularization = { l1: 0, l2: 0 }
export const sgd: Optimizer = { kind: 'sgd', learningRate: 0.1 }

/** A graph over data of any shape, without a document and without a data set. */
export function buildGraph(specs: readonly NodeSpec[], dataShape: DataShape): Graph {
  const shapes = new Map<string, Shape>()
  const nodes = specs.map((spec, index): GraphNode => {
    const definition = nodeKind(spec.kind)
    const attrs = { ...defaultAttrs(definition.attrs), ...spec.attrs }
    const inputs = spec.kind === 'data' ? [] : (spec.from ?? [specs[index - 1]!.id])
    const inputShapes = inputs.map(id => shapes.get(id)!)
    const result = definition.shape(inputShapes, attrs as never, dataShape)
    if (!result.ok) throw new Error(`${spec.id}: ${result.reason}`)
    shapes.set(spec.id, result.shape)
    return {
      id: spec.id,
      name: spec.id,
      kind: spec.kind,
      attrs,
      inputs,
      inputShapes,
      shape: result.shape,
    }
  })
  return { nodes, data: nodes[0]!, loss: nodes.at(-1)!, dataShape }
}

export function classes(features: number, count: number): DataShape {
  return { features: [features], classes: count, targetFeatures: 1 }
}

export function values(features: number, targets: number): DataShape {
  return { features: [features], classes: null, targetFeatures: targets }
}

export interface NetworkOptions {
  readonly rows: number
  /** Rows of the plan, at least `rows`. */
  readonly batch?: number
  readonly seed?: number
  readonly retain?: boolean
  readonly telemetry?: boolean
  readonly inputGradient?: boolean
  readonly optimizer?: Optimizer
  readonly regularization?: Regularization
  readonly clipping?: Clipping
  readonly kernels?: Readonly<Record<string, Kernel>>
  /** The reference backend unless given. */
  readonly createExecutor?: (program: Program) => Executor
}

/** A compiled network with initial parameters and one random batch in place. */
export interface Network {
  readonly graph: Graph
  readonly program: Program
  readonly executor: Executor
  readonly context: RunContext
}

export function openNetwork(graph: Graph, options: NetworkOptions): Network {
  const { rows, seed = 1 } = options
  const optimizer = options.optimizer ?? sgd
  const program = compileProgram(
    graph,
    {
      optimizer,
      regularization: options.regularization ?? noPenalty,
      batchSize: options.batch ?? rows,
      clipping: options.clipping ?? { kind: 'none' },
    },
    {
      retain: options.retain ?? true,
      telemetry: options.telemetry ?? false,
      inputGradient: options.inputGradient ?? false,
    },
  )
  const executor =
    options.createExecutor?.(program) ??
    createReferenceExecutor(program, options.kernels ?? referenceKernels)
  initializeState(program.train, executor, seed)
  perturbConstants(program, executor, seed)
  const network: Network = {
    graph,
    program,
    executor,
    context: {
      rows,
      step: 0,
      seed,
      learningRate: optimizer.learningRate,
      telemetry: options.telemetry ?? false,
      histograms: options.telemetry ?? false,
    },
  }
  loadRandomBatch(network, 'train', seed)
  loadRandomBatch(network, 'evaluate', seed)
  return network
}

/** Biases at 0 and scales at 1 are special points where mistakes hide. */
function perturbConstants(program: Program, executor: Executor, seed: number): void {
  const { plan, params } = program.train
  for (const { name, tensor, init } of params) {
    if (init.kind !== 'constant') continue
    const rng = createRng(seed, `perturb ${name}`)
    const values = executor.tensor(plan, tensor)
    for (let i = 0; i < values.length; i++) values[i]! += 0.3 * rng.nextNormal()
  }
}

/** Fills input and target of a plan with what the seed gives. */
export function loadRandomBatch(
  { graph, program, executor, context }: Network,
  mode: 'train' | 'evaluate',
  seed: number,
): void {
  const { plan } = program[mode]
  const rng = createRng(seed, 'inputs')
  const input = executor.tensor(plan, plan.input)
  for (let i = 0; i < input.length; i++) input[i] = rng.nextNormal()
  const target = executor.tensor(plan, plan.target)
  const targetRng = createRng(seed, 'targets')
  const count = graph.dataShape.classes
  if (count === null) {
    for (let i = 0; i < target.length; i++) target[i] = targetRng.nextNormal()
  } else if (usesClassIndices(graph)) {
    for (let i = 0; i < target.length; i++) target[i] = targetRng.nextInt(count)
  } else {
    target.fill(0)
    for (let row = 0; row < context.rows; row++) target[row * count + targetRng.nextInt(count)] = 1
  }
}

/** Forward and backward, and the update where asked. */
export function runStep(network: Network, update = false): void {
  const { executor, program, context } = network
  executor.run(program.train.plan, 'forward', context)
  executor.run(program.train.plan, 'backward', context)
  if (update) executor.run(program.train.plan, 'update', context)
}

/** Data loss and penalty after a forward pass. */
export function objective({ executor, program, context }: Network): number {
  const { plan } = program.train
  executor.run(plan, 'forward', context)
  return executor.tensor(plan, plan.loss)[0]! + executor.tensor(plan, plan.penalty)[0]!
}

/** Tensor by its name in the training plan: `dense1.W`, `d(dense1.y)`. */
export function tensorNamed(
  { executor, program }: Network,
  name: string,
  mode: 'train' | 'evaluate' = 'train',
) {
  const { plan } = program[mode]
  const found = plan.tensors.find(tensor => tensor.name === name)
  if (!found) throw new Error(`the plan has no tensor ${name}`)
  return executor.tensor(plan, found.id)
}

/** Every parameter's values, one after the other. */
export function parameterValues({ executor, program }: Network): number[] {
  const { plan, params } = program.train
  return params.flatMap(({ tensor }) => [...executor.tensor(plan, tensor)])
}
