import type { ClassificationDetail } from './detail'

/** How well one class is told from the others. NaN where there is nothing to divide by. */
export interface ClassMetrics {
  /** Of what was predicted to be the class, the share that is. */
  readonly precision: number
  /** Of what is the class, the share that was predicted to be. */
  readonly recall: number
  /** Harmonic mean of the two. */
  readonly f1: number
  /** Examples of the class. */
  readonly support: number
}

type Counted = Pick<ClassificationDetail, 'classes' | 'matrix' | 'unclassified'>

/** Per class, from a confusion matrix. */
export function classMetrics({ classes, matrix, unclassified }: Counted): ClassMetrics[] {
  return Array.from({ length: classes }, (_, k) => {
    const hits = matrix[k * classes + k]!
    let support = unclassified[k]!
    let predicted = 0
    for (let j = 0; j < classes; j++) {
      support += matrix[k * classes + j]!
      predicted += matrix[j * classes + k]!
    }
    const total = predicted + support
    return {
      precision: predicted === 0 ? Number.NaN : hits / predicted,
      recall: support === 0 ? Number.NaN : hits / support,
      f1: total === 0 ? Number.NaN : (2 * hits) / total,
      support,
    }
  })
}

/** Unweighted mean over the classes that have the figure: every class counts alike. */
export function macroMean(
  metrics: readonly ClassMetrics[],
  figure: 'precision' | 'recall' | 'f1',
): number {
  const known = metrics.map(each => each[figure]).filter(value => !Number.isNaN(value))
  return known.reduce((sum, value) => sum + value, 0) / known.length
}
