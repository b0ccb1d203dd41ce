import type { Optimizer } from '../document/schema'
import type { NamedTensor, TrainingSession } from './session'

/** What a changed graph took over of a run, by the names of tensors. */
export interface TakenOver {
  /** Of the run before. */
  readonly step: number
  /** Parameters that were taken over. */
  readonly taken: readonly string[]
  /** Parameters that begin as the seed draws them: they are new, or have another shape. */
  readonly fresh: readonly string[]
  /** Whether the optimizer goes on with what it knows of the parameters taken over. */
  readonly optimizer: 'taken' | 'fresh' | 'none'
}

/**
 * Lets a session at step 0 go on where another run stands: parameters, running statistics and
 * optimizer state whose name and shape are the same are copied, all else stays as it is. Optimizers
 * give their state different meanings, so it is copied between alike ones only.
 */
export function takeOver(from: TrainingSession, into: TrainingSession): TakenOver {
  const before = new Map(from.stateTensors().map(tensor => [tensor.name, tensor]))
  const isAlike = alike(from.options.training.optimizer, into.options.training.optimizer)
  const taken: string[] = []
  const fresh: string[] = []
  let states = 0
  for (const tensor of into.stateTensors()) {
    const { name, role, values } = tensor
    const source = before.get(name)
    const fits = source !== undefined && source.role === role && sameShape(source, tensor)
    const copied = fits && (role !== 'optimizerState' || isAlike)
    if (copied) values.set(source.values)
    if (role === 'param') (copied ? taken : fresh).push(name)
    if (role === 'optimizerState') states++
  }
  into.resumeAt(from.stepsDone)
  return {
    step: from.stepsDone,
    taken,
    fresh,
    optimizer: states === 0 ? 'none' : isAlike && taken.length > 0 ? 'taken' : 'fresh',
  }
}

function sameShape(a: NamedTensor, b: NamedTensor): boolean {
  return a.shape.join() === b.shape.join()
}

const adams: readonly Optimizer['kind'][] = ['adam', 'adamw']

function alike(a: Optimizer, b: Optimizer): boolean {
  return a.kind === b.kind || (adams.includes(a.kind) && adams.includes(b.kind))
}
