/** One example, as the network saw it. */
export interface JudgedExample {
  /** Its place in its part of the data. */
  readonly index: number
  /** Its own data loss. */
  readonly loss: number
  /** What went in, in the units of the data set. */
  readonly input: Float32Array
}

export interface ClassifiedExample extends JudgedExample {
  readonly truth: number
  /** The class with the largest output; −1 where an output is NaN. */
  readonly predicted: number
  /** What the network gives the two classes; null where its loss makes no probabilities. */
  readonly probability: { readonly predicted: number; readonly truth: number } | null
}

/** How a network classifies one part of the data. */
export interface ClassificationDetail {
  readonly task: 'classification'
  readonly count: number
  readonly classes: number
  /** Null where classes are numbers, such as digits. */
  readonly classNames: readonly string[] | null
  /** Examples by true class (row) and predicted class (column), row by row. */
  readonly matrix: Uint32Array
  /** Per true class, the examples without a prediction: an output is NaN. */
  readonly unclassified: Uint32Array
  /** Mean data loss. */
  readonly loss: number
  readonly accuracy: number
  /** The worst of every cell of the matrix, all together from the highest loss down. */
  readonly examples: readonly ClassifiedExample[]
}

export interface EstimatedExample extends JudgedExample {
  readonly truth: readonly number[]
  readonly predicted: readonly number[]
}

/** How well a network predicts numbers, in the units of the data set. */
export interface RegressionDetail {
  readonly task: 'regression'
  readonly count: number
  readonly targets: number
  /** Mean data loss, in the units it was trained in. */
  readonly loss: number
  /** Share of the targets' variance that is explained, averaged over the targets; NaN without variance. */
  readonly r2: number
  readonly meanAbsoluteError: number
  readonly rootMeanSquaredError: number
  /** True and predicted value by turns; every n-th where there are too many. */
  readonly pairs: Float64Array
  /** How often predicted − true fell between `from` + i·width and the next. */
  readonly residuals: {
    readonly from: number
    readonly width: number
    readonly counts: Uint32Array
  }
  readonly examples: readonly EstimatedExample[]
}

/** What a network makes of one part of the data, example by example. */
export type EvaluationDetail = (ClassificationDetail | RegressionDetail) & {
  /** Height and width where an example is a grey image, else null. */
  readonly image: { readonly height: number; readonly width: number } | null
  /** Names of the inputs, where they have any. */
  readonly inputNames: readonly string[] | null
}

/** Examples that are kept of every cell of a confusion matrix, and of a regression. */
export const keptExamples = 24
