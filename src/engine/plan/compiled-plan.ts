import type { InitScheme } from '../nodes/define-node'
import type { Plan, TensorId } from './types'

/** A plan, and what its tensors are to the network. */
export interface CompiledPlan {
  readonly plan: Plan
  readonly params: readonly PlanParam[]
  readonly buffers: readonly PlanBuffer[]
  readonly outputs: NodeOutputs
}

/** Output tensor of each node but the loss, and its gradient where there is one; by node id. */
export type NodeOutputs = ReadonlyMap<
  string,
  { readonly y: TensorId; readonly dy: TensorId | null }
>

/** A trained tensor of a plan, with how it starts. */
export interface PlanParam {
  readonly tensor: TensorId
  readonly gradient: TensorId | null
  readonly init: InitScheme
  readonly nodeId: string
  readonly name: string
}

/** Untrained state of a plan, such as a running mean, with the value it starts at. */
export interface PlanBuffer {
  readonly tensor: TensorId
  readonly initial: number
}
