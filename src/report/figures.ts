import type { ClassificationDetail } from '../engine/diagnosis/evaluation/detail'

/** What the classes of a data set are called. */
export function namesOf({ classes: count, classNames }: ClassificationDetail): readonly string[] {
  return classNames ?? Array.from({ length: count }, (_, k) => String(k))
}

/** `97.3 %`; a dash where there is nothing to divide by. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`
}
