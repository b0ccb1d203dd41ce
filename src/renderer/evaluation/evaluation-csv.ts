import { classMetrics } from '../../engine/diagnosis/evaluation/class-metrics'
import type {
  ClassificationDetail,
  RegressionDetail,
} from '../../engine/diagnosis/evaluation/detail'
import { useT } from '../i18n/index'
import { type CsvCell, csvText } from '../panels/export/csv'
import { useEvaluation } from '../stores/evaluation'
import { classNamesOf } from './figures'

type Table = CsvCell[][]

/** The part in sight: the confusion matrix with the figures of each class, or true and predicted values. */
export function evaluationCsv(): string {
  const { part, parts } = useEvaluation.getState()
  const detail = parts[part]?.detail
  if (!detail) return ''
  return csvText(detail.task === 'classification' ? matrixTable(detail) : pairsTable(detail))
}

export function matrixTable(detail: ClassificationDetail): Table {
  const { classes, matrix, unclassified } = detail
  const names = classNamesOf(detail)
  const metrics = classMetrics(detail)
  return [
    ['true \\ predicted', ...names, 'none', 'precision', 'recall', 'f1', 'support'],
    ...names.map((name, k) => {
      const { precision, recall, f1, support } = metrics[k]!
      const row = matrix.subarray(k * classes, (k + 1) * classes)
      return [name, ...row, unclassified[k]!, precision, recall, f1, support]
    }),
  ]
}

export function pairsTable({ pairs }: RegressionDetail): Table {
  const rows: Table = [['true', 'predicted']]
  for (let i = 0; i + 1 < pairs.length; i += 2) rows.push([pairs[i]!, pairs[i + 1]!])
  return rows
}

/** A hook: why there is nothing to export; null where there is. */
export function useNoEvaluation(): string | null {
  const t = useT()
  const has = useEvaluation(({ part, parts }) => !!parts[part]?.detail)
  return has ? null : t('evaluation.nothing')
}
