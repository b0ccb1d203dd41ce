import type { ClassificationDetail } from '../../engine/diagnosis/evaluation/detail'
import { formatValue } from '../panels/charts/format'

/** `97.3 %`; a dash where there is nothing to divide by. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`
}

/** A figure with four digits. */
export function figure(value: number): string {
  return formatValue(value, 4)
}

/** What the classes of a data set are called. */
export function classNamesOf({ classes, classNames }: ClassificationDetail): readonly string[] {
  return classNames ?? Array.from({ length: classes }, (_, k) => String(k))
}
