import type { AttrValues } from '../nodes/attrs'
import type { DataShape, Shape } from '../nodes/define-node'
import type { NodeKind } from '../nodes/index'

/** A node of a validated network. */
export interface GraphNode {
  readonly id: string
  readonly name: string
  readonly kind: NodeKind
  readonly attrs: AttrValues
  /** Ids of the nodes that feed the input port, in the order of the document's edges. */
  readonly inputs: readonly string[]
  readonly inputShapes: readonly Shape[]
  /** Output shape of one example; of a loss, the shape of its prediction. */
  readonly shape: Shape
}

/** The validated network: every node reaches the loss, in topological order, without positions. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly data: GraphNode
  readonly loss: GraphNode
  readonly dataShape: DataShape
}

export type ProblemKind =
  | 'noData'
  | 'severalData'
  | 'noLoss'
  | 'severalLosses'
  | 'cycle'
  | 'missingInput'
  | 'tooFewInputs'
  | 'tooManyInputs'
  | 'wrongPort'
  | 'cannotBypass'
  | 'noDataFile'
  | 'unknownDataset'
  | 'shape'
  | 'tooLarge'
  | 'unused'

/** Something that keeps a graph from training (error) or that the user may not intend (warning). */
export interface Problem {
  readonly kind: ProblemKind
  readonly severity: 'error' | 'warning'
  /** The node to show it at; null where the graph as a whole is meant. */
  readonly nodeId: string | null
  /** What is wrong, naming the node: `Dense "fc2" has no input.` */
  readonly message: string
  /** What to do: `Connect an output to its left side.` */
  readonly remedy: string
}
