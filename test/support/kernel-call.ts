import { referenceKernels } from '../../src/engine/kernels/index'
import type { KernelCall, Operand, RunContext } from '../../src/engine/kernels/kernel'

export interface OperandSpec {
  readonly data: readonly number[]
  /** Elements per example; all of them where absent. */
  readonly width?: number
  readonly accumulate?: boolean
}

/** Calls one reference kernel on plain arrays; returns what its outputs hold afterwards. */
export function callKernel(
  name: string,
  inputs: readonly (OperandSpec | null)[],
  outputs: readonly (OperandSpec | null)[],
  attrs: KernelCall['attrs'] = {},
  context: Partial<RunContext> = {},
): number[][] {
  const operand = (spec: OperandSpec | null): Operand | null =>
    spec && {
      data: Float64Array.from(spec.data),
      width: spec.width ?? spec.data.length,
      accumulate: spec.accumulate ?? false,
    }
  const call: KernelCall = {
    inputs: inputs.map(operand),
    outputs: outputs.map(operand),
    attrs,
    stream: 1,
  }
  const kernel = referenceKernels[name]
  if (!kernel) throw new Error(`there is no kernel ${name}`)
  kernel(call, { rows: 1, step: 0, seed: 1, learningRate: 0.1, telemetry: true, ...context })
  return call.outputs.map(each => (each ? [...each.data] : []))
}

export function zeros(length: number): number[] {
  return new Array<number>(length).fill(0)
}
