import type { Sighting } from '../finding'
import type { Reading } from '../readings'
import { hasLargeWeights, isFarOff, isStuck, type RunContext } from './context'
import type { ValidationResult } from './overfitting'

/**
 * Most of a layer lies at the flat ends of its activation. Where the network learns nevertheless,
 * units that have made up their minds are what it learned.
 */
export function saturation(
  reading: Reading,
  context: RunContext,
  sinceStart: boolean,
): Sighting | null {
  const { saturatedShare } = context.thresholds
  const saturated = reading.readings.saturating.filter(
    ({ column }) => reading.value(column) > saturatedShare,
  )
  if (saturated.length === 0) return null
  const isDoneByWeights = sinceStart && hasLargeWeights(context.start)
  const isHarm = context.frames === 1 || isDoneByWeights || isStuck(context)
  return {
    severity: isHarm ? 'warning' : 'info',
    cause: sinceStart || context.frames === 1 ? 'initScale' : 'learningRate',
    nodeIds: saturated.map(({ nodeId }) => nodeId),
    evidence: {
      share: Math.max(...saturated.map(({ column }) => reading.value(column))),
      layers: saturated.length,
      limit: saturatedShare,
    },
  }
}

/** What the data set node passes on lies far from mean 0 and deviation 1. */
export function inputScale(reading: Reading, context: RunContext): Sighting | null {
  const { graph, thresholds, training } = context
  const input = reading.input()
  // A batch of what was standardised is off by chance alone.
  if (!input || graph.data.attrs.normalization !== 'none') return null
  const { mean, std } = input
  const { inputMean, inputStdLow, inputStdHigh } = thresholds
  // Three standard errors: of few examples no mean is known better.
  const tolerance = inputMean + (3 * std) / Math.sqrt(training.batchSize)
  if (Math.abs(mean) <= tolerance && std >= inputStdLow && std <= inputStdHigh) return null
  return {
    severity: isFarOff(Math.hypot(mean, std)) ? 'error' : 'warning',
    cause: 'unscaledInput',
    nodeIds: [graph.data.id],
    evidence: { mean, std },
  }
}

/** All examples are the same to the network. */
export function constantInput(reading: Reading, { graph }: RunContext): Sighting | null {
  const input = reading.input()
  // Rounding alone makes single-precision numbers differ by that much.
  if (!input || !(input.std <= 1e-6 * Math.max(1, Math.abs(input.mean)))) return null
  return {
    severity: 'error',
    cause: 'constantData',
    nodeIds: [graph.data.id],
    evidence: { mean: input.mean },
  }
}

/**
 * Units that are 0 for every example. No more units were dead at the start than there were zeros: any
 * more that are dead now died in training. In deep layers, where all examples look alike, half of the
 * units start dead by chance; that does harm where nothing is learned, or none is left.
 */
export function deadUnits(
  { deadUnits: all }: ValidationResult,
  limit: number,
  context: RunContext | null,
): Sighting | null {
  const dead = all.filter(({ share }) => share > limit)
  if (dead.length === 0) return null
  const zeroShares = context?.start.zeroShares
  const died = dead.some(({ nodeId, share }) => share > (zeroShares?.get(nodeId) ?? 0))
  const areAll = dead.some(({ share }) => share === 1)
  const isHarm = died || areAll || (context !== null && context.frames > 1 && isStuck(context))
  return {
    severity: isHarm ? 'warning' : 'info',
    cause: died ? 'learningRate' : 'initScale',
    nodeIds: dead.map(({ nodeId }) => nodeId),
    evidence: {
      share: Math.max(...dead.map(({ share }) => share)),
      layers: dead.length,
      limit,
    },
  }
}
