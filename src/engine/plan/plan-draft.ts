import { type Shape, type StepDraft, sizeOf } from '../nodes/define-node'
import type { UnplacedTensor } from './memory-layout'
import type { PlanPhase, Step, TensorId, TensorRole } from './types'

/** A plan while it is compiled: tensors that have no place yet, and the steps so far. */
export class PlanDraft {
  readonly tensors: UnplacedTensor[] = []
  readonly steps: Readonly<Record<PlanPhase, Step[]>> = { forward: [], backward: [], update: [] }
  private readonly written = new Set<TensorId>()

  /** @param batch largest number of examples in a batch. */
  constructor(private readonly batch: number) {}

  /** A new tensor with a row of `shape` for each example. */
  addBatched(name: string, role: TensorRole, nodeId: string | null, shape: Shape): TensorId {
    return this.push({ name, role, nodeId, shape, batched: true, size: sizeOf(shape) * this.batch })
  }

  /** A new tensor of `shape`, whatever the batch. */
  add(name: string, role: TensorRole, nodeId: string | null, shape: Shape): TensorId {
    return this.push({ name, role, nodeId, shape, batched: false, size: sizeOf(shape) })
  }

  private push(tensor: Omit<UnplacedTensor, 'id'>): TensorId {
    const id = this.tensors.length
    this.tensors.push({ id, ...tensor })
    return id
  }

  /** Adds a kernel call that overwrites its outputs. */
  assign(phase: PlanPhase, nodeId: string, draft: StepDraft): void {
    this.steps[phase].push({ ...draft, nodeId, accumulate: draft.outputs.map(() => false) })
  }

  /** Adds a kernel call to outputs that others may contribute to: the first assigns, later ones add. */
  contribute(phase: PlanPhase, nodeId: string, draft: StepDraft): void {
    const accumulate = draft.outputs.map(id => {
      if (id === null) return false
      const again = this.written.has(id)
      this.written.add(id)
      return again
    })
    this.steps[phase].push({ ...draft, nodeId, accumulate })
  }
}
