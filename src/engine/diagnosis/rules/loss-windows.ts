/** Mean loss of the first window, of the last and of the one before it. */
export class LossWindows {
  private readonly kept: Float64Array
  private count = 0
  private firstSum = 0

  constructor(private readonly window: number) {
    this.kept = new Float64Array(2 * window)
  }

  add(loss: number): void {
    if (this.count < this.window) this.firstSum += loss
    this.kept[this.count % this.kept.length] = loss
    this.count++
  }

  /** Whether the last window no longer overlaps the first. */
  get full(): boolean {
    return this.count >= 3 * this.window
  }

  get first(): number {
    return this.firstSum / Math.min(this.count, this.window)
  }

  get last(): number {
    return this.mean(0, this.window)
  }

  get before(): number {
    return this.mean(this.window, this.window)
  }

  /** Mean of the newest losses, of fewer where there are no more. */
  recent(count: number): number {
    return this.mean(0, Math.min(count, this.count, this.kept.length))
  }

  /** Mean |difference| from step to step in the last window. */
  get jump(): number {
    let sum = 0
    for (let i = 1; i < this.window; i++) sum += Math.abs(this.at(i - 1) - this.at(i))
    return sum / (this.window - 1)
  }

  private mean(from: number, count: number): number {
    let sum = 0
    for (let i = from; i < from + count; i++) sum += this.at(i)
    return sum / count
  }

  /** The loss `back` steps before the newest. */
  private at(back: number): number {
    const { length } = this.kept
    return this.kept[(((this.count - 1 - back) % length) + length) % length]!
  }
}
