import type { Sighting, Thresholds } from '../finding'

/** An evaluation of the validation part, with the mean training figures since the one before. */
export interface ValidationResult {
  readonly step: number
  readonly loss: number
  readonly accuracy: number | null
  /** Per ReLU node, the share of units that were 0 for every example. */
  readonly deadUnits: readonly { readonly nodeId: string; readonly share: number }[]
}

/** Compares validation with the mean of training since the evaluation before. */
export class OverfittingCheck {
  private steps = 0
  private lossSum = 0
  private accuracySum = 0
  private trainLoss = Number.NaN
  private trainAccuracy = Number.NaN
  private checks = 0
  private best = Number.POSITIVE_INFINITY

  constructor(private readonly thresholds: Thresholds) {}

  trained(loss: number, accuracy: number): void {
    this.steps++
    this.lossSum += loss
    this.accuracySum += accuracy
  }

  validated({ loss, accuracy }: ValidationResult): Sighting | null {
    const { overfitGap, overfitAccuracyGap, overfitChecks } = this.thresholds
    // Evaluations of short epochs come together, behind the frames of all of them.
    if (this.steps > 0) {
      this.trainLoss = this.lossSum / this.steps
      this.trainAccuracy = this.accuracySum / this.steps
    }
    const { trainLoss, trainAccuracy } = this
    this.steps = 0
    this.lossSum = 0
    this.accuracySum = 0
    this.best = Math.min(this.best, loss)
    const gap = (loss - trainLoss) / trainLoss
    const accuracyGap = accuracy === null ? Number.NaN : trainAccuracy - accuracy
    // A loss may rise by overconfidence while hardly an example more is wrong.
    const worse =
      accuracy === null
        ? loss > 1.1 * this.best
        : accuracyGap > overfitAccuracyGap && loss > this.best
    this.checks = gap > overfitGap && worse ? this.checks + 1 : 0
    if (this.checks < overfitChecks) return null
    return {
      severity: 'warning',
      cause: 'tooFewExamples',
      nodeIds: [],
      evidence: {
        gap,
        trainLoss,
        validationLoss: loss,
        ...(accuracy !== null && { trainAccuracy, validationAccuracy: accuracy }),
        checks: this.checks,
      },
    }
  }
}
