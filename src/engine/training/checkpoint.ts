import type { EarlyStopping, Watch } from './early-stopping'
import type { TrainingSession } from './session'

/**
 * The exact state of a run after a step: going on from it gives the same bits as a run that was never
 * interrupted. Dropout is drawn by seed, step and node, the order of the examples by seed and epoch,
 * and the learning rate follows from the step, so that nothing of them needs to be kept.
 */
export interface Checkpoint {
  step: number
  /** Parameters, running statistics and optimizer state; see `TrainingSession.state`. */
  readonly state: Float64Array | Float32Array
  /** What early stopping knows; null in a run without it. */
  readonly watch: Watch | null
}

/** What a checkpoint is taken of and put back into. */
export interface CheckpointedRun {
  readonly session: TrainingSession
  readonly earlyStopping: EarlyStopping | null
}

/** Memory for the state of a run, not filled yet. */
export function createCheckpoint({ session, earlyStopping }: CheckpointedRun): Checkpoint {
  return {
    step: 0,
    state: zeros(session.state),
    watch: earlyStopping?.createWatch() ?? null,
  }
}

/** Bytes that one checkpoint of a run takes. */
export function checkpointBytes({ session, earlyStopping }: CheckpointedRun): number {
  return session.state.byteLength + (earlyStopping?.watchBytes ?? 0)
}

/** Copies the state of a run as it is now. Allocates nothing. */
export function takeCheckpoint(run: CheckpointedRun, into: Checkpoint): void {
  into.step = run.session.stepsDone
  into.state.set(run.session.state)
  if (into.watch) run.earlyStopping?.save(into.watch)
}

/** Puts a run back to where the checkpoint was taken. */
export function restoreCheckpoint(run: CheckpointedRun, from: Checkpoint): void {
  run.session.state.set(from.state)
  run.session.resumeAt(from.step)
  if (from.watch) run.earlyStopping?.restore(from.watch)
}

/** As many zeros, in memory of their own: a live view lies in memory that is shared. */
function zeros({ length, BYTES_PER_ELEMENT }: Float64Array | Float32Array) {
  return BYTES_PER_ELEMENT === 8 ? new Float64Array(length) : new Float32Array(length)
}
