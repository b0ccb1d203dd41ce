import type { EarlyStoppingOutcome, RunState } from '../protocol'
import type { DatasetPart, Metrics } from '../training/metrics'
import type { OpenSession } from './open-session'
import { Outbox } from './outbox'
import type { RunKeeper } from './requests/checkpoints'
import type { EngineContext } from './requests/context'
import { TimeTravel } from './time-travel'
import { weightsHash } from './weights-hash'

/** How long a run trains between two looks at the mailbox, in milliseconds. */
const sliceMilliseconds = 12

/** The step and epoch of weights that were measured. */
interface Moment {
  readonly step: number
  readonly epoch: number
}

/** What a state event says besides step and epoch. */
interface StateDetails {
  readonly reason?: string
  readonly earlyStopping?: EarlyStoppingOutcome
  readonly weightsHash?: string
}

/** What a run was when it went back to an earlier step. */
interface End {
  readonly state: RunState
  readonly details: StateDetails
  readonly restored: Moment | null
}

/**
 * One run, trained in slices so that pause and stop take effect within one step. Its state and
 * telemetry go to the client as they come about.
 */
export class CurrentRun {
  private state: RunState = 'ready'
  private details: StateDetails = {}
  private readonly travels: TimeTravel<End>
  /** Counts travels, so that one that another overtook ends. */
  private trip = 0
  /** Step of the newest validation; −1 before the first. */
  private validatedAt = -1
  private readonly outbox: Outbox
  private looping = false
  /** Of the weights as they are: early stopping may have restored those of an earlier step. */
  private restored: Moment | null = null
  /** Training waits until it settles. */
  private held: Promise<unknown> | null = null

  constructor(
    readonly id: number,
    /** What the run was opened with: session, program, data, early stopping. */
    readonly opened: OpenSession,
    private readonly context: EngineContext,
    private readonly keeper: RunKeeper,
  ) {
    this.outbox = new Outbox(context, id, opened.session, opened.program.telemetry.width)
    this.travels = new TimeTravel(opened)
  }

  get session() {
    return this.opened.session
  }

  /** Step and epoch of the weights as they are. */
  get moment(): Moment {
    return this.restored ?? { step: this.session.stepsDone, epoch: this.session.epoch }
  }

  /** Keeps training from changing the weights until `work`, which takes several slices, is done. */
  async hold(work: Promise<unknown>): Promise<void> {
    this.held = work
    await work.finally(() => {
      if (this.held === work) this.held = null
    })
  }

  /** Says that it is there; the first thing a client hears of its state. */
  announce(): void {
    this.setState('ready')
  }

  /** Starts, or goes on after a pause, until it ends, is paused, or `isCurrent` says no. */
  async start(isCurrent: () => boolean): Promise<void> {
    if (this.state !== 'paused' && this.state !== 'ready') return
    this.travels.stay()
    this.outbox.restartRate()
    this.setState('running')
    if (this.session.stepsDone === 0) this.validate()
    if (this.looping) return
    this.looping = true
    try {
      while (this.isRunning() && isCurrent()) {
        const sliceEnd = this.context.now() + sliceMilliseconds
        do this.trainStep()
        while (this.isRunning() && this.context.now() < sliceEnd)
        if (this.outbox.isDue) this.outbox.flush()
        if (this.isRunning()) this.keeper.observe()
        await this.context.yieldToMessages()
        while (this.held) await this.held.catch(() => {})
      }
    } finally {
      this.looping = false
    }
  }

  pause(): void {
    if (this.state === 'replaying') this.arrive(null)
    if (this.state === 'running') this.setState('paused')
  }

  /**
   * Goes to the state after a step that was trained before, and pauses there; the newest step is left
   * as it was, whatever that is.
   */
  async travel(to: number, isCurrent: () => boolean): Promise<void> {
    const { session, travels } = this
    if (this.state === 'running') this.setState('paused')
    const trip = ++this.trip
    const isWanted = () => trip === this.trip && isCurrent()
    travels.depart({ state: this.state, details: this.details, restored: this.restored })
    this.restored = null
    const step = travels.within(to)
    const end = step === travels.newestStep ? travels.arriveAtNewest() : null
    if (end) {
      this.restored = end.restored
      this.arrive(null, end)
      return
    }
    this.setState('replaying')
    travels.approach(step)
    const frame = new Float64Array(this.opened.program.telemetry.width)
    let measured = false
    while (isWanted() && session.stepsDone < step) {
      const sliceEnd = this.context.now() + sliceMilliseconds
      do {
        measured = session.stepsDone === step - 1
        if (measured) session.keepWeights()
        travels.replay(measured ? frame : null)
      } while (session.stepsDone < step && this.context.now() < sliceEnd)
      await this.context.yieldToMessages()
      while (this.held) await this.held.catch(() => {})
    }
    if (isWanted()) this.arrive(measured ? frame : null)
  }

  /** Says where a travel ended. */
  private arrive(frame: Float64Array | null, end?: End): void {
    this.trip++
    this.validatedAt = -1
    const counted = frame && this.session.histograms
    this.context.post({
      type: 'travelled',
      runId: this.id,
      ...this.now(),
      newestStep: this.travels.newestStep,
      frame,
      histograms: counted ? Float64Array.from(counted.counts) : null,
    })
    if (end) this.setState(end.state === 'ready' ? 'paused' : end.state, end.details)
    else this.setState('paused')
  }

  /** One training step, then pause. */
  singleStep(): void {
    if (this.state !== 'ready' && this.state !== 'paused' && this.state !== 'running') return
    this.travels.stay()
    if (this.session.stepsDone === 0) this.validate()
    this.state = 'paused'
    this.outbox.restartRate(0)
    this.session.keepWeights()
    this.trainStep()
    this.outbox.flush()
    if (this.state === 'paused') this.setState('paused')
  }

  stop(): void {
    this.trip++
    this.travels.stay()
    this.finish('stopped')
  }

  /** Back to step 0 with the initial weights of the seed. */
  reset(): void {
    this.trip++
    this.travels.restart()
    this.session.reset()
    this.opened.earlyStopping?.reset()
    this.validatedAt = -1
    this.restored = null
    this.keeper.drop()
    this.outbox.discard()
    this.outbox.restartRate(0)
    this.setState('ready')
  }

  /** A method, since TypeScript does not see that training changes the state. */
  private isRunning(): boolean {
    return this.state === 'running'
  }

  private trainStep(): void {
    const { session } = this
    // What stays to be looked at for long can be looked into exactly.
    if (session.stepsDone === session.totalSteps - 1) session.keepWeights()
    this.outbox.trainStep()
    if (session.divergence) {
      this.keeper.drop()
      this.setState('diverged', { reason: session.divergence })
      return
    }
    const epochDone = session.stepsDone % session.stepsPerEpoch === 0
    const last = session.isFinished
    const stop = epochDone || last ? this.watch(last) : false
    this.travels.observe()
    if (last || stop) this.finish('finished')
  }

  /** Ends a run: the last frames, the metrics of every part, and the state. Once ended, it stays so. */
  private finish(state: 'finished' | 'stopped'): void {
    if (this.state === 'finished' || this.state === 'stopped' || this.state === 'diverged') return
    const { session } = this
    this.keeper.end()
    const outcome = state === 'finished' ? this.opened.earlyStopping?.conclude() : null
    if (session.stepsDone > 0) {
      if (outcome?.restored) this.restored = { step: outcome.best.step, epoch: outcome.best.epoch }
      const at = this.moment
      this.evaluate('train', at)
      if (outcome?.restored || this.validatedAt !== session.stepsDone)
        this.evaluate('validation', at)
      this.evaluate('test', at)
    }
    this.setState(state, {
      ...(outcome && { earlyStopping: outcome }),
      weightsHash: weightsHash(session.parameters()),
    })
  }

  /**
   * Validates at the end of an epoch; true when early stopping ends the run. Without it, the last
   * weights are left to be measured with all parts.
   */
  private watch(last: boolean): boolean {
    const { earlyStopping } = this.opened
    if (last && !earlyStopping) return false
    const metrics = this.validate()
    const { step, epoch } = this.now()
    return metrics !== null && !!earlyStopping?.observe(metrics, step, epoch)
  }

  private validate(): Metrics | null {
    if (this.validatedAt === this.session.stepsDone) return null
    this.validatedAt = this.session.stepsDone
    return this.evaluate('validation', this.now())
  }

  private now(): Moment {
    return { step: this.session.stepsDone, epoch: this.session.epoch }
  }

  /** Goes out with the next frames, so that short epochs do not make for more messages. */
  private evaluate(part: DatasetPart, at: Moment): Metrics | null {
    const metrics = this.session.evaluate(part)
    if (!metrics) return null
    this.outbox.addEvaluation({
      type: 'evaluation',
      runId: this.id,
      step: at.step,
      epoch: at.epoch,
      part,
      metrics,
      ...(part === 'validation' && { deadUnits: this.session.deadUnits() }),
    })
    return metrics
  }

  private setState(state: RunState, details: StateDetails = {}): void {
    if (state !== 'running') this.outbox.flush()
    this.state = state
    this.details = details
    this.context.post({ type: 'state', runId: this.id, state, ...this.now(), ...details })
    if (state === 'paused') this.keeper.keep()
  }
}
