import type { Executor } from '../backends/executor'
import { augmenterOf } from '../data/augment'
import type { CompiledPlan } from '../plan/compiled-plan'
import { compileProgram, type Program } from '../plan/program'
import { usesClassIndices } from '../plan/target'
import { type BatchLoader, createBatchLoader } from './batch'
import type { TrainingSession } from './session'

/** What a repeated step is about. */
export interface ReplayedStep {
  /** The newest step; 0 where the first is still to come, which is then repeated ahead. */
  readonly step: number
  /** Examples of its batch. */
  readonly rows: number
  /**
   * Whether the weights are those that the step began with, as telemetry saw them; else they are
   * those that it left.
   */
  readonly exact: boolean
}

/**
 * Compiles a session's network so that nothing is overwritten before it is read: no memory is shared
 * by lifetime, and gradients are left as backpropagation gave them, before clipping.
 */
export function compileReplay({ options }: TrainingSession): Program {
  const { graph, train } = options.program
  const program = compileProgram(
    graph,
    {
      ...options.training,
      // Nothing is updated: no optimizer state, no clipping.
      optimizer: { kind: 'sgd', learningRate: 0 },
      clipping: { kind: 'none' },
    },
    { batch: train.plan.batch, retain: true, telemetry: false },
  )
  // Nothing is evaluated: the second plan would only take memory.
  return { ...program, evaluate: program.train, arenaSize: program.train.plan.arenaSize }
}

/**
 * Repeats the forward and backward pass of a session's newest step in memory of its own: the same
 * batch, dropout masks and, where the session kept them, weights. The session does not notice.
 */
export class StepReplay {
  private readonly loader: BatchLoader

  /**
   * @param program from `compileReplay`
   * @param executor made for it
   */
  constructor(
    readonly session: TrainingSession,
    readonly program: Program,
    readonly executor: Executor,
  ) {
    const { data, training } = session.options
    this.loader = createBatchLoader(
      executor,
      data.info,
      usesClassIndices(program.graph),
      augmenterOf(data, training.seed),
    )
  }

  get train(): CompiledPlan {
    return this.program.train
  }

  run(): ReplayedStep {
    const { session, executor } = this
    const { plan } = this.train
    const { weights, order, from, context, step, exact } = session.newestStep()
    executor.slice(0, weights.length).set(weights)
    const { train } = session.options.data
    this.loader.load(plan, train, order, from, context.rows, context.step)
    executor.run(plan, 'forward', context)
    executor.run(plan, 'backward', context)
    return { step, rows: context.rows, exact }
  }
}
