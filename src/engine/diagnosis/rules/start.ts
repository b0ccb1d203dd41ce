import type { Sighting } from '../finding'
import type { Reading } from '../readings'
import { chanceLoss, hasLargeWeights, isFarOff, largestGain, type RunContext } from './context'

/** Weights of 0 have no update ratio: units that start alike stay alike. */
export function identicalUnits(reading: Reading): Sighting | null {
  const zero = reading.readings.hidden.filter(
    ({ updateRatio }) => updateRatio >= 0 && Number.isNaN(reading.value(updateRatio)),
  )
  if (zero.length === 0) return null
  return {
    severity: 'error',
    cause: 'zeroWeights',
    nodeIds: zero.map(({ nodeId }) => nodeId),
    evidence: { layers: zero.length },
  }
}

/** Tanh after Xavier alone takes a fifth of the deviation from layer to layer, and learns well. */
const steepFall = 0.7
/** Half as much again as He and Xavier keep, where layers of some ten units scatter by a tenth or two. */
const steepRise = 1.45
/** Xavier's weights have a gain of 1 and He's of √2; a fifth on either side is chance in small layers. */
const soundGain = { low: 0.8, high: 1.7 }

/** Deviations that grow or shrink from layer to layer until they leave the range. */
export function poorInit(reading: Reading, context: RunContext): Sighting | null {
  const { hidden } = reading.readings
  const { initStdLow, initStdHigh } = context.thresholds
  if (hidden.length < 3 || context.hasIdenticalUnits) return null
  // What dropout kept was scaled up: that is not the weights' doing.
  const stds = hidden.map(({ dropoutGrowth }, i) => context.start.stds[i]! / dropoutGrowth)
  const first = stds[0]!
  const last = stds.at(-1)!
  const rises = stds.every((std, i) => i === 0 || std >= stds[i - 1]!)
  const falls = stds.every((std, i) => i === 0 || std <= stds[i - 1]!)
  const factorPerLayer = (last / first) ** (1 / (stds.length - 1))
  // What the activations take, or branches add, is not the weights' doing either.
  const gain = geometricMean(context.start.gains.slice(1, hidden.length))
  const isBad =
    (rises && last > initStdHigh && factorPerLayer > steepRise && gain > soundGain.high) ||
    (falls && last < initStdLow && factorPerLayer < steepFall && gain < soundGain.low)
  if (!isBad) return null
  return {
    severity: 'warning',
    cause: 'initScale',
    nodeIds: hidden.map(({ nodeId }) => nodeId),
    evidence: { first, last, factorPerLayer, layers: stds.length },
  }
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

/**
 * Times the loss of a network that knows nothing: at three times, it is sure of wrong answers. Logits
 * of deviation 1 or 2, as sound weights give them, cost less than the chance loss again.
 */
const sureOfWrong = 3

/** The first loss is far above that of a network that gives every class the same probability. */
export function initialLoss(reading: Reading, { graph, start }: RunContext): Sighting | null {
  const chance = chanceLoss(graph)
  if (chance === null || !(start.loss > sureOfWrong * chance)) return null
  const { hidden, head } = reading.readings
  const layers = [...hidden, ...(head ? [head] : [])]
  return {
    // Branches that add up make it high as well, which training soon mends.
    severity: isFarOff(start.inputRms) || hasLargeWeights(start) ? 'warning' : 'info',
    cause: isFarOff(start.inputRms) ? 'unscaledInput' : 'initScale',
    nodeIds: layers.filter((_, i) => start.gains[i]! > largestGain).map(({ nodeId }) => nodeId),
    evidence: { loss: start.loss, chance },
  }
}

/** Numbers to predict are so large that the error is theirs, whatever the network gives. */
export function targetScale(reading: Reading, { graph, start }: RunContext): Sighting | null {
  const { head } = reading.readings
  const isRaw = graph.data.attrs.normalization === 'none' && graph.dataShape.classes === null
  if (!isRaw || !head || graph.loss.attrs.function !== 'meanSquaredError') return null
  const error = Math.sqrt(start.loss)
  const output = reading.value(head.std)
  if (!(error > largestGain) || !(output < error / 2)) return null
  return {
    severity: 'warning',
    cause: 'unscaledTarget',
    nodeIds: [graph.data.id],
    evidence: { error, output },
  }
}
