import { type ClassifiedExample, type EvaluationDetail, keptExamples } from './detail'
import { inputNamesOf, inputOf, type Judge, type JudgeOptions, type LossFunction } from './judge'
import { isWorse, Worst } from './worst'

/** Counts a confusion matrix and keeps the worst examples of each of its cells. */
export class ClassificationJudge implements Judge {
  private readonly matrix: Uint32Array
  private readonly unclassified: Uint32Array
  private readonly worst = new Map<number, Worst<ClassifiedExample>>()
  private count = 0
  private correct = 0
  private loss = 0

  constructor(
    private readonly options: JudgeOptions,
    private readonly classes: number,
  ) {
    this.matrix = new Uint32Array(classes * classes)
    this.unclassified = new Uint32Array(classes)
  }

  add(outputs: ArrayLike<number>, from: number, rows: number): void {
    const { classes, options } = this
    for (let row = 0; row < rows; row++) {
      const index = from + row
      const scores = Array.from({ length: classes }, (_, j) => outputs[row * classes + j]!)
      const truth = options.examples.targets[index]!
      const predicted = largest(scores)
      const loss = lossOf(options.loss, scores, truth)
      this.count++
      this.loss += loss
      if (predicted < 0) this.unclassified[truth]!++
      else this.matrix[truth * classes + predicted]!++
      if (predicted === truth) this.correct++
      this.keep(truth * (classes + 1) + predicted + 1, loss, () => ({
        index,
        loss,
        truth,
        predicted,
        probability: predicted < 0 ? null : probabilitiesOf(options.loss, scores, truth, predicted),
        input: inputOf(options, index),
      }))
    }
  }

  private keep(cell: number, loss: number, example: () => ClassifiedExample): void {
    const worst = this.worst.get(cell) ?? new Worst<ClassifiedExample>(keptExamples)
    this.worst.set(cell, worst)
    if (worst.wants(loss)) worst.add(example())
  }

  detail(): EvaluationDetail {
    const { info } = this.options
    return {
      task: 'classification',
      count: this.count,
      classes: this.classes,
      classNames: info.classNames ?? null,
      matrix: this.matrix,
      unclassified: this.unclassified,
      loss: this.loss / this.count,
      accuracy: this.correct / this.count,
      examples: [...this.worst.values()]
        .flatMap(worst => worst.list())
        .sort((a, b) =>
          isWorse(a.loss, b.loss) ? -1 : isWorse(b.loss, a.loss) ? 1 : a.index - b.index,
        ),
      image: info.image,
      inputNames: inputNamesOf(info),
    }
  }
}

/** The first of the largest values, as the engine counts accuracy; −1 where one is NaN. */
function largest(scores: readonly number[]): number {
  if (scores.some(Number.isNaN)) return -1
  return scores.indexOf(Math.max(...scores))
}

/** One example's part of the mean that the loss is. */
function lossOf(kind: LossFunction, scores: readonly number[], truth: number): number {
  if (kind === 'softmaxCrossEntropy') {
    const max = Math.max(...scores)
    const sum = scores.reduce((all, score) => all + Math.exp(score - max), 0)
    return Math.log(sum) + (max - scores[truth]!)
  }
  const total = scores.reduce((all, score, j) => {
    const target = j === truth ? 1 : 0
    if (kind === 'meanSquaredError') return all + (score - target) ** 2
    return all + Math.max(score, 0) - score * target + Math.log1p(Math.exp(-Math.abs(score)))
  }, 0)
  return total / scores.length
}

function probabilitiesOf(
  kind: LossFunction,
  scores: readonly number[],
  truth: number,
  predicted: number,
): ClassifiedExample['probability'] {
  if (kind === 'meanSquaredError') return null
  if (kind === 'binaryCrossEntropy') {
    const sigmoid = (score: number) => 1 / (1 + Math.exp(-score))
    return { predicted: sigmoid(scores[predicted]!), truth: sigmoid(scores[truth]!) }
  }
  const max = Math.max(...scores)
  const sum = scores.reduce((all, score) => all + Math.exp(score - max), 0)
  const share = (score: number) => Math.exp(score - max) / sum
  return { predicted: share(scores[predicted]!), truth: share(scores[truth]!) }
}
