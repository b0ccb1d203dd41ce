import type { Executor } from '../backends/executor'
import { augmenterOf } from '../data/augment'
import type { Examples, PreparedData } from '../data/dataset'
import type { TrainingConfig } from '../document/schema'
import type { RunContext } from '../kernels/kernel'
import { sizeOf } from '../nodes/define-node'
import { persistentRoles } from '../plan/memory-layout'
import type { Program } from '../plan/program'
import { usesClassIndices } from '../plan/target'
import type { Plan, PlanMode, TensorRole } from '../plan/types'
import { createRng, shuffle } from '../random/stream'
import { findDivergence } from '../telemetry/divergence'
import { frameHeader } from '../telemetry/layout'
import { assignWeights, type WeightTensor } from './assign-weights'
import { type BatchLoader, createBatchLoader } from './batch'
import { initializeState } from './initialize'
import type { DatasetPart, Metrics } from './metrics'
import { stepsPerEpoch } from './run-length'
import { learningRateAt } from './schedule'

export interface SessionOptions {
  /** Compiled with telemetry. */
  readonly program: Program
  readonly executor: Executor
  readonly data: PreparedData
  readonly training: TrainingConfig
  /** Stop after so many steps instead of `training.epochs`. */
  readonly maxSteps?: number
  /** Start from these instead of drawing weights; they must fit, see `assignWeights`. */
  readonly weights?: readonly WeightTensor[]
  /** Measure every n-th step only, the first and the last besides; 1 unless given. */
  readonly telemetryEvery?: number
  /** Count gradients by their size at every n-th measured step; never unless given. */
  readonly histogramEvery?: number
}

/** How often |g| fell between two powers of two, for every gradient; see `TelemetryRow.histogram`. */
export interface Histograms {
  /** The step that was counted. */
  readonly step: number
  /** Live: the next count overwrites it. */
  readonly counts: Float64Array | Float32Array
}

/** What a step is made of, to repeat it elsewhere; see `StepReplay`. */
export interface StepInputs {
  /** The newest step, 0 before the first. */
  readonly step: number
  /** Parameters in the order and places of the arena, live or a copy. */
  readonly weights: Float64Array | Float32Array
  /** Whether `weights` are those that the step began with rather than those that it left. */
  readonly exact: boolean
  /** Its examples are `order[from … from + context.rows)` of the training part. */
  readonly order: Uint32Array
  readonly from: number
  readonly context: RunContext
}

/** A parameter tensor with its values. */
export interface NamedTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float64Array | Float32Array
}

/**
 * One training run: mini-batches in an order drawn by the seed, one optimizer step each. The same
 * document, data and seed give the same weights, bit for bit, on one build and machine.
 */
export class TrainingSession {
  /** Whether every step keeps a copy of the weights that it begins with, so that it can be repeated. */
  keepsWeights = false
  readonly stepsPerEpoch: number
  readonly totalSteps: number
  /** Parameters, running statistics and optimizer state, live: all that outlives a step. */
  readonly state: Float64Array | Float32Array
  private readonly order: Uint32Array
  private readonly loader: BatchLoader
  private readonly sequence: Uint32Array
  private readonly statistics: Float64Array | Float32Array
  private readonly context = {
    rows: 0,
    step: 0,
    seed: 0,
    learningRate: 0,
    telemetry: true,
    histograms: false,
  }
  private readonly histogramCounts: Float64Array | Float32Array
  private readonly weights: Float64Array | Float32Array
  private keptWeights: Float64Array | Float32Array | null = null
  /** The step that began with the kept weights. */
  private keptFor = -1
  private countedAt = 0
  private activityKnown = false
  private readonly scalars: Readonly<Record<PlanMode, ScalarViews>>
  private readonly gradientRows: readonly { readonly column: number; readonly size: number }[]
  private shuffledEpoch = 0
  private done = 0
  private problem: string | null = null

  constructor(readonly options: SessionOptions) {
    const { program, executor, data, training } = options
    const { count } = data.train
    const { batchSize } = training
    const hasBatchNorm = program.graph.nodes.some(node => node.kind === 'batchNorm')
    this.stepsPerEpoch = stepsPerEpoch(count, batchSize, hasBatchNorm)
    this.totalSteps = options.maxSteps ?? this.stepsPerEpoch * training.epochs
    this.state = executor.slice(0, program.train.plan.persistentSize)
    this.order = new Uint32Array(count)
    const longest = Math.max(count, data.validation.count, data.test.count)
    this.sequence = Uint32Array.from({ length: longest }, (_, i) => i)
    this.loader = createBatchLoader(
      executor,
      data.info,
      usesClassIndices(program.graph),
      augmenterOf(data, training.seed),
    )
    this.statistics = executor.slice(program.statistics.start, program.statistics.length)
    this.histogramCounts = executor.slice(program.histograms.start, program.histograms.length)
    const { start, length } = program.weights
    this.weights = executor.slice(start, length)
    this.scalars = {
      train: scalarViews(executor, program.train.plan),
      evaluate: scalarViews(executor, program.evaluate.plan),
    }
    this.gradientRows = program.telemetry.rows
      .filter(row => row.kind === 'param')
      .map(row => ({ column: row.columns['gradient.rms']!, size: sizeOf(row.shape) }))
    this.reset()
  }

  /** Steps done since the start. */
  get stepsDone(): number {
    return this.done
  }

  /** Number of the epoch that the last step belonged to, from 1; 0 before the first step. */
  get epoch(): number {
    return Math.ceil(this.done / this.stepsPerEpoch)
  }

  get isFinished(): boolean {
    return this.done >= this.totalSteps
  }

  /** Why training cannot go on: which tensor is not finite since when. Null while all is well. */
  get divergence(): string | null {
    return this.problem
  }

  /** Back to the initial weights of the seed. */
  reset(): void {
    const { program, executor, training } = this.options
    initializeState(program.train, executor, training.seed)
    const { weights } = this.options
    const misfit = weights && assignWeights(weights, this.parameters(), this.buffers())
    if (misfit) throw new Error(misfit)
    this.resumeAt(0)
  }

  /** Goes on after a step whose `state` was put back. */
  resumeAt(step: number): void {
    this.done = step
    this.keptFor = -1
    this.shuffledEpoch = 0
    if (step > 0) this.shuffleFor(this.epoch)
    this.countedAt = 0
    this.activityKnown = false
    this.problem = null
  }

  /** The newest histograms; null before the first. */
  get histograms(): Histograms | null {
    return this.countedAt === 0 ? null : { step: this.countedAt, counts: this.histogramCounts }
  }

  /**
   * One training step: forward, backward, update. Allocates nothing.
   *
   * @param frame takes the step's telemetry, `program.telemetry.width` numbers from `offset` on.
   * @returns whether the step was measured; else the frame stays as it was.
   */
  step(frame: Float64Array, offset = 0): boolean {
    const isMeasured = this.isMeasured(this.done)
    this.train(isMeasured, isMeasured && this.isCounted(this.done))
    if (!isMeasured) {
      const loss = this.scalars.train.loss[0]! + this.scalars.train.penalty[0]!
      if (!Number.isFinite(loss)) this.problem = `At step ${this.done} the loss is ${loss}.`
      return false
    }
    this.writeFrame(frame, offset)
    this.problem = findDivergence(frame, this.options.program.telemetry, offset)
    return true
  }

  /** A step that was trained before: measured, and counted, only where a frame is given. */
  replay(frame: Float64Array | null): void {
    this.train(frame !== null, frame !== null)
    if (frame) this.writeFrame(frame, 0)
  }

  private train(isMeasured: boolean, isCounted: boolean): void {
    const { program, executor, data, training } = this.options
    const { plan } = program.train
    const epoch = Math.floor(this.done / this.stepsPerEpoch) + 1
    if (epoch !== this.shuffledEpoch) this.shuffleFor(epoch)
    const from = (this.done % this.stepsPerEpoch) * training.batchSize
    const rows = Math.min(training.batchSize, data.train.count - from)
    this.loader.load(plan, data.train, this.order, from, rows, this.done)

    const { context } = this
    context.rows = rows
    context.step = this.done
    context.seed = training.seed
    context.learningRate = learningRateAt(training, this.done, this.stepsPerEpoch)
    context.telemetry = isMeasured
    context.histograms = isCounted
    if (this.keepsWeights) this.keepWeights()
    executor.step(plan, context)
    this.done++
    if (isCounted) this.countedAt = this.done
  }

  /** Whether it computes in float64. */
  get isExact(): boolean {
    return this.weights instanceof Float64Array
  }

  /** What the newest step was made of; before the first, what that will be. */
  newestStep(): StepInputs {
    const { training, data } = this.options
    const before = Math.max(0, this.done - 1)
    if (this.done === 0) this.shuffleFor(1)
    const from = (before % this.stepsPerEpoch) * training.batchSize
    const kept = this.keptFor === this.done ? this.keptWeights : null
    return {
      step: this.done,
      weights: kept ?? this.weights,
      exact: kept !== null || this.done === 0,
      order: this.order,
      from,
      context: {
        rows: Math.min(training.batchSize, data.train.count - from),
        step: before,
        seed: training.seed,
        learningRate: learningRateAt(training, before, this.stepsPerEpoch),
        telemetry: false,
      },
    }
  }

  /** Keeps the weights that the next step begins with. */
  keepWeights(): void {
    this.keptWeights ??= this.weights.slice()
    this.keptWeights.set(this.weights)
    this.keptFor = this.done + 1
  }

  private isMeasured(stepsBefore: number): boolean {
    const every = this.options.telemetryEvery ?? 1
    return stepsBefore % every === 0 || stepsBefore === this.totalSteps - 1
  }

  private isCounted(stepsBefore: number): boolean {
    const { telemetryEvery = 1, histogramEvery } = this.options
    return histogramEvery !== undefined && stepsBefore % (telemetryEvery * histogramEvery) === 0
  }

  /**
   * Per ReLU node, the share of its units that were 0 in every example of the newest evaluation of the
   * validation part; empty before that.
   */
  deadUnits(): { readonly nodeId: string; readonly share: number }[] {
    const { program, executor } = this.options
    if (!this.activityKnown) return []
    return program.activity.map(({ nodeId, start, length }) => {
      const dead = executor.slice(start, length).filter(count => count === 0).length
      return { nodeId, share: dead / length }
    })
  }

  /** Mean data loss and accuracy over one part of the data, in evaluation mode; null if it is empty. */
  evaluate(part: DatasetPart): Metrics | null {
    const { program, executor, data } = this.options
    const { plan } = program.evaluate
    const examples: Examples = data[part]
    const scalars = this.scalars.evaluate
    if (examples.count === 0) return null
    this.context.telemetry = part === 'validation'
    this.context.histograms = false
    if (part === 'validation') this.startActivity()
    let loss = 0
    let correct = 0
    for (let from = 0; from < examples.count; from += plan.batch) {
      const rows = Math.min(plan.batch, examples.count - from)
      this.loader.load(plan, examples, this.sequence, from, rows)
      this.context.rows = rows
      executor.run(plan, 'forward', this.context)
      loss += scalars.loss[0]! * rows
      correct += scalars.correct[0]!
    }
    const classification = data.info.classes !== null
    return {
      loss: loss / examples.count,
      accuracy: classification ? correct / examples.count : null,
    }
  }

  /** How many examples a part has. */
  count(part: DatasetPart): number {
    return this.options.data[part].count
  }

  /**
   * The network's outputs for a batch of examples from `from` on, in evaluation mode: raw scores, row
   * by row. Live: the next call or step overwrites them.
   */
  predict(part: DatasetPart, from: number): { rows: number; outputs: Float64Array | Float32Array } {
    const { program, executor, data } = this.options
    const { plan, outputs } = program.evaluate
    const [last = ''] = program.graph.loss.inputs
    const rows = Math.min(plan.batch, data[part].count - from)
    this.loader.load(plan, data[part], this.sequence, from, rows)
    this.context.rows = rows
    this.context.telemetry = false
    this.context.histograms = false
    executor.run(plan, 'forward', this.context)
    return { rows, outputs: executor.tensor(plan, outputs.get(last)!.y) }
  }

  /** Every parameter, in graph order, with live values. */
  parameters(): NamedTensor[] {
    const { program, executor } = this.options
    const { plan, params } = program.train
    return params.map(({ name, tensor }) => ({
      name,
      shape: plan.tensors[tensor]!.shape,
      values: executor.tensor(plan, tensor),
    }))
  }

  /** All of `state` by name, live. */
  stateTensors(): (NamedTensor & { readonly role: TensorRole })[] {
    const { program, executor } = this.options
    const { plan } = program.train
    return plan.tensors
      .filter(({ role }) => persistentRoles.includes(role))
      .map(({ id, name, shape, role }) => ({
        name,
        shape,
        role,
        values: executor.tensor(plan, id),
      }))
  }

  /** Running means and variances, with live values. */
  buffers(): NamedTensor[] {
    const { program, executor } = this.options
    const { plan, buffers } = program.train
    return buffers.map(({ tensor }) => {
      const { name, shape } = plan.tensors[tensor]!
      return { name, shape, values: executor.tensor(plan, tensor) }
    })
  }

  private startActivity(): void {
    const { program, executor } = this.options
    for (const { start, length } of program.activity) executor.slice(start, length).fill(0)
    this.activityKnown = true
  }

  private shuffleFor(epoch: number): void {
    for (let i = 0; i < this.order.length; i++) this.order[i] = i
    shuffle(this.order, createRng(this.options.training.seed, `epoch ${epoch}`))
    this.shuffledEpoch = epoch
  }

  private writeFrame(frame: Float64Array, offset: number): void {
    const { data } = this.options
    const scalars = this.scalars.train
    const dataLoss = scalars.loss[0]!
    for (let i = 0; i < this.statistics.length; i++) {
      frame[offset + frameHeader.length + i] = this.statistics[i]!
    }
    // Of gradients by the largest, so that no square vanishes or overflows.
    let largest = 0
    for (const { column } of this.gradientRows) largest = Math.max(largest, frame[offset + column]!)
    let squares = 0
    for (const { column, size } of this.gradientRows) {
      if (largest > 0) squares += (frame[offset + column]! / largest) ** 2 * size
    }
    frame[offset] = this.done
    frame[offset + 1] = this.epoch
    frame[offset + 2] = dataLoss + scalars.penalty[0]!
    frame[offset + 3] = dataLoss
    frame[offset + 4] =
      data.info.classes === null ? Number.NaN : scalars.correct[0]! / this.context.rows
    frame[offset + 5] = this.context.learningRate
    frame[offset + 6] = largest * Math.sqrt(squares)
  }
}

interface ScalarViews {
  readonly loss: ArrayLike<number>
  readonly penalty: ArrayLike<number>
  readonly correct: ArrayLike<number>
}

function scalarViews(executor: Executor, plan: Plan): ScalarViews {
  return {
    loss: executor.tensor(plan, plan.loss),
    penalty: executor.tensor(plan, plan.penalty),
    correct: executor.tensor(plan, plan.correct),
  }
}
