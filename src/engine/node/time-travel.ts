import {
  type Checkpoint,
  type CheckpointedRun,
  createCheckpoint,
  restoreCheckpoint,
  takeCheckpoint,
} from '../training/checkpoint'
import { CheckpointRing } from '../training/checkpoint-ring'

/** The newest state of a run that went back, and what the run was then. */
interface Newest<End> {
  readonly checkpoint: Checkpoint
  readonly end: End
}

/**
 * Takes a run to the state after any step that it was trained for: restores the nearest checkpoint
 * before it and trains the steps between again, which gives the same bits. The newest state is kept
 * until the run goes on from where it is.
 */
export class TimeTravel<End> {
  private readonly ring: CheckpointRing
  private newest: Newest<End> | null = null

  /** @param run as it is at its first step */
  constructor(private readonly run: CheckpointedRun) {
    this.firstStep = run.session.stepsDone
    this.ring = new CheckpointRing(run)
    if (this.firstStep > 0) this.ring.keepFirst()
  }

  /** No step before it can be reached. */
  private firstStep: number

  /** To be called after every step of training. */
  observe(): void {
    this.ring.observe()
  }

  get newestStep(): number {
    return this.newest?.checkpoint.step ?? this.run.session.stepsDone
  }

  /** Remembers the newest state, unless the run is away from it already. */
  depart(end: End): void {
    if (this.newest) return
    const checkpoint = createCheckpoint(this.run)
    takeCheckpoint(this.run, checkpoint)
    this.newest = { checkpoint, end }
  }

  /** The step that can be reached and is nearest to the one asked for. */
  within(step: number): number {
    return Math.min(this.newestStep, Math.max(this.firstStep, step))
  }

  /** Back to the newest state; gives what the run was then. */
  arriveAtNewest(): End | null {
    const { newest } = this
    if (!newest) return null
    restoreCheckpoint(this.run, newest.checkpoint)
    this.newest = null
    return newest.end
  }

  /** Restores what lies before a step, so that the step itself is trained again and measured. */
  approach(step: number): void {
    const { session, earlyStopping } = this.run
    const checkpoint = this.ring.before(step - 1) ?? this.ring.before(step)
    if (checkpoint) restoreCheckpoint(this.run, checkpoint)
    else {
      session.reset()
      earlyStopping?.reset()
    }
  }

  /** Trains one step again, and validates where that decides when the run ends. */
  replay(frame: Float64Array | null): void {
    const { session, earlyStopping } = this.run
    session.replay(frame)
    const epochDone = session.stepsDone % session.stepsPerEpoch === 0
    if (!earlyStopping || !(epochDone || session.isFinished)) return
    const metrics = session.evaluate('validation')
    if (metrics) earlyStopping.observe(metrics, session.stepsDone, session.epoch)
  }

  /** The run goes on from where it is: what came after is forgotten. */
  stay(): void {
    this.newest = null
  }

  /** The run starts anew at step 0. */
  restart(): void {
    this.newest = null
    this.firstStep = 0
    this.ring.clear()
  }
}
