import type { TrainingConfig } from '../document/schema'
import type { Graph } from '../graph/types'
import {
  activationStatistics,
  frameHeader,
  gradientStatistics,
  type Quantity,
  type TelemetryLayout,
  type TelemetryRow,
  updateStatistics,
} from '../telemetry/layout'
import { type CompiledPlan, type CompileOptions, compilePlan, statisticName } from './compile'
import type { Plan, TensorSpec } from './types'

/** A graph compiled twice, for training and for evaluation, over one arena with shared parameters. */
export interface Program {
  readonly graph: Graph
  readonly train: CompiledPlan
  readonly evaluate: CompiledPlan
  /** Elements of the arena that both plans run in. */
  readonly arenaSize: number
  /** How a telemetry frame of the training plan reads. */
  readonly telemetry: TelemetryLayout
  /** The arena elements that follow a frame's header. */
  readonly statistics: { readonly start: number; readonly length: number }
}

export type ProgramOptions = Partial<
  Pick<CompileOptions, 'telemetry' | 'retain' | 'inputGradient'>
> & { readonly batch?: number }

/** Compiles a validated graph with its training configuration. */
export function compileProgram(
  graph: Graph,
  training: Pick<TrainingConfig, 'optimizer' | 'regularization' | 'batchSize'> &
    Partial<Pick<TrainingConfig, 'clipping'>>,
  options: ProgramOptions = {},
): Program {
  const common = {
    batch: options.batch ?? training.batchSize,
    optimizer: training.optimizer,
    regularization: training.regularization,
    clipping: training.clipping ?? { kind: 'none' },
    telemetry: options.telemetry ?? true,
    retain: options.retain ?? false,
    inputGradient: options.inputGradient ?? false,
  }
  const train = compilePlan(graph, { ...common, mode: 'train' })
  const evaluate = compilePlan(graph, {
    ...common,
    mode: 'evaluate',
    transientStart: train.plan.arenaSize,
  })
  const statistics = train.plan.tensors.filter(tensor => tensor.role === 'statistic')
  const start = statistics.reduce(
    (least, tensor) => Math.min(least, tensor.offset),
    Number.POSITIVE_INFINITY,
  )
  const length = statistics.reduce((sum, tensor) => sum + tensor.size, 0)
  return {
    graph,
    train,
    evaluate,
    arenaSize: evaluate.plan.arenaSize,
    telemetry: telemetryLayout(graph, train, statistics.length > 0 ? start : 0, length),
    statistics: { start: statistics.length > 0 ? start : 0, length },
  }
}

function telemetryLayout(
  graph: Graph,
  compiled: CompiledPlan,
  start: number,
  length: number,
): TelemetryLayout {
  const { plan } = compiled
  const byName = new Map(plan.tensors.map(tensor => [tensor.name, tensor]))
  const columns = (
    what: 'gradient' | 'activation' | 'update',
    subject: string,
    statistics: readonly string[],
  ): Partial<Record<Quantity, number>> => {
    const tensor = byName.get(statisticName(what, subject))
    if (!tensor) return {}
    const first = frameHeader.length + tensor.offset - start
    return Object.fromEntries(statistics.map((name, i) => [`${what}.${name}`, first + i]))
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
          ...columns('gradient', node.id, gradientStatistics),
        },
      })
    }
  }
  return { width: frameHeader.length + length, rows }
}

function tensorOf(plan: Plan, id: number): TensorSpec {
  const tensor = plan.tensors[id]
  if (!tensor) throw new Error(`the plan has no tensor ${id}`)
  return tensor
}
