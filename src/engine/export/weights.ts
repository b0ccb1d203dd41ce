import type { Graph } from '../graph/types'
import { type InitScheme, type Shape, sizeOf } from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import { findMisfit, type WeightTensor } from '../training/assign-weights'
import { initializeTensor } from '../training/initialize'
import type { WeightPart } from './source'

interface Slot {
  readonly nodeId: string
  readonly part: string
  readonly name: string
  readonly shape: Shape
  readonly init: InitScheme
}

/** The parameters of a network, and what it keeps beside them, in the order of its nodes. */
function slotsOf({ nodes }: Graph): { parameters: Slot[]; buffers: Slot[] } {
  const slot = (nodeId: string, part: string, shape: Shape, init: InitScheme): Slot => {
    return { nodeId, part, name: `${nodeId}.${part}`, shape, init }
  }
  return {
    parameters: nodes.flatMap(({ id, kind, inputShapes, attrs }) =>
      Object.entries(nodeKind(kind).params(inputShapes, attrs as never)).map(
        ([part, { shape, init }]) => slot(id, part, shape, init),
      ),
    ),
    buffers: nodes.flatMap(({ id, kind, inputShapes, attrs }) =>
      Object.entries(nodeKind(kind).buffers(inputShapes, attrs as never)).map(
        ([part, { shape, initial }]) => slot(id, part, shape, { kind: 'constant', value: initial }),
      ),
    ),
  }
}

/** How many numbers a network's parameters are. */
export function parameterCount(graph: Graph): number {
  return slotsOf(graph).parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
}

/** How large all tensors of a network are as float32, in bytes. */
export function weightBytes(graph: Graph): number {
  const { parameters, buffers } = slotsOf(graph)
  return 4 * [...parameters, ...buffers].reduce((sum, { shape }) => sum + sizeOf(shape), 0)
}

/** What keeps weights from being a network's, as one sentence; null where they fit. */
export function misfitOf(graph: Graph, weights: readonly WeightTensor[]): string | null {
  const { parameters, buffers } = slotsOf(graph)
  return findMisfit(weights, parameters, buffers)
}

/**
 * Every tensor of a network.
 *
 * @param weights fit the network; what they lack of running statistics is as at the start. Without
 *   them all tensors are as the seed draws them.
 */
export function weightParts(
  graph: Graph,
  weights: readonly WeightTensor[] | null,
  seed: number,
): WeightPart[] {
  const given = new Map((weights ?? []).map(tensor => [tensor.name, tensor]))
  const { parameters, buffers } = slotsOf(graph)
  return [...parameters, ...buffers].map(({ nodeId, part, name, shape, init }) => {
    const found = given.get(name)
    if (found) return { nodeId, part, tensor: found }
    const tensor = { name, shape, values: new Float32Array(sizeOf(shape)) }
    initializeTensor(tensor, init, seed)
    return { nodeId, part, tensor }
  })
}
