import type { TrainingConfig } from '../document/schema'
import type { Graph } from '../graph/types'
import type { TelemetryLayout } from '../telemetry/layout'
import { explain, type Facts, rootOf } from './explain'
import {
  defaultThresholds,
  type Finding,
  type RuleId,
  type Sighting,
  type Thresholds,
} from './finding'
import { type Reading, Readings } from './readings'
import { constantInput, deadUnits, inputScale, saturation } from './rules/activations'
import { type RunContext, type StartFacts, startFactsOf } from './rules/context'
import { designFlaws } from './rules/design'
import { diverged, exploding, vanishing } from './rules/gradients'
import { LossWindows } from './rules/loss-windows'
import { noActivation, notLearning, oscillating } from './rules/losses'
import { OverfittingCheck, type ValidationResult } from './rules/overfitting'
import { identicalUnits, initialLoss, poorInit, targetScale } from './rules/start'
import {
  blameSteps,
  isScaleFree,
  longStep,
  strongPenalty,
  updateTooLarge,
  updateTooSmall,
} from './rules/steps'
import { usualRates } from './usual-rates'

export type { ValidationResult } from './rules/overfitting'

interface Streak {
  seen: number
  missed: number
  firstStep: number
}

/**
 * Watches a run for what goes wrong in training, frame by frame. Conditions have to hold for several
 * measured steps before they become findings. Pure: the window and the command line share it.
 */
export class RunMonitor {
  private readonly thresholds: Thresholds
  private readonly streaks = new Map<RuleId, Streak>()
  private readonly found = new Map<RuleId, Finding>()
  private readonly readings: Readings
  private readonly losses: LossWindows
  private readonly checks: OverfittingCheck
  private start: StartFacts | null = null
  private firstStep = 0
  private lastStep = 0
  private largestRate = 0
  private rateSum = 0
  /** The largest median over the hidden layers of ‖ΔW‖/‖W‖ so far. */
  private largestUpdate = 0
  private lastExplosion: Sighting | null = null
  private frames = 0

  constructor(
    private readonly graph: Graph,
    layout: TelemetryLayout,
    private readonly training: TrainingConfig,
    thresholds: Partial<Thresholds> = {},
  ) {
    this.thresholds = { ...defaultThresholds, ...thresholds }
    this.readings = new Readings(graph, layout)
    this.losses = new LossWindows(this.thresholds.window)
    this.checks = new OverfittingCheck(this.thresholds)
  }

  /** Everything found so far: causes, the worst first, each before its consequences; see `explain`. */
  findings(): Finding[] {
    const found = [...this.found.values()]
    const { optimizer } = this.training
    const facts: Facts = {
      isInitial: finding => this.isInitial(finding),
      // Ten times the usual rate, where the gradient's size does not count.
      hasAbsurdRate:
        isScaleFree(optimizer) && optimizer.learningRate >= 10 * usualRates[optimizer.kind],
    }
    const suspected = this.withSteps(found, found, false)
    const spoiled = found.filter(
      finding =>
        this.isDoneBySteps(finding) &&
        rootOf(finding, suspected, facts)?.rule === 'highLearningRate',
    )
    return explain(spoiled.length > 0 ? this.withSteps(found, spoiled) : found, facts)
  }

  /** Whether a finding held before there was a step to blame. */
  private isInitial({ rule, firstStep }: Finding): boolean {
    if (firstStep === this.firstStep) return true
    const { firstToLast = Number.NaN } = this.start ?? {}
    return rule === 'vanishing' && firstToLast < Math.sqrt(this.thresholds.vanishingRatio)
  }

  /** Whether nothing but the steps can have done it, unless the network began ill. */
  private isDoneBySteps(finding: Finding): boolean {
    const { rule, cause, severity } = finding
    if (severity === 'info') return false
    if (rule === 'vanishing') return !this.isInitial(finding)
    const isFelt = [
      'diverged',
      'exploding',
      'deadUnits',
      'saturation',
      'notLearning',
      'oscillating',
    ]
    return isFelt.includes(rule) && cause === 'learningRate'
  }

  /** With the finding that the steps are too long, for what they did. */
  private withSteps(
    found: readonly Finding[],
    spoiled: readonly Finding[],
    over = spoiled.every(each => each.over),
  ): Finding[] {
    const known = found.find(({ rule }) => rule === 'highLearningRate')
    const sighting = known ?? blameSteps(this.training, this.largestRate, this.largestUpdate)
    const steps: Finding = {
      ...sighting,
      rule: 'highLearningRate',
      firstStep: Math.min(...[...spoiled, ...(known ? [known] : [])].map(each => each.firstStep)),
      step: Math.max(...spoiled.map(({ step }) => step)),
      over,
      root: null,
    }
    return [...found.filter(({ rule }) => rule !== 'highLearningRate'), steps]
  }

  /** Looks at the frame that starts at `offset`. */
  observe(frame: ArrayLike<number>, offset = 0): void {
    const reading = this.readings.at(frame, offset)
    const step = reading.header('step')
    const rate = reading.header('learningRate')
    if (this.frames === 0) {
      this.firstStep = step
      this.start = startFactsOf(reading, this.thresholds)
    }
    this.frames++
    this.largestRate = Math.max(this.largestRate, rate)
    this.rateSum += rate * Math.max(1, step - this.lastStep)
    this.lastStep = step
    const update = reading.medianUpdate()
    if (update > this.largestUpdate && Number.isFinite(update)) this.largestUpdate = update
    this.losses.add(reading.header('dataLoss'))
    this.checks.trained(reading.header('dataLoss'), reading.header('accuracy'))

    if (this.frames === 1) this.lookAtStart(step, reading)
    const { persistence } = this.thresholds
    const context = this.context()
    this.look(step, 'diverged', diverged(reading, context), 1)
    this.look(step, 'vanishing', vanishing(reading, context), persistence)
    this.lookForExplosion(step, exploding(reading, context))
    const saturated = saturation(reading, context, this.holdsSinceStart('saturation'))
    this.look(step, 'saturation', saturated, persistence)
    const scale = inputScale(reading, context)
    this.look(step, 'inputScale', scale, scale?.severity === 'error' ? 1 : persistence, persistence)
    const long = longStep(reading, context) ?? this.stillSpoiled('highLearningRate', context)
    this.look(step, 'highLearningRate', long, 1, persistence)
    this.look(step, 'updateTooLarge', updateTooLarge(reading, context), persistence)
    this.look(step, 'updateTooSmall', updateTooSmall(reading, context), persistence)
    this.look(step, 'strongPenalty', strongPenalty(reading, context), persistence)
    this.look(step, 'notLearning', notLearning(context), 1)
    this.look(step, 'oscillating', oscillating(context), 1)
    // Where the network is ill it is not its form that keeps it from learning.
    const straight = this.isIll() ? null : noActivation(reading, context)
    this.look(step, 'noActivation', straight, this.thresholds.window)
  }

  /** Looks at an evaluation of the validation part. */
  evaluated(result: ValidationResult): void {
    this.look(result.step, 'overfitting', this.checks.validated(result), 1)
    const dead = deadUnits(result, this.thresholds.deadShare, this.start && this.context())
    this.look(result.step, 'deadUnits', this.holds('identicalUnits') ? null : dead, 1)
  }

  /** What is known before the first step, from the graph and its initial weights. */
  private lookAtStart(step: number, reading: Reading): void {
    for (const [rule, sighting] of designFlaws(this.graph, this.training)) {
      this.look(step, rule, sighting, 1)
    }
    this.look(step, 'identicalUnits', identicalUnits(reading), 1)
    const context = this.context()
    this.look(step, 'constantInput', constantInput(reading, context), 1)
    // A run that goes on from an earlier one shows no initial weights.
    if (step > 1) return
    this.look(step, 'poorInit', poorInit(reading, context), 1)
    this.look(step, 'initialLoss', initialLoss(reading, context), 1)
    this.look(step, 'targetScale', targetScale(reading, context), 1)
  }

  private context(): RunContext {
    const { graph, training, thresholds, losses, frames, largestRate, rateSum } = this
    return {
      graph,
      training,
      thresholds,
      start: this.start!,
      losses,
      frames,
      largestRate,
      rateSum,
      hasIdenticalUnits: this.holds('identicalUnits'),
    }
  }

  private look(
    step: number,
    rule: RuleId,
    sighting: Sighting | null,
    persistence: number,
    patience = persistence,
  ): void {
    const streak = this.streaks.get(rule) ?? { seen: 0, missed: 0, firstStep: step }
    this.streaks.set(rule, streak)
    const known = this.found.get(rule)
    if (sighting === null) {
      streak.seen = 0
      streak.missed++
      if (known && !known.over && streak.missed >= patience) {
        this.found.set(rule, { ...known, over: true })
      }
      return
    }
    if (streak.seen === 0) streak.firstStep = step
    streak.seen++
    streak.missed = 0
    if (streak.seen < persistence) return
    const firstStep = known && !known.over ? known.firstStep : streak.firstStep
    this.found.set(rule, { rule, ...sighting, firstStep, step, over: false, root: null })
  }

  /** Where numbers overflow before the condition has held for long, what was seen before counts. */
  private lookForExplosion(step: number, seen: Sighting | null): void {
    const isMeasured = Number.isFinite(seen?.evidence.norm)
    if (seen && isMeasured) this.lastExplosion = seen
    // Figures of a step that overflowed say nothing of how it came to that.
    const sighting = seen && !isMeasured ? (this.lastExplosion ?? seen) : seen
    const { persistence } = this.thresholds
    if (this.holds('diverged')) this.look(step, 'exploding', sighting ?? this.lastExplosion, 1)
    else this.look(step, 'exploding', sighting, persistence)
  }

  /** Whether a condition held in the first frame and in every one since. */
  private holdsSinceStart(rule: RuleId): boolean {
    const streak = this.streaks.get(rule)
    return streak !== undefined && streak.seen > 0 && streak.firstStep === this.firstStep
  }

  /** A finding that goes on as long as the network is worse than it was untrained. */
  private stillSpoiled(rule: RuleId, { losses, start }: RunContext): Sighting | null {
    const isWorse = losses.recent(this.thresholds.persistence) > start.loss
    return isWorse && this.holds(rule) ? (this.found.get(rule) ?? null) : null
  }

  /** Whether anything serious is found but that the loss does not fall. */
  private isIll(): boolean {
    const outcomes: readonly RuleId[] = ['notLearning', 'noActivation', 'overfitting']
    return [...this.found.values()].some(
      ({ rule, severity, over }) => !over && severity !== 'info' && !outcomes.includes(rule),
    )
  }

  /** Whether a rule's finding holds now. */
  private holds(rule: RuleId): boolean {
    return this.found.get(rule)?.over === false
  }
}
