import type { Graph } from '../../graph/types'
import type { Sighting } from '../finding'
import type { Reading } from '../readings'
import { isUnsolved, type RunContext } from './context'

/** The loss stays where it began, or rises. */
export function notLearning({ losses, thresholds }: RunContext): Sighting | null {
  const { first, last, full } = losses
  if (!full || !(last >= 0.99 * first)) return null
  return {
    severity: last > 2 * first ? 'error' : 'warning',
    cause: last > 1.05 * first ? 'learningRate' : 'unknown',
    nodeIds: [],
    evidence: { first, last, window: thresholds.window },
  }
}

/**
 * Jumps of the size of the initial loss, without getting anywhere. Losses of single examples differ by
 * about their mean; from one batch of m to the next that alone makes jumps of 1.1/√m of it.
 */
export function oscillating({ losses, start, training }: RunContext): Sighting | null {
  const { first, last, before, jump, full } = losses
  const beyondChance = Math.max(0.5, 1.5 / Math.sqrt(training.batchSize))
  if (!full || !(jump > beyondChance * Math.max(first, start.loss)) || last < 0.95 * before)
    return null
  return {
    severity: 'warning',
    cause: 'learningRate',
    nodeIds: [],
    evidence: { jump, last },
  }
}

/** Share of the window before that is left where a loss falls no more; chance makes some hundredths. */
const flat = 0.95

/**
 * Hidden layers without an activation, once the loss is as low as one linear function can take it: it
 * falls no more although the steps are long enough.
 */
export function noActivation(reading: Reading, context: RunContext): Sighting | null {
  const { graph, losses, thresholds } = context
  const { hidden } = reading.readings
  if (!losses.full || hidden.length === 0 || !isLinear(graph) || !isUnsolved(context)) return null
  if (!(losses.last >= flat * losses.before)) return null
  if (!(reading.medianUpdate() >= thresholds.updateLow)) return null
  return {
    severity: 'warning',
    cause: 'missingActivation',
    nodeIds: hidden.map(({ nodeId }) => nodeId),
    evidence: { layers: hidden.length + 1, loss: losses.last },
  }
}

/** Kinds of which none bends what it is given, an identity aside. */
const linear: ReadonlySet<string> = new Set(['data', 'dense', 'dropout', 'add', 'concat', 'loss'])

function isLinear({ nodes }: Graph): boolean {
  return nodes.every(
    ({ kind, attrs }) =>
      linear.has(kind) || (kind === 'activation' && attrs.function === 'identity'),
  )
}
