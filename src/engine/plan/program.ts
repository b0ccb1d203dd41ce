import type { TrainingConfig } from '../document/schema'
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
import { type CompileOptions, compilePlan } from './compile'
import type { CompiledPlan } from './compiled-plan'
import { statisticName } from './statistics-steps'
import type { Plan, TensorRole, TensorSpec } from './types'

/** A graph compiled twice, for training and for evaluation, over one arena with shared parameters. */
export interface Program {
  readonly graph: Graph
  readonly train: CompiledPlan
  readonly evaluate: CompiledPlan
  /** Elements of the arena that both plans run in. */
  readonly arenaSize: number
  /** How a telemetry frame of the training plan reads. */
  readonly telemetry: TelemetryLayout
  /** The arena elements that hold all parameters, with gaps between them. */
  readonly weights: ArenaSlice
  /** The arena elements that follow a frame's header. */
  readonly statistics: ArenaSlice
  /** Per ReLU node, in how many examples each unit was above 0; the evaluation plan adds to it. */
  readonly activity: readonly UnitActivity[]
  /** The arena elements that hold the histograms of the last step that counted them. */
  readonly histograms: ArenaSlice
}

export interface UnitActivity extends ArenaSlice {
  readonly nodeId: string
}

export interface ArenaSlice {
  readonly start: number
  readonly length: number
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
  const statistics = sliceOf(train.plan, 'statistic')
  const histograms = sliceOf(train.plan, 'histogram')
  return {
    graph,
    train,
    evaluate,
    arenaSize: evaluate.plan.arenaSize,
    telemetry: telemetryLayout(graph, train, statistics, histograms),
    weights: weightsOf(train),
    statistics,
    activity: evaluate.plan.tensors
      .filter(({ role, nodeId }) => role === 'statistic' && nodeId !== null)
      .map(({ nodeId, offset, size }) => ({ nodeId: nodeId!, start: offset, length: size })),
    histograms,
  }
}

/** Parameters come first in every plan of a graph: see `layoutMemory`. */
function weightsOf({ plan, params }: CompiledPlan): ArenaSlice {
  const ends = params.map(({ tensor }) => plan.tensors[tensor]!.offset + plan.tensors[tensor]!.size)
  return { start: 0, length: Math.max(0, ...ends) }
}

/** Tensors of a role that lie side by side. */
function sliceOf(plan: Plan, role: TensorRole): ArenaSlice {
  const tensors = plan.tensors.filter(tensor => tensor.role === role)
  return {
    start: tensors.reduce((least, { offset }) => Math.min(least, offset), tensors[0]?.offset ?? 0),
    length: tensors.reduce((sum, { size }) => sum + size, 0),
  }
}

function telemetryLayout(
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
