import type { Finding, RuleId } from '../../engine/diagnosis/finding'
import type { RunSummary } from '../../engine/diagnosis/run-summary'

export const measures = [
  'trainLoss',
  'trainAccuracy',
  'validationLoss',
  'validationAccuracy',
  'testAccuracy',
  'firstGradient',
  'lastGradient',
  'factorPerLayer',
] as const
export type Measure = (typeof measures)[number]

export interface CompareRow {
  readonly measure: Measure
  readonly before: number
  /** NaN while it is not known. */
  readonly after: number
  /** Whether the change is one for the better; null where that cannot be said. */
  readonly better: boolean | null
}

/** The measures of two runs side by side, without those that neither has. */
export function compareRows(before: RunSummary, after: RunSummary | null): CompareRow[] {
  return measures.flatMap(measure => {
    const from = figureOf(before, measure)
    const to = after ? figureOf(after, measure) : Number.NaN
    if (Number.isNaN(from) && Number.isNaN(to)) return []
    return [{ measure, before: from, after: to, better: isBetter(measure, from, to) }]
  })
}

function figureOf(summary: RunSummary, measure: Measure): number {
  const { validation, test } = summary.evaluations
  switch (measure) {
    case 'validationLoss':
      return validation?.loss ?? Number.NaN
    case 'validationAccuracy':
      return validation?.accuracy ?? Number.NaN
    case 'testAccuracy':
      return test?.accuracy ?? Number.NaN
    default:
      return summary[measure]
  }
}

/** A change that rounding would hide is none. */
const noticeable = 1e-3

function isBetter(measure: Measure, before: number, after: number): boolean | null {
  if (Number.isNaN(before) || Number.isNaN(after)) return null
  if (Math.abs(after - before) <= noticeable * Math.abs(before)) return null
  if (measure.endsWith('Loss')) return after < before
  if (measure.endsWith('Accuracy')) return after > before
  // A gradient that keeps its size from layer to layer is best; its size alone is neither good nor bad.
  if (measure !== 'factorPerLayer') return null
  return Math.abs(Math.log(after)) < Math.abs(Math.log(before))
}

/** Findings of two runs by what became of them. */
export interface FindingChanges {
  readonly gone: readonly Finding[]
  readonly stays: readonly Finding[]
  readonly added: readonly Finding[]
}

/** Which findings a fix removed, left or brought; those that were over do not count. */
export function compareFindings(before: RunSummary, after: RunSummary): FindingChanges {
  const held = before.findings.filter(({ over }) => !over)
  const holds = after.findings.filter(({ over }) => !over)
  const has = (list: readonly Finding[], rule: RuleId) => list.some(each => each.rule === rule)
  return {
    gone: held.filter(({ rule }) => !has(holds, rule)),
    stays: holds.filter(({ rule }) => has(held, rule)),
    added: holds.filter(({ rule }) => !has(held, rule)),
  }
}
