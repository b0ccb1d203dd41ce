import type { Optimizer } from '../document/schema'
import type { Operand } from '../kernels/kernel'
import { optimizerKernels } from '../kernels/optimizer'

/** A place on the surface. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** f(x, y) = x²/20 + y²: a valley, steep across and almost level along. */
export function height({ x, y }: Place): number {
  return x ** 2 / 20 + y ** 2
}

function slope({ x, y }: Place): Place {
  return { x: x / 10, y: 2 * y }
}

export const start: Place = { x: -7, y: 2 }
export const lowest: Place = { x: 0, y: 0 }

/** The optimisers of the course, with its learning rates. */
export const pathOptimizers = [
  { kind: 'sgd', learningRate: 0.95 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false },
  { kind: 'adagrad', learningRate: 1.5, epsilon: 1e-7 },
  { kind: 'adam', learningRate: 0.3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
] as const satisfies readonly Optimizer[]

/**
 * Where an optimiser goes from the start, its own place included. The updates are those that train
 * networks.
 */
export function optimizerPath(optimizer: Optimizer, steps: number): Place[] {
  const update = optimizerKernels[`${optimizer.kind}.update`]
  const operand = (): Operand => ({ data: new Float64Array(2), width: 2, accumulate: false })
  const [gradient, weights, first, second] = [operand(), operand(), operand(), operand()]
  weights.data.set([start.x, start.y])
  const call = {
    inputs: [gradient],
    outputs: [weights, null, first, second],
    attrs: optimizer,
    stream: 0,
  }
  const { learningRate } = optimizer
  const path: Place[] = [start]
  for (let step = 0; step < steps; step++) {
    const { x, y } = slope(path[step]!)
    gradient.data.set([x, y])
    update(call, { rows: 1, step, seed: 0, learningRate, telemetry: false })
    path.push({ x: weights.data[0]!, y: weights.data[1]! })
  }
  return path
}
