/** Loss and accuracy over the steps: means of neighbouring steps where there are many. */
export interface TrialCurves {
  /** Last step of each point. */
  readonly steps: number[]
  readonly loss: number[]
  readonly accuracy: number[]
}

/** Keeps a curve in at most so many points, whatever its length: when full, every two become one. */
export class CurveRecorder {
  private readonly points: { step: number; loss: number; accuracy: number; count: number }[] = []
  /** Steps in a point. */
  private stride = 1

  constructor(private readonly most = 500) {}

  add(step: number, loss: number, accuracy: number): void {
    const { points } = this
    const last = points.at(-1)
    if (last && last.count < this.stride) {
      last.step = step
      last.loss += loss
      last.accuracy += accuracy
      last.count++
      return
    }
    if (points.length === this.most) {
      this.merge()
      this.add(step, loss, accuracy)
      return
    }
    points.push({ step, loss, accuracy, count: 1 })
  }

  curves(): TrialCurves {
    return {
      steps: this.points.map(({ step }) => step),
      loss: this.points.map(({ loss, count }) => loss / count),
      accuracy: this.points.map(({ accuracy, count }) => accuracy / count),
    }
  }

  private merge(): void {
    const { points } = this
    for (let i = 0; i < points.length; i += 2) {
      const [a, b] = [points[i]!, points[i + 1]]
      points[i / 2] = b
        ? {
            step: b.step,
            loss: a.loss + b.loss,
            accuracy: a.accuracy + b.accuracy,
            count: a.count + b.count,
          }
        : a
    }
    points.length = Math.ceil(points.length / 2)
    this.stride *= 2
  }
}
