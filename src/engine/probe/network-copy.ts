import type { Executor } from '../backends/executor'
import type { Graph } from '../graph/types'
import { sizeOf } from '../nodes/define-node'
import { compileProgram, type Program } from '../plan/program'
import type { NamedTensor } from '../training/session'

export interface NetworkCopyOptions {
  /** Most examples that are evaluated at once. */
  readonly batch: number
  /** Keep the outputs of every node, at the price of memory. */
  readonly keepOutputs: boolean
}

/** A node's outputs of the rows that were evaluated last: [rows, width], row-major. */
export interface NodeOutputs {
  readonly values: Float64Array | Float32Array
  readonly width: number
}

/** The program of a `NetworkCopy`: no telemetry, no penalty, no optimizer state. */
export function compileCopy(graph: Graph, { batch, keepOutputs }: NetworkCopyOptions): Program {
  return compileProgram(
    graph,
    {
      batchSize: batch,
      optimizer: { kind: 'sgd', learningRate: 0 },
      regularization: { l1: 0, l2: 0 },
    },
    { telemetry: false, retain: keepOutputs },
  )
}

/**
 * A network to look at in memory of its own, in evaluation mode: dropout passes everything on, batch
 * norm uses its running statistics. What is done to it never reaches the run it was copied from.
 */
export class NetworkCopy {
  private readonly context = {
    rows: 0,
    step: 0,
    seed: 0,
    learningRate: 0,
    telemetry: false,
    histograms: false,
  }

  /** @param program compiled by `compileCopy` */
  constructor(
    readonly program: Program,
    readonly executor: Executor,
  ) {}

  get batch(): number {
    return this.program.evaluate.plan.batch
  }

  /** Takes over weights and running statistics, which are copied. */
  assign(parameters: readonly NamedTensor[], buffers: readonly NamedTensor[]): void {
    copyInto(this.parameters(), parameters)
    copyInto(this.buffers(), buffers)
  }

  /** Every parameter, in graph order, with live values. */
  parameters(): NamedTensor[] {
    return this.program.evaluate.params.map(({ tensor }) => this.named(tensor))
  }

  private buffers(): NamedTensor[] {
    return this.program.evaluate.buffers.map(({ tensor }) => this.named(tensor))
  }

  private named(tensor: number): NamedTensor {
    const { plan } = this.program.evaluate
    const { name, shape } = plan.tensors[tensor]!
    return { name, shape, values: this.executor.tensor(plan, tensor) }
  }

  /** Where inputs are written before `forward`: [batch, features]. */
  get input(): Float64Array | Float32Array {
    const { plan } = this.program.evaluate
    return this.executor.tensor(plan, plan.input)
  }

  /** Evaluates the first rows of the input. */
  forward(rows: number): void {
    this.context.rows = rows
    this.executor.run(this.program.evaluate.plan, 'forward', this.context)
  }

  /** Mean data loss of the rows that were evaluated last. */
  get loss(): number {
    const { plan } = this.program.evaluate
    return this.executor.tensor(plan, plan.loss)[0]!
  }

  /** Of a node but the loss; of others than the last only where outputs are kept. */
  outputs(nodeId: string): NodeOutputs {
    const { plan, outputs } = this.program.evaluate
    const tensor = outputs.get(nodeId)?.y
    if (tensor === undefined) throw new Error(`node ${nodeId} has no output`)
    return {
      values: this.executor.tensor(plan, tensor),
      width: sizeOf(plan.tensors[tensor]!.shape),
    }
  }
}

function copyInto(targets: readonly NamedTensor[], sources: readonly NamedTensor[]): void {
  targets.forEach(({ name, values }, i) => {
    const source = sources[i]
    if (source?.name !== name) throw new Error(`the copy has another tensor than ${name}`)
    values.set(source.values)
  })
}
