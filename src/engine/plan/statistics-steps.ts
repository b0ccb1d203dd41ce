import type { GraphNode } from '../graph/types'
import { type Lowering, step } from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import {
  activationStatistics,
  gradientStatistics,
  histogramBins,
  slopeStatistics,
  updateStatistics,
} from '../telemetry/layout'
import type { PlanDraft } from './plan-draft'
import type { TensorId } from './types'

export type StatisticKind =
  | 'gradient'
  | 'activation'
  | 'saturation'
  | 'activity'
  | 'update'
  | 'histogram'

/** Name of the tensor that holds the statistics of `subject`, a node's id or a parameter's name. */
export function statisticName(kind: StatisticKind, subject: string): string {
  return `statistics.${kind}(${subject})`
}

/** How a node's output is spread. */
export function measureOutput(draft: PlanDraft, nodeId: string, y: TensorId): void {
  const name = statisticName('activation', nodeId)
  const statistic = draft.add(name, 'statistic', nodeId, [activationStatistics.length])
  const { batched } = draft.tensors[y]!
  draft.assign('forward', nodeId, step('statistics.activation', [y], [statistic], { batched }))
}

/** How large a gradient is, and how its elements are spread. */
export function measureGradient(
  draft: PlanDraft,
  nodeId: string,
  subject: string,
  gradient: TensorId,
): void {
  const name = statisticName('gradient', subject)
  const statistic = draft.add(name, 'statistic', nodeId, [gradientStatistics.length])
  const { batched } = draft.tensors[gradient]!
  draft.assign(
    'backward',
    nodeId,
    step('statistics.gradient', [gradient], [statistic], { batched }),
  )
  const histogramName = statisticName('histogram', subject)
  const histogram = draft.add(histogramName, 'histogram', nodeId, [histogramBins.count])
  draft.assign(
    'backward',
    nodeId,
    step('statistics.histogram', [gradient], [histogram], { batched }),
  )
}

/** Where the slope of an element-wise function is small; of its input, which its output may replace. */
export function measureSaturation(draft: PlanDraft, node: GraphNode, t: Lowering): void {
  const slope = nodeKind(node.kind).slope(node.attrs as never)
  if (slope === null) return
  const name = statisticName('saturation', node.id)
  const saturation = draft.add(name, 'statistic', node.id, [slopeStatistics.length])
  draft.assign(
    'forward',
    node.id,
    step('statistics.saturation', [t.x[0]!], [saturation], { ...slope }),
  )
}

/** Of functions that let no gradient through where they are 0: in how many rows each unit is not. */
export function measureActivity(draft: PlanDraft, node: GraphNode, t: Lowering): void {
  if (nodeKind(node.kind).slope(node.attrs as never)?.function !== 'relu') return
  const name = statisticName('activity', node.id)
  const activity = draft.add(name, 'statistic', node.id, node.shape)
  draft.assign('forward', node.id, step('statistics.activity', [t.y], [activity]))
}

/** Room for what an update step measures of the change that it makes. */
export function addUpdateStatistic(
  draft: PlanDraft,
  param: { readonly nodeId: string; readonly name: string },
): TensorId {
  const name = statisticName('update', param.name)
  return draft.add(name, 'statistic', param.nodeId, [updateStatistics.length])
}
