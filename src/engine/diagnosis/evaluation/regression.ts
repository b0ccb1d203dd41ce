import { type EstimatedExample, type EvaluationDetail, keptExamples } from './detail'
import { inputNamesOf, inputOf, type Judge, type JudgeOptions, unscaled } from './judge'
import { Worst } from './worst'

/** More points than that cannot be told apart. */
const mostPairs = 2000
const residualBins = 24

/** Collects true and predicted values, in the units of the data set. */
export class RegressionJudge implements Judge {
  private readonly truths: number[] = []
  private readonly predictions: number[] = []
  private readonly worst = new Worst<EstimatedExample>(keptExamples)
  private loss = 0

  constructor(private readonly options: JudgeOptions) {}

  add(outputs: ArrayLike<number>, from: number, rows: number): void {
    const { examples, info, targetScale } = this.options
    const width = info.targetFeatures
    const ownUnits = (value: number, j: number) =>
      targetScale ? unscaled(value, targetScale, j) : value
    for (let row = 0; row < rows; row++) {
      const index = from + row
      const truth: number[] = []
      const predicted: number[] = []
      let loss = 0
      for (let j = 0; j < width; j++) {
        const output = outputs[row * width + j]!
        const target = examples.targets[index * width + j]!
        loss += (output - target) ** 2 / width
        truth.push(ownUnits(target, j))
        predicted.push(ownUnits(output, j))
      }
      this.loss += loss
      this.truths.push(...truth)
      this.predictions.push(...predicted)
      if (this.worst.wants(loss)) {
        this.worst.add({ index, loss, truth, predicted, input: inputOf(this.options, index) })
      }
    }
  }

  detail(): EvaluationDetail {
    const { truths, predictions, options } = this
    const { targetFeatures: targets, image } = options.info
    const count = truths.length / targets
    const errors = predictions.map((value, i) => value - truths[i]!)
    const mean = (of: (error: number) => number) =>
      errors.reduce((sum, error) => sum + of(error), 0) / errors.length
    return {
      task: 'regression',
      count,
      targets,
      loss: this.loss / count,
      r2: explainedShare(truths, errors, targets),
      meanAbsoluteError: mean(Math.abs),
      rootMeanSquaredError: Math.sqrt(mean(error => error ** 2)),
      pairs: pairsOf(truths, predictions),
      residuals: histogramOf(errors.filter(Number.isFinite)),
      examples: this.worst.list(),
      image,
      inputNames: inputNamesOf(options.info),
    }
  }
}

/** 1 − Σ error² / Σ (true − mean)², for every target by itself, then averaged. */
function explainedShare(
  truths: readonly number[],
  errors: readonly number[],
  targets: number,
): number {
  let total = 0
  for (let j = 0; j < targets; j++) {
    const own = truths.filter((_, i) => i % targets === j)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    const spread = own.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const missed = errors.reduce((sum, error, i) => (i % targets === j ? sum + error ** 2 : sum), 0)
    total += spread === 0 ? Number.NaN : 1 - missed / spread
  }
  return total / targets
}

function pairsOf(truths: readonly number[], predictions: readonly number[]): Float64Array {
  const every = Math.max(1, Math.ceil(truths.length / mostPairs))
  const pairs: number[] = []
  for (let i = 0; i < truths.length; i += every) pairs.push(truths[i]!, predictions[i]!)
  return Float64Array.from(pairs)
}

/** Bins of equal width, as many below 0 as above, so that a bias to one side is seen. */
function histogramOf(errors: readonly number[]) {
  const reach = errors.reduce((far, error) => Math.max(far, Math.abs(error)), 0) || 1
  const width = (2 * reach) / residualBins
  const counts = new Uint32Array(residualBins)
  for (const error of errors) {
    counts[Math.min(residualBins - 1, Math.floor((error + reach) / width))]!++
  }
  return { from: -reach, width, counts }
}
