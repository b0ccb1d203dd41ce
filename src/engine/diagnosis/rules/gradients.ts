import { attenuationOf, blameOf } from '../attenuation'
import type { CauseId, Sighting } from '../finding'
import type { Reading } from '../readings'
import { hasLargeWeights, isFarOff, isSlow, isUnsolved, type RunContext } from './context'
import { outweighs } from './steps'

/** Something is NaN or infinite. */
export function diverged(reading: Reading, context: RunContext): Sighting | null {
  const loss = reading.header('loss')
  if (Number.isFinite(loss) && !reading.isBroken() && !hasLostWeights(reading, context)) return null
  const broken = reading.readings.layout.rows.filter(({ columns }) =>
    [columns['gradient.nanCount'], columns['gradient.infCount']].some(
      column => column !== undefined && reading.value(column) > 0,
    ),
  )
  return {
    severity: 'error',
    cause: 'learningRate',
    nodeIds: [...new Set(broken.map(({ nodeId }) => nodeId))],
    evidence: { loss, learningRate: reading.header('learningRate') },
  }
}

/**
 * Whether weights that had a size have none any more. Where a ReLU makes 0 of NaN, neither loss nor
 * gradients tell; weights that a penalty pulled to 0 are another matter.
 */
function hasLostWeights(reading: Reading, context: RunContext): boolean {
  const isLost = (column: number) => !Number.isFinite(reading.value(column))
  return context.start.updates.some(isLost) && !outweighs(context)
}

/** The gradient fades towards the data, or none arrives. */
export function vanishing(reading: Reading, context: RunContext): Sighting | null {
  const { vanishingRatio, vanishingMean } = context.thresholds
  const { hidden, head, layout, graph } = reading.readings
  const [first] = hidden
  const last = hidden.at(-1)
  if (!first || !last || !head || context.hasIdenticalUnits || !isUnsolved(context)) return null
  const firstRms = reading.value(first.deltaRms)
  const lastRms = reading.value(last.deltaRms)
  // A last layer of weights 0 lets no gradient through at its first step, and all at the next.
  if (lastRms === 0 && Number.isNaN(reading.value(head.updateRatio))) return null
  const ratio = lastRms === 0 ? 0 : firstRms / lastRms
  // Of a network that does not learn, half the orders of magnitude are evidence enough.
  const noticeable = Math.sqrt(vanishingRatio)
  const fades = hidden.length > 1 && lastRms > 0 && ratio < noticeable
  const tiny = hidden.filter(layer => reading.value(layer.gradientMean) < vanishingMean)
  if (!fades && tiny.length === 0) return null
  const { frame, offset } = reading
  const { factorPerLayer } = attenuationOf(frame, layout, graph, offset)
  const { byKind } = blameOf(frame, layout, graph, offset)
  // Where no gradient is left to compare, slopes of 0 stopped it.
  const stopped = lastRms === 0
  const slopes = stopped ? 0 : (byKind.activation ?? 1)
  const weights = stopped ? 1 : (byKind.dense ?? 1)
  return {
    severity: ratio < vanishingRatio || tiny.length > 0 || isSlow(context) ? 'error' : 'info',
    cause: slopes <= weights ? 'slopes' : 'weights',
    nodeIds: (fades ? hidden.slice(0, -1) : tiny).map(({ nodeId }) => nodeId),
    evidence: {
      ratio,
      firstRms,
      lastRms,
      // No gradient at all has no profile.
      factorPerLayer: Number.isNaN(factorPerLayer) ? 0 : factorPerLayer,
      layers: hidden.length,
      slopes,
      weights,
      limit: vanishingRatio,
    },
  }
}

/** The gradient grows towards the data, or is large throughout. */
export function exploding(reading: Reading, context: RunContext): Sighting | null {
  const { explodingRatio, explodingNorm } = context.thresholds
  const { hidden, layout, graph } = reading.readings
  const norm = reading.header('gradientNorm')
  const first = hidden[0] ? reading.value(hidden[0].deltaRms) : Number.NaN
  const last = hidden.length > 1 ? reading.value(hidden.at(-1)!.deltaRms) : Number.NaN
  const ratio = first / last
  if (!(ratio > explodingRatio) && !(norm > explodingNorm)) return null
  const { factorPerLayer } = attenuationOf(reading.frame, layout, graph, reading.offset)
  return {
    severity: 'error',
    cause: explosionCause(ratio > explodingRatio, context),
    nodeIds: hidden.map(({ nodeId }) => nodeId),
    evidence: { ratio, norm, factorPerLayer, layers: hidden.length, limit: explodingNorm },
  }
}

/** Weights that grow the gradient do so from the start; else the data or steps made it large. */
function explosionCause(isSteep: boolean, { start, frames }: RunContext): CauseId {
  if (isSteep && start.grows) return 'weights'
  if (isFarOff(start.inputRms)) return 'unscaledInput'
  // Before the first step there was none to blame.
  return hasLargeWeights(start) || frames === 1 ? 'largeValues' : 'learningRate'
}
