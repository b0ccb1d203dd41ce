import type { Executor } from '../backends/executor'
import type { RunContext } from '../kernels/kernel'
import type { PlanParam } from '../plan/compiled-plan'
import type { Program } from '../plan/program'
import type { Plan, TensorId } from '../plan/types'
import { createRng } from '../random/stream'
import { differentiate, type Sample } from './differentiate'

export interface CheckedEntry {
  /** Position in the tensor, row-major: `[12, 3]`. */
  readonly index: readonly number[]
  /** By backpropagation. */
  readonly analytic: number
  /** By central differences of the objective. */
  readonly numeric: number
}

export interface TensorCheck {
  /** `dense1.W` */
  readonly name: string
  readonly nodeId: string
  readonly size: number
  readonly checked: number
  /** Entries left out because the step crosses a kink (of ReLU, Leaky ReLU, ELU or |W|). */
  readonly kinks: number
  /** Entries that agree, but are too small to tell from the rounding of the loss. */
  readonly belowRounding: number
  /** ‖numeric − analytic‖₂ / (‖numeric‖₂ + ‖analytic‖₂) over the checked entries. */
  readonly relativeError: number
  /** The same along one direction through all entries; null where it crosses a kink or drowns in rounding. */
  readonly directionalError: number | null
  /** The entries furthest apart, worst first. */
  readonly worst: readonly CheckedEntry[]
  /** No entry disagrees. Where every entry lies at a kink, `checked` and `belowRounding` are 0. */
  readonly passed: boolean
}

export interface GradientCheck {
  /** Objective at the checked point: data loss and penalty. */
  readonly loss: number
  readonly rows: number
  readonly threshold: number
  /** Empty where the loss is not finite: there is nothing to compare. */
  readonly tensors: readonly TensorCheck[]
  readonly passed: boolean
}

export interface GradientCheckOptions {
  /** Compiled with `retain`, its parameters and batch loaded. */
  readonly program: Program
  /** A float64 backend. */
  readonly executor: Executor
  readonly rows: number
  readonly seed: number
  /** Entries looked at in tensors larger than this: the largest gradients and random others. */
  readonly entriesPerTensor?: number
  /** Largest relative error that passes. */
  readonly threshold?: number
  /** Called before each tensor, for progress. */
  readonly onTensor?: (name: string, index: number, count: number) => void
}

/** Numeric derivatives whose own error is above this share of the value prove nothing. */
const resolvable = 1e-7
/** How far apart, in estimated errors, two values may be and still agree. */
const agreement = 10
/**
 * Share of the network's largest gradient below which an entry is 0 but for rounding, such as the
 * bias before batch norm: backpropagation sums up terms there that cancel.
 */
const cancelled = 1e-12

/**
 * Compares backpropagation with central differences, in float64 and with dropout masks frozen
 * (every evaluation draws the masks of the same step). The objective includes the penalty.
 * Parameters, buffers and optimizer state are as before when it returns. The program must not clip:
 * what is compared are gradients as backpropagation gives them.
 */
export function checkGradients(options: GradientCheckOptions): GradientCheck {
  const work = checkInPieces(options)
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
  }
}

/** The same, pausing after each entry, so that other work can go on in between. */
export function* checkInPieces(
  options: GradientCheckOptions,
): Generator<undefined, GradientCheck, undefined> {
  const { program, executor, rows, seed } = options
  const threshold = options.threshold ?? 1e-6
  const { plan, params } = program.train
  const context: RunContext = { rows, step: 0, seed, learningRate: 0, telemetry: false }
  const persistent = executor.slice(0, plan.persistentSize)
  const before = persistent.slice()

  executor.run(plan, 'forward', context)
  executor.run(plan, 'backward', context)
  const objective = new Objective(plan, executor, context)
  const loss = objective.value()
  const gradients = params.map(param => Float64Array.from(gradientOf(plan, executor, param)))
  const negligible = cancelled * Math.max(...gradients.map(largestMagnitude))
  const withL1 = new Set(
    plan.backward
      .filter(step => step.kernel === 'penalty.backward' && step.attrs.l1 !== 0)
      .map(step => step.inputs[0]),
  )

  if (!Number.isFinite(loss)) {
    persistent.set(before)
    return { loss, rows, threshold, tensors: [], passed: false }
  }
  const tensors: TensorCheck[] = []
  for (const [i, param] of params.entries()) {
    options.onTensor?.(param.name, i, params.length)
    const tensor = yield* checkTensor({
      param,
      gradient: gradients[i]!,
      objective,
      values: executor.tensor(plan, param.tensor),
      shape: plan.tensors[param.tensor]!.shape,
      entries: options.entriesPerTensor ?? 40,
      kinkAtZero: withL1.has(param.tensor),
      seed,
      threshold,
      negligible,
    })
    tensors.push(tensor)
  }
  persistent.set(before)
  executor.run(plan, 'forward', context)
  persistent.set(before)
  return { loss, rows, threshold, tensors, passed: tensors.every(tensor => tensor.passed) }
}

function gradientOf(plan: Plan, executor: Executor, param: PlanParam) {
  if (param.gradient === null) throw new Error(`${param.name} has no gradient in this plan`)
  return executor.tensor(plan, param.gradient)
}

/** Of ELU too: with α ≠ 1 its slope jumps at 0, with α = 1 its curvature. */
const kinkedKernels = ['relu.forward', 'leakyRelu.forward', 'elu.forward']

/** The objective as a function of the parameters in the arena, and the signs its kinks depend on. */
class Objective {
  private readonly loss: ArrayLike<number>
  private readonly penalty: ArrayLike<number>
  private readonly kinked: { readonly x: ArrayLike<number>; readonly length: number }[]
  private readonly signs: Uint8Array

  constructor(
    private readonly plan: Plan,
    private readonly executor: Executor,
    private readonly context: RunContext,
  ) {
    this.loss = executor.tensor(plan, plan.loss)
    this.penalty = executor.tensor(plan, plan.penalty)
    this.kinked = plan.forward
      .filter(step => kinkedKernels.includes(step.kernel))
      .map(step => {
        const tensor = plan.tensors[step.inputs[0]!]!
        return {
          x: executor.tensor(plan, tensor.id),
          length: (tensor.size / plan.batch) * context.rows,
        }
      })
    this.signs = new Uint8Array(this.kinked.reduce((sum, { length }) => sum + length, 0))
    this.eachSign((position, sign) => {
      this.signs[position] = sign
      return true
    })
  }

  value(): number {
    return this.loss[0]! + this.penalty[0]!
  }

  /** Runs forward from the first step that uses the tensor; NaN where a kink is crossed. */
  evaluateFrom(firstStep: number): number {
    this.executor.run(this.plan, 'forward', this.context, firstStep)
    return this.eachSign((position, sign) => this.signs[position] === sign)
      ? this.value()
      : Number.NaN
  }

  firstUse(tensor: TensorId): number {
    return this.plan.forward.findIndex(step => step.inputs.includes(tensor))
  }

  private eachSign(visit: (position: number, sign: number) => boolean): boolean {
    let position = 0
    for (const { x, length } of this.kinked) {
      for (let i = 0; i < length; i++) {
        if (!visit(position++, x[i]! > 0 ? 1 : 0)) return false
      }
    }
    return true
  }
}

interface TensorTask {
  readonly param: PlanParam
  readonly gradient: Float64Array
  readonly objective: Objective
  readonly values: Float64Array | Float32Array
  readonly shape: readonly number[]
  readonly entries: number
  readonly kinkAtZero: boolean
  readonly seed: number
  readonly threshold: number
  readonly negligible: number
}

function* checkTensor(task: TensorTask): Generator<undefined, TensorCheck, undefined> {
  const { param, gradient, threshold } = task
  const indices = chooseEntries(gradient, task.entries, task.seed, param.name)
  const entries: CheckedEntry[] = []
  let kinks = 0
  let belowRounding = 0
  for (const index of indices) {
    yield
    const sample = differentiateEntry(task, index)
    const analytic = gradient[index]!
    if (!sample) kinks++
    else if (drownsInRounding(analytic, sample, task.negligible)) belowRounding++
    else entries.push({ index: unravel(index, task.shape), analytic, numeric: sample.value })
  }
  const relativeError = relativeDifference(entries)
  const directionalError = checkDirection(task)
  return {
    name: param.name,
    nodeId: param.nodeId,
    size: gradient.length,
    checked: entries.length,
    kinks,
    belowRounding,
    relativeError,
    directionalError,
    worst: entries.toSorted((a, b) => distance(b) - distance(a)).slice(0, 5),
    passed: relativeError <= threshold && (directionalError ?? 0) <= threshold,
  }
}

function distance(entry: CheckedEntry): number {
  const gap = Math.abs(entry.analytic - entry.numeric)
  return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap
}

/** Agrees within the estimated error, and that error is too large to prove more. */
function drownsInRounding(analytic: number, { value, error }: Sample, negligible: number): boolean {
  const isZero =
    Math.abs(analytic) <= negligible && Math.abs(value) <= negligible + agreement * error
  return (
    isZero ||
    (Math.abs(analytic - value) <= agreement * error &&
      error > resolvable * Math.max(Math.abs(analytic), Math.abs(value)))
  )
}

function differentiateEntry(task: TensorTask, index: number): Sample | null {
  const { values, objective } = task
  const firstStep = objective.firstUse(task.param.tensor)
  const original = values[index]!
  const sample = differentiate(offset => {
    if (task.kinkAtZero && Math.abs(offset) >= Math.abs(original)) return Number.NaN
    values[index] = original + offset
    return objective.evaluateFrom(firstStep)
  })
  values[index] = original
  objective.evaluateFrom(firstStep)
  return sample
}

/**
 * One derivative along a direction through every entry: the gradient's own plus a random one, so
 * that it is never orthogonal to the gradient and still notices what a wrong kernel left out.
 */
function checkDirection(task: TensorTask): number | null {
  const { gradient, values, objective, param } = task
  const rng = createRng(task.seed, `gradient check direction ${param.name}`)
  const norm = Math.hypot(...chunkNorms(gradient))
  const scale = 1 / Math.sqrt(gradient.length)
  const direction = gradient.map(
    g => (norm > 0 ? g / norm : 0) + scale * Math.sign(rng.nextUniform() - 0.5),
  )
  const analytic = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0)
  const firstStep = objective.firstUse(param.tensor)
  const original = values.slice()
  const sample = differentiate(offset => {
    for (let i = 0; i < values.length; i++) {
      const value = original[i]! + offset * direction[i]!
      if (task.kinkAtZero && value * original[i]! <= 0) return Number.NaN
      values[i] = value
    }
    return objective.evaluateFrom(firstStep)
  })
  values.set(original)
  objective.evaluateFrom(firstStep)
  const negligible = task.negligible * Math.sqrt(gradient.length)
  if (!sample || drownsInRounding(analytic, sample, negligible)) return null
  return relativeDifference([{ index: [], analytic, numeric: sample.value }])
}

function largestMagnitude(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}

/** Norms of slices short enough to spread as arguments. */
function chunkNorms(values: Float64Array): number[] {
  const norms: number[] = []
  for (let i = 0; i < values.length; i += 1000)
    norms.push(Math.hypot(...values.subarray(i, i + 1000)))
  return norms
}

function relativeDifference(entries: readonly CheckedEntry[]): number {
  let difference = 0
  let numeric = 0
  let analytic = 0
  for (const entry of entries) {
    difference += (entry.numeric - entry.analytic) ** 2
    numeric += entry.numeric ** 2
    analytic += entry.analytic ** 2
  }
  if (difference === 0) return 0
  return Math.sqrt(difference) / (Math.sqrt(numeric) + Math.sqrt(analytic))
}

/** All entries of a small tensor; of a large one, half the largest gradients, half random ones. */
function chooseEntries(
  gradient: Float64Array,
  count: number,
  seed: number,
  name: string,
): number[] {
  if (gradient.length <= count) return Array.from(gradient.keys())
  const chosen = new Set(
    Array.from(gradient.keys())
      .sort((a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!))
      .slice(0, Math.floor(count / 2)),
  )
  const rng = createRng(seed, `gradient check entries ${name}`)
  while (chosen.size < count) chosen.add(rng.nextInt(gradient.length))
  return [...chosen].sort((a, b) => a - b)
}

/** Row-major position of a flat index. */
function unravel(index: number, shape: readonly number[]): number[] {
  const position: number[] = []
  let rest = index
  for (const dim of shape.toReversed()) {
    position.unshift(rest % dim)
    rest = Math.floor(rest / dim)
  }
  return position
}
