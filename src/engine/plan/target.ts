import type { Graph } from '../graph/types'
import type { Shape } from '../nodes/define-node'

/** Softmax cross-entropy takes class indices; the other losses take rows of values, one-hot for classes. */
export function usesClassIndices(graph: Graph): boolean {
  return graph.loss.attrs.function === 'softmaxCrossEntropy'
}

/** Shape of the target of one example: `[]` for a class index. */
export function targetShape(graph: Graph): Shape {
  const { classes, targetFeatures } = graph.dataShape
  return usesClassIndices(graph) ? [] : [classes ?? targetFeatures]
}
