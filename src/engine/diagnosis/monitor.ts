import type { Graph } from '../graph/types'
import { frameHeader, type Quantity, rowValue, type TelemetryLayout } from '../telemetry/layout'
import { attenuationOf, blameOf } from './attenuation'
import {
  type CauseId,
  defaultThresholds,
  type Evidence,
  type Finding,
  type RuleId,
  type Severity,
  type Thresholds,
} from './finding'
import { hiddenLayers } from './main-path'

/** An evaluation of the validation part, with the mean training figures since the one before. */
export interface ValidationResult {
  readonly step: number
  readonly loss: number
  readonly accuracy: number | null
  /** Per ReLU node, the share of units that were 0 for every example. */
  readonly deadUnits: readonly { readonly nodeId: string; readonly share: number }[]
}

/** What a rule saw in one frame or evaluation; null where all is well. */
interface Sighting {
  readonly severity: Severity
  readonly cause: CauseId
  readonly nodeIds: readonly string[]
  readonly evidence: Evidence
}

interface Streak {
  seen: number
  missed: number
  firstStep: number
}

const column = Object.fromEntries(frameHeader.map((name, i) => [name, i])) as Record<
  (typeof frameHeader)[number],
  number
>

/** A layer's columns, looked up once: a run has many frames. */
interface LayerColumns {
  readonly nodeId: string
  /** Of the weight tensor. */
  readonly gradientMean: number
  readonly updateRatio: number
  /** Of the layer's output. */
  readonly deltaRms: number
  readonly std: number
}

/**
 * Watches a run for what goes wrong in training, frame by frame. Conditions have to hold for several
 * measured steps before they become findings. Pure: the window and the command line share it.
 */
export class RunMonitor {
  private readonly thresholds: Thresholds
  private readonly streaks = new Map<RuleId, Streak>()
  private readonly found = new Map<RuleId, Finding>()
  private readonly hidden: readonly LayerColumns[]
  private readonly saturating: readonly { readonly nodeId: string; readonly column: number }[]
  private readonly input: { readonly mean: number; readonly std: number } | null
  /** Columns that count what is NaN or infinite. */
  private readonly brokenCounts: Int32Array
  private readonly ratios: Float64Array
  private readonly losses: LossWindows
  private readonly checks: OverfittingCheck
  private initialLoss = Number.NaN
  private largestRate = 0
  private lastExplosion: Sighting | null = null
  private growsAtFirst = false
  private frames = 0

  constructor(
    private readonly graph: Graph,
    private readonly layout: TelemetryLayout,
    thresholds: Partial<Thresholds> = {},
  ) {
    this.thresholds = { ...defaultThresholds, ...thresholds }
    const row = (nodeId: string, kind: 'param' | 'output', name?: string) =>
      layout.rows.find(
        each =>
          each.nodeId === nodeId &&
          each.kind === kind &&
          (name === undefined || each.name === name),
      )
    const at = (found: ReturnType<typeof row>, quantity: Quantity) => found?.columns[quantity] ?? -1
    this.hidden = hiddenLayers(graph).map(({ id }) => {
      const weights = row(id, 'param', `${id}.W`)
      const output = row(id, 'output')
      return {
        nodeId: id,
        gradientMean: at(weights, 'gradient.meanAbs'),
        updateRatio: at(weights, 'update.ratio'),
        deltaRms: at(output, 'gradient.rms'),
        std: at(output, 'activation.std'),
      }
    })
    this.saturating = graph.nodes
      .filter(({ kind, attrs }) => kind === 'activation' && !isPiecewiseLinear(attrs.function))
      .flatMap(({ id }) => {
        const found = at(row(id, 'output'), 'activation.saturation')
        return found < 0 ? [] : [{ nodeId: id, column: found }]
      })
    this.brokenCounts = Int32Array.from(
      layout.rows.flatMap(({ columns }) => [
        ...(columns['gradient.nanCount'] === undefined ? [] : [columns['gradient.nanCount']]),
        ...(columns['gradient.infCount'] === undefined ? [] : [columns['gradient.infCount']]),
      ]),
    )
    this.ratios = new Float64Array(this.hidden.length)
    const data = row(graph.data.id, 'output')
    this.input = data
      ? { mean: at(data, 'activation.mean'), std: at(data, 'activation.std') }
      : null
    this.losses = new LossWindows(this.thresholds.window)
    this.checks = new OverfittingCheck(this.thresholds)
  }

  /** Everything found so far, worst first; what is over comes last. */
  findings(): Finding[] {
    const order: readonly Severity[] = ['error', 'warning', 'info']
    const rank = (finding: Finding) => order.indexOf(finding.severity) + (finding.over ? 10 : 0)
    return [...this.found.values()].sort((a, b) => rank(a) - rank(b) || a.firstStep - b.firstStep)
  }

  /** Looks at the frame that starts at `offset`. */
  observe(frame: ArrayLike<number>, offset = 0): void {
    const step = frame[offset + column.step]!
    const loss = frame[offset + column.dataLoss]!
    if (this.frames === 0) {
      this.initialLoss = loss
      this.look(step, 'identicalUnits', this.identicalUnits(frame, offset), 1)
      this.look(step, 'poorInit', this.poorInit(frame, offset), 1)
    }
    this.frames++
    this.largestRate = Math.max(this.largestRate, frame[offset + column.learningRate]!)
    this.losses.add(loss)
    this.checks.trained(loss, frame[offset + column.accuracy]!)

    const { persistence } = this.thresholds
    this.look(step, 'diverged', this.diverged(frame, offset), 1)
    this.look(step, 'vanishing', this.vanishing(frame, offset, loss), persistence)
    this.lookForExplosion(step, frame, offset)
    this.look(step, 'saturation', this.saturation(frame, offset), persistence)
    this.look(step, 'inputScale', this.inputScale(frame, offset), persistence)
    const ratio = this.medianUpdate(frame, offset)
    this.look(step, 'updateTooLarge', this.updates(frame, offset, ratio, 'large'), persistence)
    this.look(step, 'updateTooSmall', this.updates(frame, offset, ratio, 'small'), persistence)
    this.look(step, 'notLearning', this.notLearning(), 1)
    this.look(step, 'oscillating', this.oscillating(), 1)
  }

  /** Looks at an evaluation of the validation part. */
  evaluated(result: ValidationResult): void {
    this.look(result.step, 'overfitting', this.checks.validated(result), 1)
    const { deadShare } = this.thresholds
    const dead = result.deadUnits.filter(({ share }) => share > deadShare)
    const worst = Math.max(0, ...dead.map(({ share }) => share))
    const sighting: Sighting | null =
      dead.length === 0 || this.isOver('identicalUnits') === false
        ? null
        : {
            severity: 'warning',
            cause: 'learningRate',
            nodeIds: dead.map(({ nodeId }) => nodeId),
            evidence: { share: worst, layers: dead.length, limit: deadShare },
          }
    this.look(result.step, 'deadUnits', sighting, 1)
  }

  private look(step: number, rule: RuleId, sighting: Sighting | null, persistence: number): void {
    const streak = this.streaks.get(rule) ?? { seen: 0, missed: 0, firstStep: step }
    this.streaks.set(rule, streak)
    const known = this.found.get(rule)
    if (sighting === null) {
      streak.seen = 0
      streak.missed++
      if (known && !known.over && streak.missed >= persistence) {
        this.found.set(rule, { ...known, over: true })
      }
      return
    }
    if (streak.seen === 0) streak.firstStep = step
    streak.seen++
    streak.missed = 0
    if (streak.seen < persistence) return
    const firstStep = known && !known.over ? known.firstStep : streak.firstStep
    this.found.set(rule, { rule, ...sighting, firstStep, step, over: false })
  }

  /** Where numbers overflow before the condition has held for long, what was seen before counts. */
  private lookForExplosion(step: number, frame: ArrayLike<number>, offset: number): void {
    const seen = this.exploding(frame, offset)
    const isMeasured = Number.isFinite(seen?.evidence.norm)
    if (seen && isMeasured) this.lastExplosion = seen
    // Figures of a step that overflowed say nothing of how it came to that.
    const sighting = seen && !isMeasured ? (this.lastExplosion ?? seen) : seen
    const overflowed = this.isOver('diverged') === false
    const { persistence } = this.thresholds
    if (overflowed) this.look(step, 'exploding', sighting ?? this.lastExplosion, 1)
    else this.look(step, 'exploding', sighting, persistence)
  }

  private diverged(frame: ArrayLike<number>, offset: number): Sighting | null {
    const loss = frame[offset + column.loss]!
    let isBroken = !Number.isFinite(loss)
    for (let i = 0; i < this.brokenCounts.length && !isBroken; i++) {
      isBroken = frame[offset + this.brokenCounts[i]!]! > 0
    }
    if (!isBroken) return null
    const broken = this.layout.rows.filter(
      row =>
        rowValue(frame, row, 'gradient.nanCount', offset) > 0 ||
        rowValue(frame, row, 'gradient.infCount', offset) > 0,
    )
    return {
      severity: 'error',
      cause: 'learningRate',
      nodeIds: [...new Set(broken.map(({ nodeId }) => nodeId))],
      evidence: { loss, learningRate: frame[offset + column.learningRate]! },
    }
  }

  private vanishing(frame: ArrayLike<number>, offset: number, loss: number): Sighting | null {
    const { vanishingRatio, vanishingMean } = this.thresholds
    const [first] = this.hidden
    const last = this.hidden.at(-1)
    if (!first || !last || this.isOver('identicalUnits') === false) return null
    const firstRms = frame[offset + first.deltaRms]!
    const lastRms = frame[offset + last.deltaRms]!
    const ratio = lastRms === 0 ? 0 : firstRms / lastRms
    const fades = this.hidden.length > 1 && lastRms > 0 && ratio < vanishingRatio
    // Near a minimum all gradients are small, and nothing is wrong.
    const unsolved = loss > 0.2 * this.initialLoss
    const tiny = this.hidden.filter(
      layer => unsolved && frame[offset + layer.gradientMean]! < vanishingMean,
    )
    if (!fades && tiny.length === 0) return null
    const { factorPerLayer } = attenuationOf(frame, this.layout, this.graph, offset)
    const { byKind } = blameOf(frame, this.layout, this.graph, offset)
    // Where no gradient is left to compare, slopes of 0 stopped it.
    const stopped = lastRms === 0
    const slopes = stopped ? 0 : (byKind.activation ?? 1)
    const weights = stopped ? 1 : (byKind.dense ?? 1)
    return {
      severity: 'error',
      cause: slopes <= weights ? 'slopes' : 'weights',
      nodeIds: (fades ? this.hidden.slice(0, -1) : tiny).map(({ nodeId }) => nodeId),
      evidence: {
        ratio,
        firstRms,
        lastRms,
        // No gradient at all has no profile.
        factorPerLayer: Number.isNaN(factorPerLayer) ? 0 : factorPerLayer,
        layers: this.hidden.length,
        slopes,
        weights,
        limit: vanishingRatio,
      },
    }
  }

  private exploding(frame: ArrayLike<number>, offset: number): Sighting | null {
    const { explodingRatio, explodingNorm } = this.thresholds
    const norm = frame[offset + column.gradientNorm]!
    const [first] = this.hidden
    const last = this.hidden.at(-1)
    const firstRms = first ? frame[offset + first.deltaRms]! : Number.NaN
    const lastRms = last ? frame[offset + last.deltaRms]! : Number.NaN
    const ratio = this.hidden.length > 1 ? firstRms / lastRms : Number.NaN
    // Weights that grow the gradient do so from the start; else steps made them what they are.
    if (this.frames === 1) this.growsAtFirst = ratio > Math.sqrt(explodingRatio)
    if (!(ratio > explodingRatio) && !(norm > explodingNorm)) return null
    const { factorPerLayer } = attenuationOf(frame, this.layout, this.graph, offset)
    return {
      severity: 'error',
      cause: ratio > explodingRatio && this.growsAtFirst ? 'weights' : 'learningRate',
      nodeIds: this.hidden.map(({ nodeId }) => nodeId),
      evidence: {
        ratio,
        norm,
        factorPerLayer,
        layers: this.hidden.length,
        limit: explodingNorm,
      },
    }
  }

  private saturation(frame: ArrayLike<number>, offset: number): Sighting | null {
    const { saturatedShare } = this.thresholds
    const saturated = this.saturating.filter(each => frame[offset + each.column]! > saturatedShare)
    if (saturated.length === 0) return null
    return {
      severity: 'warning',
      cause: 'initScale',
      nodeIds: saturated.map(({ nodeId }) => nodeId),
      evidence: {
        share: Math.max(...saturated.map(each => frame[offset + each.column]!)),
        layers: saturated.length,
        limit: saturatedShare,
      },
    }
  }

  private inputScale(frame: ArrayLike<number>, offset: number): Sighting | null {
    if (!this.input) return null
    const { inputMean, inputStdLow, inputStdHigh } = this.thresholds
    const mean = frame[offset + this.input.mean]!
    const std = frame[offset + this.input.std]!
    if (Math.abs(mean) <= inputMean && std >= inputStdLow && std <= inputStdHigh) return null
    return {
      severity: 'warning',
      cause: 'unscaledInput',
      nodeIds: [this.graph.data.id],
      evidence: { mean, std },
    }
  }

  /** The median over the hidden layers, so that one odd layer does not speak for the rate. */
  private medianUpdate(frame: ArrayLike<number>, offset: number): number {
    let count = 0
    for (const { updateRatio } of this.hidden) {
      const ratio = frame[offset + updateRatio]!
      if (Number.isFinite(ratio)) this.ratios[count++] = ratio
    }
    this.ratios.subarray(0, count).sort()
    return count === 0 ? Number.NaN : this.ratios[count >> 1]!
  }

  private updates(
    frame: ArrayLike<number>,
    offset: number,
    ratio: number,
    which: 'large' | 'small',
  ): Sighting | null {
    const { updateLow, updateHigh } = this.thresholds
    // Without any gradient no learning rate moves the weights.
    if (Number.isNaN(ratio) || ratio === 0) return null
    const learningRate = frame[offset + column.learningRate]!
    // A schedule that lowers the rate means to make updates small: what counts is the rate it came from.
    const unscheduled = learningRate > 0 ? (ratio * this.largestRate) / learningRate : ratio
    if (which === 'large' ? ratio <= updateHigh : unscheduled >= updateLow) return null
    // The first steps of a run may be long ones.
    const lasts = this.frames >= defaultThresholds.persistence
    return {
      severity: which === 'large' && ratio > 10 * updateHigh && lasts ? 'warning' : 'info',
      cause: 'learningRate',
      nodeIds: [],
      evidence: {
        ratio,
        limit: which === 'large' ? updateHigh : updateLow,
        learningRate,
      },
    }
  }

  /** Weights of 0 have no update ratio: units that start alike stay alike. */
  private identicalUnits(frame: ArrayLike<number>, offset: number): Sighting | null {
    const zero = this.hidden.filter(
      layer => layer.updateRatio >= 0 && Number.isNaN(frame[offset + layer.updateRatio]!),
    )
    if (zero.length === 0) return null
    return {
      severity: 'error',
      cause: 'zeroWeights',
      nodeIds: zero.map(({ nodeId }) => nodeId),
      evidence: { layers: zero.length },
    }
  }

  /** Deviations that grow or shrink from layer to layer until they leave the range. */
  private poorInit(frame: ArrayLike<number>, offset: number): Sighting | null {
    const { initStdLow, initStdHigh } = this.thresholds
    const stds = this.hidden.map(layer => frame[offset + layer.std]!)
    const first = stds[0]!
    const last = stds.at(-1)!
    if (stds.length < 3 || this.isOver('identicalUnits') === false) return null
    const rises = stds.every((std, i) => i === 0 || std >= stds[i - 1]!)
    const falls = stds.every((std, i) => i === 0 || std <= stds[i - 1]!)
    const factorPerLayer = (last / first) ** (1 / (stds.length - 1))
    const bad =
      (rises && last > initStdHigh && factorPerLayer > steepRise) ||
      (falls && last < initStdLow && factorPerLayer < steepFall)
    if (!bad) return null
    return {
      severity: 'warning',
      cause: 'initScale',
      nodeIds: this.hidden.map(({ nodeId }) => nodeId),
      evidence: {
        first,
        last,
        factorPerLayer,
        layers: stds.length,
      },
    }
  }

  private notLearning(): Sighting | null {
    const { first, last, full } = this.losses
    if (!full || !(last >= 0.99 * first)) return null
    return {
      severity: last > 2 * first ? 'error' : 'warning',
      cause: last > 1.05 * first ? 'learningRate' : 'unknown',
      nodeIds: [],
      evidence: { first, last, window: this.thresholds.window },
    }
  }

  private oscillating(): Sighting | null {
    const { first, last, before, jump, full } = this.losses
    // Jumps of the size of the initial loss, without getting anywhere.
    if (!full || !(jump > 0.5 * first) || last < 0.95 * before) return null
    return {
      severity: 'warning',
      cause: 'learningRate',
      nodeIds: [],
      evidence: { jump, last },
    }
  }

  /** True where a rule's finding is over, false where it holds, undefined where there is none. */
  private isOver(rule: RuleId): boolean | undefined {
    return this.found.get(rule)?.over
  }
}

/**
 * Functions of two straight parts have no flat ends to get stuck in: half their inputs are meant to be
 * on the flatter one. Units that are always on it are a rule of its own.
 */
function isPiecewiseLinear(activation: unknown): boolean {
  return activation === 'relu' || activation === 'leakyRelu'
}

/** Mean loss of the first window, of the last and of the one before it. */
class LossWindows {
  private readonly recent: Float64Array
  private count = 0
  private firstSum = 0

  constructor(private readonly window: number) {
    this.recent = new Float64Array(2 * window)
  }

  add(loss: number): void {
    if (this.count < this.window) this.firstSum += loss
    this.recent[this.count % this.recent.length] = loss
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
    return this.mean(0)
  }

  get before(): number {
    return this.mean(this.window)
  }

  /** Mean |difference| from step to step in the last window. */
  get jump(): number {
    let sum = 0
    for (let i = 1; i < this.window; i++) sum += Math.abs(this.at(i - 1) - this.at(i))
    return sum / (this.window - 1)
  }

  private mean(from: number): number {
    let sum = 0
    for (let i = from; i < from + this.window; i++) sum += this.at(i)
    return sum / this.window
  }

  /** The loss `back` steps before the newest. */
  private at(back: number): number {
    const { length } = this.recent
    return this.recent[(((this.count - 1 - back) % length) + length) % length]!
  }
}

/** Tanh after Xavier alone takes a fifth of the deviation from layer to layer, and learns well. */
const steepFall = 0.7
/** So do dropout of half the units and He: what is kept is doubled, which is √2 a layer. */
const steepRise = 1.45

/** Compares validation with the mean of training since the evaluation before. */
class OverfittingCheck {
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
