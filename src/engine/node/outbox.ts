import type { EngineEvent } from '../protocol'
import type { TrainingSession } from '../training/session'
import type { EngineContext } from './requests/context'

/** Longest time between two telemetry messages, in milliseconds. */
const messageInterval = 1000 / 30
/** How often the rate is measured anew, in milliseconds. */
const rateInterval = 250

/**
 * Frames of a run on their way to the client, at most 30 messages a second; evaluations follow the
 * frames they belong to.
 */
export class Outbox {
  /** Frames one after another. */
  private frames: Float64Array
  private count = 0
  private evaluations: EngineEvent[] = []
  private histogramsPosted = 0
  private lastPost = 0
  private rate = 0
  private rateSteps = 0
  private rateSince = 0

  constructor(
    private readonly context: EngineContext,
    private readonly runId: number,
    private readonly session: TrainingSession,
    /** Numbers in a frame. */
    private readonly width: number,
  ) {
    this.frames = new Float64Array(width * 512)
  }

  get isDue(): boolean {
    return this.context.now() - this.lastPost >= messageInterval
  }

  /** Trains one step; its frame waits here, where it was measured. */
  trainStep(): void {
    if ((this.count + 1) * this.width > this.frames.length) this.grow()
    if (this.session.step(this.frames, this.count * this.width)) this.count++
    this.rateSteps++
  }

  addEvaluation(event: EngineEvent): void {
    this.evaluations.push(event)
  }

  /** Starts to measure steps a second anew, from what is known of it. */
  restartRate(rate = this.rate): void {
    this.rate = rate
    this.rateSteps = 0
    this.rateSince = this.context.now()
  }

  /** Forgets what was not sent. */
  discard(): void {
    this.count = 0
    this.evaluations = []
  }

  flush(): void {
    const now = this.context.now()
    this.lastPost = now
    this.postFrames(now)
    for (const evaluation of this.evaluations.splice(0)) this.context.post(evaluation)
  }

  private postFrames(now: number): void {
    if (this.count === 0) return
    const elapsed = now - this.rateSince
    if (elapsed >= rateInterval) {
      this.rate = (this.rateSteps / elapsed) * 1000
      this.rateSteps = 0
      this.rateSince = now
    }
    const frames = this.frames.slice(0, this.count * this.width)
    this.count = 0
    const { histograms } = this.session
    const isNew = histograms !== null && histograms.step !== this.histogramsPosted
    this.histogramsPosted = histograms?.step ?? 0
    this.context.post(
      {
        type: 'telemetry',
        runId: this.runId,
        frames,
        stepsPerSecond: this.rate,
        ...(isNew && {
          histograms: { step: histograms.step, counts: Float64Array.from(histograms.counts) },
        }),
      },
      [frames.buffer],
    )
  }

  /** Very short steps fill the buffer before the next message is due. */
  private grow(): void {
    const larger = new Float64Array(2 * this.frames.length)
    larger.set(this.frames)
    this.frames = larger
  }
}
