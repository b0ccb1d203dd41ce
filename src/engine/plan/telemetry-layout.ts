import type { Graph } from '../graph/types'
import {
  activationStatistics,
  frameHeader,
  gradientStatistics,
  type Quantity,
  slopeStatistics,
  type TelemetryLayout,
  type TelemetryRow,
  updateStatistics,
} from '../telemetry/layout'
import type { CompiledPlan } from './compiled-plan'
import { statisticName } from './statistics-steps'
import type { ArenaSlice, Plan, TensorSpec } from './types'

/**
 * How the frames of a training plan read: a row for each parameter and each output, in topological order.
 *
 * @param statistics the arena elements that follow a frame's header.
 * @param histograms the arena elements that hold all histograms.
 */
export function telemetryLayout(
  graph: Graph,
  compiled: CompiledPlan,
  statistics: ArenaSlice,
  histograms: ArenaSlice,
): TelemetryLayout {
  const { plan } = compiled
  const byName = new Map(plan.tensors.map(tensor => [tensor.name, tensor]))
  const columns = (
    what: 'gradient' | 'activation' | 'saturation' | 'update',
    subject: string,
    names: readonly string[],
  ): Partial<Record<Quantity, number>> => {
    const tensor = byName.get(statisticName(what, subject))
    if (!tensor) return {}
    const first = frameHeader.length + tensor.offset - statistics.start
    const group = what === 'saturation' ? 'activation' : what
    return Object.fromEntries(names.map((name, i) => [`${group}.${name}`, first + i]))
  }
  const histogram = (subject: string) => {
    const tensor = byName.get(statisticName('histogram', subject))
    return tensor ? { histogram: tensor.offset - histograms.start } : {}
  }

  const rows: TelemetryRow[] = []
  for (const node of graph.nodes) {
    for (const param of compiled.params.filter(({ nodeId }) => nodeId === node.id)) {
      rows.push({
        name: param.name,
        nodeId: node.id,
        kind: 'param',
        shape: tensorOf(plan, param.tensor).shape,
        columns: {
          ...columns('gradient', param.name, gradientStatistics),
          ...columns('update', param.name, updateStatistics),
        },
        ...histogram(param.name),
      })
    }
    if (compiled.outputs.has(node.id)) {
      rows.push({
        name: node.id,
        nodeId: node.id,
        kind: 'output',
        shape: node.shape,
        columns: {
          ...columns('activation', node.id, activationStatistics),
          ...columns('saturation', node.id, slopeStatistics),
          ...columns('gradient', node.id, gradientStatistics),
        },
        ...histogram(node.id),
      })
    }
  }
  return {
    width: frameHeader.length + statistics.length,
    rows,
    histogramLength: histograms.length,
  }
}

function tensorOf(plan: Plan, id: number): TensorSpec {
  const tensor = plan.tensors[id]
  if (!tensor) throw new Error(`the plan has no tensor ${id}`)
  return tensor
}
