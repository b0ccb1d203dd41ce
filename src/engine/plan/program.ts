import type { TrainingConfig } from '../document/schema'
import type { Graph } from '../graph/types'
import type { TelemetryLayout } from '../telemetry/layout'
import { type CompileOptions, compilePlan } from './compile'
import type { CompiledPlan } from './compiled-plan'
import { telemetryLayout } from './telemetry-layout'
import type { ArenaSlice, Plan, TensorRole } from './types'

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
