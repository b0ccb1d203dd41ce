import type { TrainingConfig } from '../../document/schema'
import type { Graph } from '../../graph/types'
import type { Thresholds } from '../finding'
import type { Reading } from '../readings'
import type { LossWindows } from './loss-windows'

/** What rules know of a run besides the frame they look at. */
export interface RunContext {
  readonly graph: Graph
  readonly training: TrainingConfig
  readonly thresholds: Thresholds
  /** Facts of the first frame that was seen. */
  readonly start: StartFacts
  readonly losses: LossWindows
  /** Frames seen so far, the present one among them. */
  readonly frames: number
  readonly largestRate: number
  /** Sum of the learning rates of all steps. */
  readonly rateSum: number
  readonly hasIdenticalUnits: boolean
}

/** How a network was before its first step: what is wrong with it then, no step did. */
export interface StartFacts {
  readonly loss: number
  /** What the penalty on weights added to the loss. */
  readonly penalty: number
  readonly inputRms: number
  /** Of the hidden layers and the last one: deviation of the output over the RMS of the input. */
  readonly gains: readonly number[]
  /** Deviation of the hidden layers' outputs. */
  readonly stds: readonly number[]
  /** Whether the gradient grew from layer to layer. */
  readonly grows: boolean
  /** RMS gradient at the first hidden layer over that at the last. */
  readonly firstToLast: number
  /** Columns of ‖ΔW‖/‖W‖ that held a number: what is none later has overflowed. */
  readonly updates: readonly number[]
  /** By activation node, the share of zeros in the gradient that it passed on. */
  readonly zeroShares: ReadonlyMap<string, number>
}

/**
 * He's weights give a layer a gain of √2, Xavier's of 1; inputs are meant to have RMS 1. Four times as
 * much is beyond what chance or the choice between such rules can make, and what is fed on is then as
 * wrong as with four times the deviation of W.
 */
export const largestGain = 4

/** Whether a layer's initial weights are beyond doubt too large for its number of inputs. */
export function hasLargeWeights({ gains }: StartFacts): boolean {
  return gains.some(gain => gain > largestGain)
}

/** Whether the data lie so far from RMS 1 that sound weights cannot make up for it. */
export function isFarOff(inputRms: number): boolean {
  return inputRms > largestGain || inputRms < 1 / largestGain
}

/** Share of the initial loss above which a network has not learned much yet. */
const stuckAbove = 0.5

/** Whether the loss is still near where it began. */
export function isStuck({ losses, start, thresholds }: RunContext): boolean {
  return !(losses.recent(thresholds.persistence) <= stuckAbove * start.loss)
}

/** Whether after a while less than a tenth of the loss is gone. */
export function isSlow({ losses }: RunContext): boolean {
  return losses.full && losses.last > 0.9 * losses.first
}

/** Near a minimum all gradients and updates are small, and nothing is wrong. */
export function isUnsolved({ losses, start, thresholds }: RunContext): boolean {
  return !(losses.recent(thresholds.persistence) <= 0.2 * start.loss)
}

/** The loss of a network that gives every class the same probability; null where it depends on the data. */
export function chanceLoss({ loss, dataShape: { classes } }: Graph): number | null {
  if (classes === null) return null
  if (loss.attrs.function === 'softmaxCrossEntropy') return Math.log(classes)
  return loss.attrs.function === 'binaryCrossEntropy' ? Math.log(2) : null
}

export function startFactsOf(reading: Reading, { explodingRatio }: Thresholds): StartFacts {
  const { hidden, head } = reading.readings
  const first = reading.header('dataLoss')
  // A run that goes on from an earlier one began at a loss that was not seen.
  const goesOn = reading.header('step') > 1
  const loss = goesOn ? Math.max(first, chanceLoss(reading.readings.graph) ?? first) : first
  const firstRms = hidden[0] ? reading.value(hidden[0].deltaRms) : Number.NaN
  const lastRms = hidden.length > 1 ? reading.value(hidden.at(-1)!.deltaRms) : Number.NaN
  return {
    loss,
    penalty: reading.header('loss') - first,
    inputRms: reading.inputRms(),
    gains: [...hidden, ...(head ? [head] : [])].map(layer => reading.gain(layer)),
    stds: hidden.map(({ std }) => reading.value(std)),
    zeroShares: new Map(
      reading.readings.passedOn.map(({ nodeId, column }) => [nodeId, reading.value(column)]),
    ),
    firstToLast: firstRms / lastRms,
    updates: reading.readings.measuredUpdates(reading.value),
    grows: firstRms / lastRms > Math.sqrt(explodingRatio),
  }
}
