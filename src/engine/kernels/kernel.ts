import type { StepAttrs } from '../plan/types'

/** A tensor as a kernel sees it: its part of the arena, row-major. */
export interface Operand {
  readonly data: Float64Array
  /** Elements per example of a batched tensor, elements in all of any other. */
  readonly width: number
  /** For outputs: add to what is there instead of overwriting it. */
  readonly accumulate: boolean
}

/** What changes from run to run. */
export interface RunContext {
  /** Examples in this batch, at most the plan's `batch`. */
  readonly rows: number
  /** Training steps done before this one; keys dropout masks and Adam's bias correction. */
  readonly step: number
  readonly seed: number
  readonly learningRate: number
  /** Whether `statistics.*` steps run. */
  readonly telemetry: boolean
  /** Whether `statistics.histogram` steps run too, which cost several times as much. */
  readonly histograms?: boolean
}

/** A step bound to the arena. */
export interface KernelCall {
  readonly inputs: readonly (Operand | null)[]
  readonly outputs: readonly (Operand | null)[]
  readonly attrs: StepAttrs
  /** Random stream of the step's node. */
  readonly stream: number
}

/**
 * One kernel of the reference backend: scalar, float64, written to be read. It is the
 * specification that faster kernels are tested against.
 */
export type Kernel = (call: KernelCall, context: RunContext) => void

/** What a kernel reads. @throws Error where the step names none. */
export function input(call: KernelCall, index: number): Operand {
  const operand = call.inputs[index]
  if (!operand) throw new Error(`kernel input ${index} is missing`)
  return operand
}

/** What a kernel writes. @throws Error where the step names none. */
export function output(call: KernelCall, index: number): Operand {
  const operand = call.outputs[index]
  if (!operand) throw new Error(`kernel output ${index} is missing`)
  return operand
}

/** What a kernel writes where somebody needs it, such as the gradient of its input; else null. */
export function optionalOutput(call: KernelCall, index: number): Operand | null {
  return call.outputs[index] ?? null
}

/** A number that the node was given. @throws Error where the step has none of that name. */
export function numberAttr(call: KernelCall, name: string): number {
  const value = call.attrs[name]
  if (typeof value !== 'number') throw new Error(`kernel attr ${name} is missing`)
  return value
}

/** Writes or adds one element, as the operand asks. */
export function store(operand: Operand, index: number, value: number): void {
  if (operand.accumulate) operand.data[index]! += value
  else operand.data[index] = value
}

/** Sets what the kernel is about to sum into to zero, unless it accumulates. */
export function beginSum(operand: Operand, length: number): void {
  if (!operand.accumulate) operand.data.fill(0, 0, length)
}
