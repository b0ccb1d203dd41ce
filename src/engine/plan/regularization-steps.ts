import type { Clipping, Regularization } from '../document/schema'
import { step } from '../nodes/define-node'
import type { NetworkTensors } from './network-tensors'
import type { PlanDraft } from './plan-draft'

/** The L1/L2 penalty of the weights (forward), or its share of their gradients (backward). */
export function lowerPenalty(
  draft: PlanDraft,
  phase: 'forward' | 'backward',
  { params, penalty }: NetworkTensors,
  { l1, l2 }: Regularization,
): void {
  if (l1 === 0 && l2 === 0) return
  for (const { tensor, gradient, nodeId, penalized } of params) {
    if (!penalized) continue
    const output = phase === 'forward' ? penalty : gradient
    draft.contribute(phase, nodeId, step(`penalty.${phase}`, [tensor], [output], { l1, l2 }))
  }
}

/** Limits gradients: each element by itself, or all of them by their common norm. */
export function lowerClipping(
  draft: PlanDraft,
  lossId: string,
  { params }: NetworkTensors,
  clipping: Clipping,
): void {
  if (clipping.kind === 'none' || params.length === 0) return
  const { limit } = clipping
  if (clipping.kind === 'value') {
    for (const { gradient, nodeId } of params) {
      draft.assign('backward', nodeId, step('clip.value', [gradient], [gradient], { limit }))
    }
    return
  }
  const norm = draft.add('gradientNorm', 'scalar', null, [])
  const gradients = params.map(({ gradient }) => gradient)
  draft.assign('backward', lossId, step('clip.measure', gradients, [norm]))
  for (const { gradient, nodeId } of params) {
    draft.assign('backward', nodeId, step('clip.norm', [gradient, norm], [gradient], { limit }))
  }
}
