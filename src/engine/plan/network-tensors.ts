import type { Graph, GraphNode } from '../graph/types'
import type { Lowering } from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import type { NodeOutputs, PlanBuffer, PlanParam } from './compiled-plan'
import type { PlanDraft } from './plan-draft'
import { targetShape } from './target'
import type { PlanMode, TensorId } from './types'
import { findZeroSums } from './zero-sums'

/** The tensors of a network but for statistics and optimizer state. */
export interface NetworkTensors {
  readonly input: TensorId
  readonly target: TensorId
  /** Scalars: mean loss of the batch, penalty of the weights, examples that are classified correctly. */
  readonly loss: TensorId
  readonly penalty: TensorId
  readonly correct: TensorId
  readonly params: readonly DraftParam[]
  readonly buffers: readonly PlanBuffer[]
  readonly outputs: NodeOutputs
  /** What each node's steps refer to; by node id. */
  readonly lowerings: ReadonlyMap<string, Lowering>
}

export interface DraftParam extends PlanParam {
  readonly penalized: boolean
  /** Its gradient is exactly 0 and written as such, not left to rounding. */
  readonly hasZeroGradient: boolean
}

/**
 * Adds every tensor of a network's nodes to a draft. Gradients are for training only; an output has one
 * where a parameter feeds it, or the input's is asked for.
 */
export function declareTensors(
  draft: PlanDraft,
  graph: Graph,
  mode: PlanMode,
  inputGradient: boolean,
): NetworkTensors {
  const { data, loss } = graph
  const ends = {
    input: draft.addBatched(`${data.id}.y`, 'input', data.id, data.shape),
    target: draft.addBatched('target', 'target', data.id, targetShape(graph)),
    loss: draft.add('loss', 'scalar', loss.id, []),
    penalty: draft.add('penalty', 'scalar', null, []),
    correct: draft.add('correct', 'scalar', loss.id, []),
  }
  const training = mode === 'train'
  const zeroSums = training ? findZeroSums(graph) : new Set<string>()
  const params: DraftParam[] = []
  const buffers: PlanBuffer[] = []
  const outputs = new Map<string, { y: TensorId; dy: TensorId | null }>()
  const lowerings = new Map<string, Lowering>()

  const declareOutput = (node: GraphNode, hasParams: boolean): void => {
    if (!nodeKind(node.kind).hasOutput) return
    const isData = node.kind === 'data'
    const y = isData
      ? ends.input
      : draft.addBatched(`${node.id}.y`, 'activation', node.id, node.shape)
    const isFed = hasParams || node.inputs.some(id => outputs.get(id)!.dy !== null)
    const needed = training && (isData ? inputGradient : isFed)
    const dy = needed ? draft.addBatched(`d(${node.id}.y)`, 'gradient', node.id, node.shape) : null
    outputs.set(node.id, { y, dy })
  }

  for (const node of graph.nodes) {
    const own = declareOwn(draft, node, training, zeroSums.has(node.id))
    params.push(...own.params.values())
    buffers.push(...own.buffers.values())
    declareOutput(node, own.params.size > 0)
    const output = outputs.get(node.id)
    lowerings.set(node.id, {
      mode,
      x: node.inputs.map(id => outputs.get(id)!.y),
      dx: node.inputs.map(id => outputs.get(id)!.dy),
      inputShapes: node.inputShapes,
      y: output?.y ?? ends.loss,
      dy: output?.dy ?? ends.loss,
      ...referencesOf(node, own),
      target: ends.target,
      loss: ends.loss,
      correct: graph.dataShape.classes === null ? null : ends.correct,
    })
  }
  return { ...ends, params, buffers, outputs, lowerings }
}

/** What a node has besides its output, by the names of its kind. */
interface OwnTensors {
  readonly params: ReadonlyMap<string, DraftParam>
  readonly buffers: ReadonlyMap<string, PlanBuffer>
  readonly residuals: ReadonlyMap<string, TensorId>
}

function declareOwn(
  draft: PlanDraft,
  node: GraphNode,
  training: boolean,
  hasZeroSum: boolean,
): OwnTensors {
  const { id, inputShapes } = node
  const definition = nodeKind(node.kind)
  const attrs = node.attrs as never
  const params = new Map<string, DraftParam>()
  for (const [part, spec] of Object.entries(definition.params(inputShapes, attrs))) {
    const name = `${id}.${part}`
    params.set(part, {
      tensor: draft.add(name, 'param', id, spec.shape),
      gradient: training ? draft.add(`d(${name})`, 'gradient', id, spec.shape) : null,
      init: spec.init,
      nodeId: id,
      name,
      penalized: spec.penalized,
      hasZeroGradient: hasZeroSum && definition.shifts.includes(part),
    })
  }
  const buffers = new Map<string, PlanBuffer>()
  for (const [part, { shape, initial }] of Object.entries(definition.buffers(inputShapes, attrs))) {
    buffers.set(part, { tensor: draft.add(`${id}.${part}`, 'buffer', id, shape), initial })
  }
  const residuals = new Map<string, TensorId>()
  // The loss is computed in evaluation too, and saves what it saves.
  if (training || node.kind === 'loss') {
    for (const [part, spec] of Object.entries(definition.residuals(inputShapes, attrs))) {
      const name = `${id}.${part}`
      const tensor = spec.batched
        ? draft.addBatched(name, 'residual', id, spec.shape)
        : draft.add(name, 'residual', id, spec.shape)
      residuals.set(part, tensor)
    }
  }
  return { params, buffers, residuals }
}

/** How a node's steps get at its own tensors. */
function referencesOf(
  node: GraphNode,
  { params, buffers, residuals }: OwnTensors,
): Pick<Lowering, 'param' | 'gradient' | 'buffer' | 'residual'> {
  const named = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name)
    if (found === undefined) throw new Error(`${node.kind} declares no tensor "${name}"`)
    return found
  }
  return {
    param: name => named(params, name).tensor,
    gradient: name => {
      const { gradient, hasZeroGradient } = named(params, name)
      return hasZeroGradient ? null : gradient
    },
    buffer: name => named(buffers, name).tensor,
    residual: name => named(residuals, name),
  }
}
