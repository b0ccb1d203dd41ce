import { sizeOf } from '../nodes/define-node'
import type { ReplayedStep, StepReplay } from './step-replay'

/** A parameter tensor, row-major. */
export interface ParameterTensor {
  /** `dense1.W`. */
  readonly name: string
  readonly shape: readonly number[]
  /** As it is now: after the newest step. */
  readonly values: Float32Array<ArrayBuffer>
  /** Of the newest step, before clipping; the penalty's part is in it. */
  readonly gradient: Float32Array<ArrayBuffer>
}

/** What each unit of a node put out over the examples of one batch. */
export interface UnitActivity {
  readonly mean: Float32Array<ArrayBuffer>
  /** Biased, as in telemetry. */
  readonly std: Float32Array<ArrayBuffer>
  /** Share of the examples for which it was exactly 0. */
  readonly zeroFraction: Float32Array<ArrayBuffer>
}

/** The inside of one node at the newest step. */
export interface LayerTensors extends ReplayedStep {
  readonly nodeId: string
  readonly params: readonly ParameterTensor[]
  /** Shape of the output for one example. */
  readonly shape: readonly number[]
  readonly units: UnitActivity
  /** Outputs of the batch's first examples, [rows, units], where they were asked for. */
  readonly outputs: Float32Array<ArrayBuffer> | null
}

/** Numbers that are sent of one node at most. */
const mostElements = 2 ** 24

export interface LayerRequest {
  readonly nodeId: string
  /** Output values of so many examples; none unless given. */
  readonly rows?: number | undefined
}

/**
 * Reads a node's parameters, their gradients and its units' activity.
 *
 * @param now live values of the parameters by name
 * @returns null where there is no such node, or it has no output
 */
export function readLayer(
  replay: StepReplay,
  replayed: ReplayedStep,
  { nodeId, rows = 0 }: LayerRequest,
  now: ReadonlyMap<string, ArrayLike<number>>,
): LayerTensors | null {
  const { train, executor } = replay
  const { plan } = train
  const output = train.outputs.get(nodeId)
  if (!output) return null
  const { shape } = plan.tensors[output.y]!
  const width = sizeOf(shape)
  const y = executor.tensor(plan, output.y)
  const sent = Math.min(rows, replayed.rows, Math.floor(mostElements / Math.max(1, width)))
  return {
    ...replayed,
    nodeId,
    params: train.params
      .filter(param => param.nodeId === nodeId && param.gradient !== null)
      .map(({ name, tensor, gradient }) => ({
        name,
        shape: plan.tensors[tensor]!.shape,
        values: Float32Array.from(now.get(name)!),
        gradient: Float32Array.from(executor.tensor(plan, gradient!)),
      })),
    shape,
    units: unitActivity(y, replayed.rows, width),
    outputs: sent > 0 ? Float32Array.from(y.subarray(0, sent * width)) : null,
  }
}

/** @param y outputs, [rows, units] row-major; further rows are left alone */
function unitActivity(y: ArrayLike<number>, rows: number, units: number): UnitActivity {
  const sums = new Float64Array(units)
  const zeros = new Float32Array(units)
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      const value = y[row * units + unit]!
      sums[unit]! += value
      if (value === 0) zeros[unit]!++
    }
  }
  const means = sums.map(sum => sum / rows)
  const squares = new Float64Array(units)
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      squares[unit]! += (y[row * units + unit]! - means[unit]!) ** 2
    }
  }
  return {
    mean: Float32Array.from(means),
    std: Float32Array.from(squares, sum => Math.sqrt(sum / rows)),
    zeroFraction: zeros.map(count => count / rows),
  }
}
