import type { DatasetInfo } from '../../data/catalog'
import type { Examples, Scale } from '../../data/dataset'
import type { EvaluationDetail } from './detail'

export type LossFunction = 'softmaxCrossEntropy' | 'binaryCrossEntropy' | 'meanSquaredError'

/** What there is to know before the first output comes. */
export interface JudgeOptions {
  readonly info: DatasetInfo & { readonly classNames?: readonly string[] | null }
  readonly examples: Examples
  readonly loss: LossFunction
  readonly featureScale?: Scale
  readonly targetScale?: Scale
}

/** Takes a network's outputs, batch by batch, and sums up what they are worth. */
export interface Judge {
  /** @param outputs raw scores of the examples from `from` on, row by row. */
  add(outputs: ArrayLike<number>, from: number, rows: number): void
  detail(): EvaluationDetail
}

/** Names of the inputs, where the data set has any. */
export function inputNamesOf({ columnNames }: DatasetInfo): readonly string[] | null {
  return columnNames?.slice(0, -1) ?? null
}

/** One example's input in the units of the data set. */
export function inputOf({ info, examples, featureScale }: JudgeOptions, index: number) {
  const width = info.features.reduce((product, dim) => product * dim, 1)
  const row = examples.features.subarray(index * width, (index + 1) * width)
  return featureScale ? row.map((value, i) => unscaled(value, featureScale, i)) : row.slice()
}

/** A normalised value in its own units. */
export function unscaled(value: number, { mean, deviation }: Scale, at: number): number {
  const column = at % mean.length
  return value * deviation[column]! + mean[column]!
}
