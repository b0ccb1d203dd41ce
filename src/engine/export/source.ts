import type { TrainingConfig } from '../document/schema'
import type { Graph } from '../graph/types'
import type { WeightTensor } from '../training/assign-weights'

/** A network that is to be exported. */
export interface ExportSource {
  /** What the network is called; any text. */
  readonly name: string
  readonly graph: Graph
  readonly training: TrainingConfig
  /** Of Gradscope. */
  readonly version: string
}

/** A tensor of a network by what it is. */
export interface WeightPart {
  readonly nodeId: string
  /** As the node's kind calls it: `W`, `gamma`, `runningMean`. */
  readonly part: string
  readonly tensor: WeightTensor
}

/** A program text, and the weights that it reads from a file beside it. */
export interface ExportedProgram {
  readonly text: string
  /** By the names and in the layout that the program takes; empty where none were given. */
  readonly weights: readonly WeightTensor[]
}
