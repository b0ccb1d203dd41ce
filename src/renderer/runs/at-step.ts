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

/** What a run was like after a step: the newest that was measured until then; NaN where nothing was. */
export function figuresAt({ curves, summary }: RunRecord, step: number): Figures {
  const last = curves.steps.findLastIndex(each => each <= step)
  const newest = (part: 'validation' | 'test') => {
    const ended = summary.metrics[part]
    if (step >= summary.step && ended) return ended
    return curves.evaluations.findLast(each => each.part === part && each.step <= step)
  }
  const atEnd = step >= summary.step
  return {
    trainLoss: atEnd ? summary.batchLoss : (curves.loss[last] ?? Number.NaN),
    trainAccuracy: atEnd ? summary.batchAccuracy : (curves.accuracy[last] ?? Number.NaN),
    validationLoss: newest('validation')?.loss ?? Number.NaN,
    validationAccuracy: newest('validation')?.accuracy ?? Number.NaN,
    testLoss: newest('test')?.loss ?? Number.NaN,
    testAccuracy: newest('test')?.accuracy ?? Number.NaN,
  }
}
