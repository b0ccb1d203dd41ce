import type { Optimizer } from '../document/schema'
import type { StepAttrs } from './types'

/** The kernel of an optimizer, the state it keeps per parameter, and its attrs. */
export interface UpdateLowering {
  readonly kernel: string
  readonly states: readonly string[]
  readonly attrs: StepAttrs
}

/** The learning rate is not among the attrs: a schedule may change it from step to step. */
export function lowerUpdate(optimizer: Optimizer): UpdateLowering {
  const { kind, learningRate: _, ...attrs } = optimizer
  const states: Record<Optimizer['kind'], readonly string[]> = {
    sgd: [],
    momentum: ['velocity'],
    adagrad: ['squares'],
    rmsprop: ['squares'],
    adam: ['moment1', 'moment2'],
    adamw: ['moment1', 'moment2'],
  }
  return { kernel: `${kind}.update`, states: states[kind], attrs }
}
