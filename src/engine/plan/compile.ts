import type { Clipping, Optimizer, Regularization } from '../document/schema'
import type { Graph, GraphNode } from '../graph/types'
import { step } from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import type { CompiledPlan } from './compiled-plan'
import { layoutMemory } from './memory-layout'
import { declareTensors, type NetworkTensors } from './network-tensors'
import { lowerUpdate } from './optimizer-steps'
import { PlanDraft } from './plan-draft'
import { lowerClipping, lowerPenalty } from './regularization-steps'
import {
  addUpdateStatistic,
  measureActivity,
  measureGradient,
  measureOutput,
  measureSaturation,
} from './statistics-steps'
import type { PlanMode } from './types'

export interface CompileOptions {
  readonly mode: PlanMode
  /** Largest number of examples in a batch. */
  readonly batch: number
  readonly optimizer: Optimizer
  readonly regularization: Regularization
  readonly clipping: Clipping
  /** Add `statistics.*` steps and their tensors. */
  readonly telemetry: boolean
  /** Keep every activation and gradient until the next step, at the price of memory. */
  readonly retain: boolean
  /** Also compute the gradient of the loss by the network's input. */
  readonly inputGradient: boolean
  /** First arena element that is not persistent; see `layoutMemory`. */
  readonly transientStart?: number
}

/**
 * Compiles a graph to kernel calls: forward in topological order, backward in reverse, then one
 * update per parameter. Where several nodes use one output, the first to write its gradient
 * assigns and the later ones accumulate. Nothing is computed for outputs that no parameter feeds.
 */
export function compilePlan(graph: Graph, options: CompileOptions): CompiledPlan {
  const { mode, batch, regularization, clipping, retain, transientStart } = options
  const draft = new PlanDraft(batch)
  const tensors = declareTensors(draft, graph, mode, options.inputGradient)
  for (const node of graph.nodes) lowerForward(draft, node, tensors, options)
  if (mode === 'train') {
    lowerPenalty(draft, 'forward', tensors, regularization)
    for (const node of graph.nodes.toReversed()) lowerBackward(draft, node, tensors, options)
    lowerPenalty(draft, 'backward', tensors, regularization)
    if (options.telemetry) measureParameters(draft, tensors)
    // After the statistics, which show what backpropagation gave.
    lowerClipping(draft, graph.loss.id, tensors, clipping)
  }
  lowerUpdates(draft, tensors, options)

  const { forward, backward, update } = draft.steps
  const layout = layoutMemory(draft.tensors, [...forward, ...backward, ...update], {
    reuse: !retain,
    ...(transientStart !== undefined && { transientStart }),
  })
  const { input, target, loss, penalty, correct, params, buffers, outputs } = tensors
  const ends = { input, target, loss, penalty, correct }
  const plan = { mode, batch, ...layout, forward, backward, update, ...ends }
  return { plan, params, buffers, outputs }
}

function lowerForward(
  draft: PlanDraft,
  node: GraphNode,
  { lowerings, outputs }: NetworkTensors,
  { mode, telemetry }: CompileOptions,
): void {
  const t = lowerings.get(node.id)!
  const measured = mode === 'train' && telemetry && outputs.has(node.id)
  if (measured) measureSaturation(draft, node, t)
  for (const call of nodeKind(node.kind).forward(t, node.attrs as never)) {
    draft.assign('forward', node.id, call)
  }
  if (measured) measureOutput(draft, node.id, t.y)
  if (mode === 'evaluate' && telemetry) measureActivity(draft, node, t)
}

function lowerBackward(
  draft: PlanDraft,
  node: GraphNode,
  { lowerings, outputs, params }: NetworkTensors,
  { telemetry }: CompileOptions,
): void {
  const output = outputs.get(node.id)
  if (output?.dy === null) return
  const t = lowerings.get(node.id)!
  if (output && telemetry) measureGradient(draft, node.id, node.id, output.dy)
  for (const call of nodeKind(node.kind).backward(t, node.attrs as never)) {
    if (call.outputs.some(id => id !== null)) draft.contribute('backward', node.id, call)
  }
  for (const { nodeId, gradient, hasZeroGradient } of params) {
    if (nodeId !== node.id || !hasZeroGradient) continue
    draft.assign('backward', node.id, step('zero.backward', [], [gradient]))
  }
}

function measureParameters(draft: PlanDraft, { params }: NetworkTensors): void {
  for (const { nodeId, name, gradient } of params) measureGradient(draft, nodeId, name, gradient!)
}

/** Optimizer state is declared in both modes, so that the persistent part is the same. */
function lowerUpdates(
  draft: PlanDraft,
  { params }: NetworkTensors,
  { mode, optimizer, telemetry }: CompileOptions,
): void {
  const { kernel, states, attrs } = lowerUpdate(optimizer)
  for (const param of params) {
    const { tensor, gradient, nodeId, name } = param
    const { shape } = draft.tensors[tensor]!
    const state = states.map(part => draft.add(`${name}.${part}`, 'optimizerState', nodeId, shape))
    if (mode === 'evaluate') continue
    const change = telemetry ? addUpdateStatistic(draft, param) : null
    draft.assign('update', nodeId, step(kernel, [gradient], [tensor, change, ...state], attrs))
  }
}
