import { sizeOf } from '../nodes/define-node'
import type { ReplayedStep, StepReplay } from './step-replay'

/** How the outputs of one node spread over one batch. */
export interface ActivationHistogram {
  readonly nodeId: string
  /** The activation function; null where the node is none. */
  readonly function: string | null
  /** Ends of the bins, which are all of one width; what is at the upper end is in the last. */
  readonly low: number
  readonly high: number
  readonly counts: Uint32Array<ArrayBuffer>
  /** All outputs, and those of them that are exactly 0, NaN or infinite; these last are in no bin. */
  readonly total: number
  readonly zeros: number
  readonly notFinite: number
  /** Of the finite ones; the deviation is biased. */
  readonly mean: number
  readonly std: number
}

/** Outputs of every layer at the newest step, from input to output. */
export interface ActivationHistograms extends ReplayedStep {
  readonly layers: readonly ActivationHistogram[]
}

const activationBins = 60

/** What functions with bounds give; others share the range of all of them. */
const bounds: Readonly<Record<string, readonly [number, number]>> = {
  sigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
}

/** Counts the outputs of the activation nodes; where there is none, those of every node with parameters. */
export function activationHistograms(
  replay: StepReplay,
  replayed: ReplayedStep,
): ActivationHistograms {
  const { train, executor, program } = replay
  const { plan } = train
  const { nodes } = program.graph
  const activations = nodes.filter(({ kind }) => kind === 'activation')
  const chosen =
    activations.length > 0
      ? activations
      : nodes.filter(({ id }) => train.params.some(({ nodeId }) => nodeId === id))
  const layers = chosen.map(({ id, kind, attrs }) => {
    const tensor = plan.tensors[train.outputs.get(id)!.y]!
    const length = replayed.rows * sizeOf(tensor.shape)
    const values = executor.tensor(plan, tensor.id).subarray(0, length)
    const name = kind === 'activation' ? String((attrs as Record<string, unknown>).function) : null
    return { id, name, values, bounds: name === null ? undefined : bounds[name] }
  })
  const shared = rangeOf(layers.filter(layer => !layer.bounds).map(({ values }) => values))
  return {
    ...replayed,
    layers: layers.map(({ id, name, values, bounds }) => ({
      nodeId: id,
      function: name,
      ...countOutputs(values, bounds ?? shared),
    })),
  }
}

/** Smallest and largest finite value, never of width 0. */
function rangeOf(tensors: readonly ArrayLike<number>[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const values of tensors) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (low > high) return [0, 1]
  return low < high ? [low, high] : [low - 0.5, high + 0.5]
}

function countOutputs(
  values: ArrayLike<number>,
  [low, high]: readonly [number, number],
): Omit<ActivationHistogram, 'nodeId' | 'function'> {
  const counts = new Uint32Array(activationBins)
  const scale = activationBins / (high - low)
  let zeros = 0
  let notFinite = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) {
      notFinite++
      continue
    }
    if (value === 0) zeros++
    sum += value
    const bin = Math.floor((value - low) * scale)
    counts[Math.max(0, Math.min(activationBins - 1, bin))]!++
  }
  const finite = values.length - notFinite
  const mean = sum / finite
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) squares += (values[i]! - mean) ** 2
  }
  const std = Math.sqrt(squares / finite)
  return { low, high, counts, total: values.length, zeros, notFinite, mean, std }
}
