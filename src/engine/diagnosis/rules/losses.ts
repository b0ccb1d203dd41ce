import type { Sighting } from '../finding'
import type { RunContext } from './context'

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
