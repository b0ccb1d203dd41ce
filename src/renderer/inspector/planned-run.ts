import { datasetInfo, trainingLimit } from '../../engine/data/catalog'
import type { GraphDocument } from '../../engine/document/schema'
import { stepsPerEpoch, validationCount } from '../../engine/training/run-length'
import { learningRateAt } from '../../engine/training/schedule'

/** How long a document trains, told before it does. */
export interface PlannedRun {
  readonly trainExamples: number
  readonly validationExamples: number
  readonly stepsPerEpoch: number
  readonly totalSteps: number
}

/** Null where the graph has no data set that is known. */
export function plannedRun({ nodes, training }: GraphDocument): PlannedRun | null {
  const data = nodes.find(({ kind }) => kind === 'data')
  const info = data && datasetInfo(data.attrs)
  if (!info) return null
  const examples = info.examples.train
  const validationExamples = validationCount(examples, Number(data.attrs.validationFraction))
  const trainExamples = Math.min(examples - validationExamples, trainingLimit(data.attrs))
  const batchSize = Math.min(training.batchSize, trainExamples)
  const hasBatchNorm = nodes.some(({ kind }) => kind === 'batchNorm')
  const steps = stepsPerEpoch(trainExamples, batchSize, hasBatchNorm)
  return {
    trainExamples,
    validationExamples,
    stepsPerEpoch: steps,
    totalSteps: steps * training.epochs,
  }
}

export interface RatePoint {
  readonly step: number
  readonly rate: number
}

/** The learning rate over a run, at every step or at so many steps evenly apart. */
export function ratesOf(
  { training }: Pick<GraphDocument, 'training'>,
  run: PlannedRun,
  most = 240,
): RatePoint[] {
  const count = Math.min(most, run.totalSteps)
  return Array.from({ length: count }, (_, i) => {
    const step = count === 1 ? 0 : Math.round((i * (run.totalSteps - 1)) / (count - 1))
    return { step, rate: learningRateAt(training, step, run.stepsPerEpoch) }
  })
}
