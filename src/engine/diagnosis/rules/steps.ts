import type { Optimizer, TrainingConfig } from '../../document/schema'
import type { CauseId, Sighting } from '../finding'
import type { Reading } from '../readings'
import { usualRates } from '../usual-rates'
import { isSlow, isStuck, isUnsolved, type RunContext } from './context'
import { fewForStatistics } from './design'

/** Whose steps are as long as the learning rate says, whatever the size of the gradient. */
const scaleFree: ReadonlySet<Optimizer['kind']> = new Set(['adagrad', 'rmsprop', 'adam', 'adamw'])

export function isScaleFree({ kind }: Optimizer): boolean {
  return scaleFree.has(kind)
}

/** A step longer than the weights themselves leaves nothing of what they were. */
const wholeWeights = 1

/** Momentum makes steps 1/(1 − α) times as long as the rate says: beyond 20 times it is to blame. */
const heavyMomentum = 0.95

/** One step was so long that it replaced the weights. */
export function longStep(reading: Reading, { training }: RunContext): Sighting | null {
  const ratio = reading.medianUpdate()
  if (!(ratio > wholeWeights) || !Number.isFinite(ratio)) return null
  return blameSteps(training, reading.header('learningRate'), ratio)
}

/** Lays what happened to the steps, and to what made them long. */
export function blameSteps(
  { optimizer, batchSize }: TrainingConfig,
  learningRate: number,
  ratio: number,
): Sighting {
  const momentum = optimizer.kind === 'momentum' ? optimizer.momentum : 0
  // A rate that suits usual batches is too high where a gradient is mostly chance.
  const isNoise = batchSize < fewForStatistics && learningRate <= usualRates[optimizer.kind]
  return {
    severity: 'warning',
    cause: momentum > heavyMomentum ? 'momentum' : isNoise ? 'batchSize' : 'learningRate',
    nodeIds: [],
    evidence: { learningRate, ratio, momentum, lengthening: 1 / (1 - momentum), batchSize },
  }
}

export function updateTooLarge(reading: Reading, context: RunContext): Sighting | null {
  const { updateHigh, persistence } = context.thresholds
  const ratio = reading.medianUpdate()
  if (!(ratio > updateHigh)) return null
  // The first steps of a run may be long ones.
  const lasts = context.frames >= Math.max(persistence, 10)
  return {
    severity: ratio > 10 * updateHigh && lasts ? 'warning' : 'info',
    cause: 'learningRate',
    nodeIds: [],
    evidence: { ratio, limit: updateHigh, learningRate: reading.header('learningRate') },
  }
}

export function updateTooSmall(reading: Reading, context: RunContext): Sighting | null {
  const { updateLow } = context.thresholds
  const { largestRate } = context
  const ratio = reading.medianUpdate()
  // Without any gradient no learning rate moves the weights.
  if (Number.isNaN(ratio) || ratio === 0 || !isUnsolved(context)) return null
  const learningRate = reading.header('learningRate')
  // A schedule that lowers the rate means to make updates small: what counts is the rate it came from.
  const unscheduled = learningRate > 0 ? (ratio * largestRate) / learningRate : ratio
  if (unscheduled >= updateLow) return null
  return {
    severity: isSlow(context) ? 'warning' : 'info',
    cause: shortStepCause(reading, context, unscheduled),
    nodeIds: [],
    evidence: { ratio, limit: updateLow, learningRate },
  }
}

/** Clipping is to blame where without it the same gradients would make steps of a usual length. */
function shortStepCause(reading: Reading, context: RunContext, ratio: number): CauseId {
  const { clipping, optimizer } = context.training
  if (clipping.kind === 'none' || isScaleFree(optimizer)) return 'learningRate'
  const size =
    clipping.kind === 'norm'
      ? reading.header('gradientNorm')
      : Math.max(
          ...reading.readings.hidden.map(({ gradientRms }) => reading.value(gradientRms) || 0),
        )
  const shortened = Math.max(1, size / clipping.limit)
  return ratio * shortened >= context.thresholds.updateLow ? 'clipping' : 'learningRate'
}

/** Of the deviation that layers gave at first: less than half is left. */
const shrunk = 0.5

/** The penalty on weights has pulled them towards 0, and the data's loss was left behind. */
export function strongPenalty(reading: Reading, context: RunContext): Sighting | null {
  const { start, training, frames, thresholds } = context
  const { hidden } = reading.readings
  if (frames < thresholds.persistence || !outweighs(context) || !isStuck(context)) return null
  const logs = hidden.map(({ std }, i) => Math.log(reading.value(std) / start.stds[i]!))
  const left = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
  if (!(left < shrunk) && !isSlow(context)) return null
  const { l1, l2 } = training.regularization
  const decay = training.optimizer.kind === 'adamw' ? training.optimizer.weightDecay : 0
  return {
    severity: 'error',
    cause: 'penalty',
    nodeIds: hidden.map(({ nodeId }) => nodeId),
    evidence: { left, l1, l2, decay },
  }
}

/**
 * Whether the weights' penalty is more than the data's loss from the start, or decay alone has by now
 * taken more than half of them.
 */
export function outweighs({ start, training, rateSum }: RunContext): boolean {
  const decay = training.optimizer.kind === 'adamw' ? training.optimizer.weightDecay : 0
  return start.penalty > start.loss || rateSum * decay > Math.LN2
}
