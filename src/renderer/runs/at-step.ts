import type { RunRecord } from '../../shared/runs/record'

export interface Figures {
  readonly trainLoss: number
  readonly trainAccuracy: number
  readonly validationLoss: number
  readonly validationAccuracy: number
  readonly testLoss: number
  readonly testAccuracy: number
}
export const measures = [
  'trainLoss',
  'trainAccuracy',
  'validationLoss',
  'validationAccuracy',
  'testLoss',
  'testAccuracy',
] as const satisfies (keyof Figures)[]

/** The step at which two runs are compared, and whether all training examples were evaluated there. */
export function commonStep(a: RunRecord, b: RunRecord): { step: number; evaluated: boolean } {
  const step = Math.min(a.summary.step, b.summary.step)
  const evaluated = [a, b].every(({ summary }) => summary.metrics.train?.step === step)
  return { step, evaluated }
}

/**
 * What a run was like after a step: the newest that was measured until then; NaN where nothing was.
 *
 * @param evaluated training figures of all training examples rather than of the last batches
 */
export function figuresAt(
  { curves, summary }: RunRecord,
  step: number,
  evaluated = false,
): Figures {
  const isEnd = step >= summary.step
  const last = curves.steps.findLastIndex(each => each <= step)
  const newest = (part: 'validation' | 'test') =>
    (isEnd && summary.metrics[part]) ||
    curves.evaluations.findLast(each => each.part === part && each.step <= step)
  const train = isEnd
    ? { loss: summary.batchLoss, accuracy: summary.batchAccuracy }
    : { loss: curves.loss[last], accuracy: curves.accuracy[last] }
  const { loss, accuracy } = (evaluated && summary.metrics.train) || train
  return {
    trainLoss: loss ?? Number.NaN,
    trainAccuracy: accuracy ?? Number.NaN,
    validationLoss: newest('validation')?.loss ?? Number.NaN,
    validationAccuracy: newest('validation')?.accuracy ?? Number.NaN,
    testLoss: newest('test')?.loss ?? Number.NaN,
    testAccuracy: newest('test')?.accuracy ?? Number.NaN,
  }
}
