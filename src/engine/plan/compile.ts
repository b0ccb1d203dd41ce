import type { Clipping, Optimizer, Regularization } from '../document/schema'
import type { Graph, GraphNode } from '../graph/types'
import {
  type InitScheme,
  type Lowering,
  type Shape,
  type StepDraft,
  sizeOf,
  step,
} from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import {
  activationStatistics,
  gradientStatistics,
  histogramBins,
  slopeStatistics,
  updateStatistics,
} from '../telemetry/layout'
import { layoutMemory, type UnplacedTensor } from './memory-layout'
import { lowerUpdate } from './optimizer-steps'
import type { Plan, PlanMode, Step, TensorId, TensorRole } from './types'

export interface CompileOptions {
  readonly mode: PlanMode
  /** Largest number of examples in a batch. */
  readonly batch: number
  readonly optimizer: Optimizer
  readonly regularization: Regularization
  readonly clipping: Clipping
  /** Add `statistics.*` steps and their tensors. */
  readonly telemetry: boolean
  /** Keep every activation and gradient until the next step, at the price of memory. */
  readonly retain: boolean
  /** Also compute the gradient of the loss by the network's input. */
  readonly inputGradient: boolean
  /** First arena element that is not persistent; see `layoutMemory`. */
  readonly transientStart?: number
}

/** A trained tensor of a plan, with how it starts. */
export interface PlanParam {
  readonly tensor: TensorId
  readonly gradient: TensorId | null
  readonly init: InitScheme
  readonly nodeId: string
  readonly name: string
}

export interface PlanBuffer {
  readonly tensor: TensorId
  readonly initial: number
}

export interface CompiledPlan {
  readonly plan: Plan
  readonly params: readonly PlanParam[]
  readonly buffers: readonly PlanBuffer[]
  /** Output tensor of each node but the loss, and its gradient where there is one. */
  readonly outputs: ReadonlyMap<string, { readonly y: TensorId; readonly dy: TensorId | null }>
}

/**
 * Compiles a graph to kernel calls: forward in topological order, backward in reverse, then one
 * update per parameter. Where several nodes use one output, the first to write its gradient
 * assigns and the later ones accumulate. Nothing is computed for outputs that no parameter feeds.
 */
export function compilePlan(graph: Graph, options: CompileOptions): CompiledPlan {
  return new PlanBuilder(graph, options).build()
}

class PlanBuilder {
  private readonly tensors: UnplacedTensor[] = []
  private readonly forward: Step[] = []
  private readonly backward: Step[] = []
  private readonly update: Step[] = []
  private readonly outputs = new Map<string, { y: TensorId; dy: TensorId | null }>()
  private readonly params: (PlanParam & { readonly penalized: boolean })[] = []
  private readonly buffers: PlanBuffer[] = []
  private readonly lowerings = new Map<string, Lowering>()
  private readonly written = new Set<TensorId>()
  private readonly zeroSums: ReadonlySet<string>
  private readonly input: TensorId
  private readonly target: TensorId
  private readonly loss: TensorId
  private readonly penalty: TensorId
  private readonly correct: TensorId

  constructor(
    private readonly graph: Graph,
    private readonly options: CompileOptions,
  ) {
    const { data, loss, dataShape } = graph
    this.zeroSums = options.mode === 'train' ? findZeroSums(graph) : new Set()
    this.input = this.add(`${data.id}.y`, 'input', data.id, data.shape, true)
    const classIndices = usesClassIndices(graph)
    const targetShape = classIndices ? [] : [dataShape.classes ?? dataShape.targetFeatures]
    this.target = this.add('target', 'target', data.id, targetShape, true)
    this.loss = this.add('loss', 'scalar', loss.id, [], false)
    this.penalty = this.add('penalty', 'scalar', null, [], false)
    this.correct = this.add('correct', 'scalar', loss.id, [], false)
  }

  private get training(): boolean {
    return this.options.mode === 'train'
  }

  build(): CompiledPlan {
    const { graph, options } = this
    for (const node of graph.nodes) this.declare(node)
    for (const node of graph.nodes) this.lowerForward(node)
    if (this.training) {
      this.lowerPenalty('penalty.forward', this.forward)
      for (const node of graph.nodes.toReversed()) this.lowerBackward(node)
      this.lowerPenalty('penalty.backward', this.backward)
      this.lowerParameterStatistics()
      this.lowerClipping()
    }
    this.lowerUpdates()
    const steps = [...this.forward, ...this.backward, ...this.update]
    const layout = layoutMemory(this.tensors, steps, {
      reuse: !options.retain,
      ...(options.transientStart !== undefined && { transientStart: options.transientStart }),
    })
    const plan: Plan = {
      mode: options.mode,
      batch: options.batch,
      ...layout,
      forward: this.forward,
      backward: this.backward,
      update: this.update,
      input: this.input,
      target: this.target,
      loss: this.loss,
      penalty: this.penalty,
      correct: this.correct,
    }
    return { plan, params: this.params, buffers: this.buffers, outputs: this.outputs }
  }

  private add(
    name: string,
    role: TensorRole,
    nodeId: string | null,
    shape: Shape,
    batched: boolean,
  ): TensorId {
    const id = this.tensors.length
    const size = sizeOf(shape) * (batched ? this.options.batch : 1)
    this.tensors.push({ id, name, role, nodeId, shape, batched, size })
    return id
  }

  /** Creates every tensor of a node. */
  private declare(node: GraphNode): void {
    const definition = nodeKind(node.kind)
    const attrs = node.attrs as never
    const { inputShapes } = node
    const prefix = node.id

    const own = new Map<string, TensorId>()
    const gradients = new Map<string, TensorId>()
    for (const [name, spec] of Object.entries(definition.params(inputShapes, attrs))) {
      const tensor = this.add(`${prefix}.${name}`, 'param', node.id, spec.shape, false)
      const gradient = this.training
        ? this.add(`d(${prefix}.${name})`, 'gradient', node.id, spec.shape, false)
        : null
      own.set(name, tensor)
      if (gradient !== null) gradients.set(name, gradient)
      this.params.push({
        tensor,
        gradient,
        init: spec.init,
        nodeId: node.id,
        name: `${prefix}.${name}`,
        penalized: spec.penalized,
      })
    }
    for (const [name, spec] of Object.entries(definition.buffers(inputShapes, attrs))) {
      const tensor = this.add(`${prefix}.${name}`, 'buffer', node.id, spec.shape, false)
      own.set(name, tensor)
      this.buffers.push({ tensor, initial: spec.initial })
    }
    if (this.training || node.kind === 'loss') {
      for (const [name, spec] of Object.entries(definition.residuals(inputShapes, attrs))) {
        own.set(name, this.add(`${prefix}.${name}`, 'residual', node.id, spec.shape, spec.batched))
      }
    }

    if (definition.hasOutput) {
      const y =
        node.kind === 'data'
          ? this.input
          : this.add(`${prefix}.y`, 'activation', node.id, node.shape, true)
      const needed = this.training && this.needsGradient(node, gradients.size > 0)
      const dy = needed ? this.add(`d(${prefix}.y)`, 'gradient', node.id, node.shape, true) : null
      this.outputs.set(node.id, { y, dy })
    }
    this.lowerings.set(node.id, this.lowering(node, own, gradients))
  }

  private needsGradient(node: GraphNode, hasParams: boolean): boolean {
    if (node.kind === 'data') return this.options.inputGradient
    return hasParams || node.inputs.some(id => this.outputs.get(id)!.dy !== null)
  }

  private lowering(
    node: GraphNode,
    own: ReadonlyMap<string, TensorId>,
    gradients: ReadonlyMap<string, TensorId>,
  ): Lowering {
    const named = (map: ReadonlyMap<string, TensorId>, name: string): TensorId => {
      const id = map.get(name)
      if (id === undefined) throw new Error(`${node.kind} declares no tensor "${name}"`)
      return id
    }
    const output = this.outputs.get(node.id)
    return {
      mode: this.options.mode,
      x: node.inputs.map(id => this.outputs.get(id)!.y),
      dx: node.inputs.map(id => this.outputs.get(id)!.dy),
      inputShapes: node.inputShapes,
      y: output?.y ?? this.loss,
      dy: output?.dy ?? this.loss,
      param: name => named(own, name),
      gradient: name => (this.isKnownZero(node, name) ? null : named(gradients, name)),
      buffer: name => named(own, name),
      residual: name => named(own, name),
      target: this.target,
      loss: this.loss,
      correct: this.graph.dataShape.classes === null ? null : this.correct,
    }
  }

  private push(list: Step[], nodeId: string, draft: StepDraft): void {
    list.push({ ...draft, nodeId, accumulate: draft.outputs.map(() => false) })
  }

  private lowerForward(node: GraphNode): void {
    const t = this.lowerings.get(node.id)!
    const measured = this.training && this.options.telemetry && this.outputs.has(node.id)
    // Of the input, which the output may be written over.
    if (measured) this.pushSaturation(node, t)
    for (const draft of nodeKind(node.kind).forward(t, node.attrs as never)) {
      this.push(this.forward, node.id, draft)
    }
    if (measured) {
      this.pushStatistics(
        this.forward,
        'statistics.activation',
        node.id,
        node.id,
        t.y,
        activationStatistics.length,
      )
    }
    if (!this.training && this.options.telemetry) this.pushActivity(node, t)
  }

  private lowerBackward(node: GraphNode): void {
    const output = this.outputs.get(node.id)
    if (output?.dy === null) return
    const t = this.lowerings.get(node.id)!
    if (output && this.options.telemetry) {
      this.pushStatistics(
        this.backward,
        'statistics.gradient',
        node.id,
        node.id,
        output.dy!,
        gradientStatistics.length,
      )
    }
    for (const draft of nodeKind(node.kind).backward(t, node.attrs as never)) {
      if (draft.outputs.every(id => id === null)) continue
      this.backward.push({ ...draft, nodeId: node.id, accumulate: this.claim(draft.outputs) })
    }
    this.lowerKnownZeros(node)
  }

  /** Gradients that are exactly 0 are written as such, not left to rounding. */
  private lowerKnownZeros(node: GraphNode): void {
    for (const param of this.params) {
      if (param.nodeId !== node.id || !this.isKnownZero(node, paramName(param))) continue
      this.push(this.backward, node.id, step('zero.backward', [], [param.gradient]))
    }
  }

  private isKnownZero(node: GraphNode, param: string): boolean {
    return this.zeroSums.has(node.id) && nodeKind(node.kind).shifts.includes(param)
  }

  /** Per output: false for the first to write it in this backward pass, true after that. */
  private claim(outputs: readonly (TensorId | null)[]): boolean[] {
    return outputs.map(id => {
      if (id === null) return false
      const again = this.written.has(id)
      this.written.add(id)
      return again
    })
  }

  private lowerPenalty(kernel: 'penalty.forward' | 'penalty.backward', list: Step[]): void {
    const { l1, l2 } = this.options.regularization
    if (l1 === 0 && l2 === 0) return
    for (const param of this.params) {
      if (!param.penalized) continue
      const output = kernel === 'penalty.forward' ? this.penalty : param.gradient!
      list.push({
        ...step(kernel, [param.tensor], [output], { l1, l2 }),
        nodeId: param.nodeId,
        accumulate: this.claim([output]),
      })
    }
  }

  private lowerParameterStatistics(): void {
    if (!this.options.telemetry) return
    for (const param of this.params) {
      this.pushStatistics(
        this.backward,
        'statistics.gradient',
        param.nodeId,
        param.name,
        param.gradient!,
        gradientStatistics.length,
      )
    }
  }

  private pushSaturation(node: GraphNode, t: Lowering): void {
    const slope = nodeKind(node.kind).slope(node.attrs as never)
    if (slope === null) return
    const name = statisticName('saturation', node.id)
    const saturation = this.add(name, 'statistic', node.id, [slopeStatistics.length], false)
    this.push(
      this.forward,
      node.id,
      step('statistics.saturation', [t.x[0]!], [saturation], { ...slope }),
    )
  }

  /** Of functions that let no gradient through where they are 0: in how many rows each unit is not. */
  private pushActivity(node: GraphNode, t: Lowering): void {
    if (nodeKind(node.kind).slope(node.attrs as never)?.function !== 'relu') return
    const name = statisticName('activity', node.id)
    const activity = this.add(name, 'statistic', node.id, node.shape, false)
    this.push(this.forward, node.id, step('statistics.activity', [t.y], [activity]))
  }

  /** After the statistics, which show what backpropagation gave. */
  private lowerClipping(): void {
    const { clipping } = this.options
    if (clipping.kind === 'none' || this.params.length === 0) return
    const { limit } = clipping
    if (clipping.kind === 'value') {
      for (const { gradient, nodeId } of this.params) {
        this.push(this.backward, nodeId, step('clip.value', [gradient], [gradient], { limit }))
      }
      return
    }
    const norm = this.add('gradientNorm', 'scalar', null, [], false)
    const gradients = this.params.map(({ gradient }) => gradient)
    this.push(this.backward, this.graph.loss.id, step('clip.measure', gradients, [norm]))
    for (const { gradient, nodeId } of this.params) {
      this.push(this.backward, nodeId, step('clip.norm', [gradient, norm], [gradient], { limit }))
    }
  }

  private pushStatistics(
    list: Step[],
    kernel: 'statistics.gradient' | 'statistics.activation',
    nodeId: string,
    subject: string,
    tensor: TensorId,
    count: number,
  ): void {
    const statistic = this.add(
      statisticName(kernel === 'statistics.gradient' ? 'gradient' : 'activation', subject),
      'statistic',
      nodeId,
      [count],
      false,
    )
    const { batched } = this.tensors[tensor]!
    this.push(list, nodeId, step(kernel, [tensor], [statistic], { batched }))
    if (kernel !== 'statistics.gradient') return
    const name = statisticName('histogram', subject)
    const histogram = this.add(name, 'histogram', nodeId, [histogramBins.count], false)
    this.push(list, nodeId, step('statistics.histogram', [tensor], [histogram], { batched }))
  }

  /** Optimizer state is declared in both modes, so that the persistent part is the same. */
  private lowerUpdates(): void {
    for (const param of this.params) {
      const { shape } = this.tensors[param.tensor]!
      const { kernel, states, attrs } = lowerUpdate(this.options.optimizer)
      const stateTensors = states.map(name =>
        this.add(`${param.name}.${name}`, 'optimizerState', param.nodeId, shape, false),
      )
      if (!this.training) continue
      const ratio = this.options.telemetry
        ? this.add(
            statisticName('update', param.name),
            'statistic',
            param.nodeId,
            [updateStatistics.length],
            false,
          )
        : null
      this.push(
        this.update,
        param.nodeId,
        step(kernel, [param.gradient], [param.tensor, ratio, ...stateTensors], attrs),
      )
    }
  }
}

function paramName({ name, nodeId }: PlanParam): string {
  return name.slice(nodeId.length + 1)
}

/**
 * Nodes whose output's gradient sums to 0 over the batch, because every way from there leads through
 * linear nodes into a batch norm, which takes batch means away. A bias there has gradient 0; left to
 * rounding, Adam and its kin would blow the rounding up to steps of full size.
 */
function findZeroSums(graph: Graph): Set<string> {
  const consumers = new Map<string, GraphNode[]>()
  for (const node of graph.nodes) {
    for (const id of node.inputs) consumers.set(id, [...(consumers.get(id) ?? []), node])
  }
  const found = new Set<string>()
  for (const node of graph.nodes.toReversed()) {
    const uses = consumers.get(node.id) ?? []
    const vanishes = uses.every(use => {
      const sum = nodeKind(use.kind).batchSum(use.attrs as never)
      return sum === 'zero' || (sum === 'linear' && found.has(use.id))
    })
    if (vanishes && uses.length > 0) found.add(node.id)
  }
  return found
}

/** Name of the tensor that holds the statistics of `subject`. */
export function statisticName(
  what: 'gradient' | 'activation' | 'saturation' | 'activity' | 'update' | 'histogram',
  subject: string,
): string {
  return `statistics.${what}(${subject})`
}

/** Softmax cross-entropy takes class indices; the other losses take rows of values, one-hot for classes. */
export function usesClassIndices(graph: Graph): boolean {
  return graph.loss.attrs.function === 'softmaxCrossEntropy'
}
