import {
  type Checkpoint,
  type CheckpointedRun,
  checkpointBytes,
  createCheckpoint,
  takeCheckpoint,
} from './checkpoint'

export interface CheckpointRingOptions {
  /** Most memory to take. */
  readonly budgetBytes: number
  /** Most checkpoints, however small. */
  readonly most: number
  /** Steps from one checkpoint to the next: copying the state must cost little beside a step. */
  readonly every: number
}

const defaultRing: CheckpointRingOptions = {
  budgetBytes: 256 * 2 ** 20,
  most: 200,
  every: 50,
}

/**
 * Checkpoints of a run in bounded memory. When it is full, one goes that is missed least: where the gap
 * it leaves is small beside its age, so that older ones become sparser. The first and the newest stay.
 * Memory of what went is used again.
 */
export class CheckpointRing {
  private kept: Checkpoint[] = []
  private readonly spare: Checkpoint[] = []
  private readonly capacity: number
  private readonly every: number

  constructor(
    private readonly run: CheckpointedRun,
    { budgetBytes, most, every }: CheckpointRingOptions = defaultRing,
  ) {
    this.capacity = Math.min(most, Math.floor(budgetBytes / checkpointBytes(run)))
    this.every = every
  }

  /** The steps that can be restored without training, oldest first. */
  get steps(): number[] {
    return this.kept.map(({ step }) => step)
  }

  /** To be called after every step; takes a checkpoint where one is due. */
  observe(): void {
    const step = this.run.session.stepsDone
    const last = this.kept.at(-1)
    if (step < (last ? last.step : 0) + this.every) return
    const free = this.makeRoom(step)
    if (!free) return
    takeCheckpoint(this.run, free)
    this.kept.push(free)
  }

  /** Takes a checkpoint of a run that did not begin at step 0, as nothing else leads back to there. */
  keepFirst(): void {
    this.clear()
    const first = this.spare.pop() ?? createCheckpoint(this.run)
    takeCheckpoint(this.run, first)
    this.kept.push(first)
  }

  /** The newest checkpoint up to a step; null where there is none. */
  before(step: number): Checkpoint | null {
    return this.kept.findLast(checkpoint => checkpoint.step <= step) ?? null
  }

  /** Forgets all of them, for a run that starts anew. */
  clear(): void {
    this.spare.push(...this.kept.splice(0))
  }

  /** A checkpoint to be filled; null where there is no memory for any. */
  private makeRoom(step: number): Checkpoint | null {
    if (this.kept.length < this.capacity) return this.spare.pop() ?? createCheckpoint(this.run)
    const least = this.leastMissed(step)
    return least < 0 ? null : this.kept.splice(least, 1)[0]!
  }

  /** Among all but the first; −1 where that is the only one. */
  private leastMissed(now: number): number {
    let found = -1
    let smallest = Number.POSITIVE_INFINITY
    for (let i = 1; i < this.kept.length; i++) {
      const gap = (this.kept[i + 1]?.step ?? now) - this.kept[i - 1]!.step
      const missed = gap / Math.sqrt(now - this.kept[i]!.step)
      if (missed < smallest) {
        smallest = missed
        found = i
      }
    }
    return found
  }
}
