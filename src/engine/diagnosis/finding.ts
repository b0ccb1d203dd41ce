/** What can be wrong with a run. Thresholds and their sources are beside each in `thresholds`. */
export const ruleIds = [
  'outputActivation',
  'smallBatch',
  'heavyDropout',
  'constantInput',
  'noBias',
  'noActivation',
  'inputScale',
  'targetScale',
  'identicalUnits',
  'poorInit',
  'initialLoss',
  'highLearningRate',
  'strongPenalty',
  'diverged',
  'vanishing',
  'exploding',
  'deadUnits',
  'saturation',
  'updateTooLarge',
  'updateTooSmall',
  'notLearning',
  'oscillating',
  'overfitting',
] as const
export type RuleId = (typeof ruleIds)[number]

/** `error`: the network cannot learn like this. `warning`: it learns badly. `info`: worth a look. */
export type Severity = 'error' | 'warning' | 'info'

/** Numbers a finding rests on, by name. */
export type Evidence = Readonly<Record<string, number>>

export interface Finding {
  readonly rule: RuleId
  readonly severity: Severity
  /** Why, where the rule can tell: the slopes of activations, the weights, the learning rate… */
  readonly cause: CauseId
  /** The nodes it is about, from input to loss; empty where it is about the run as a whole. */
  readonly nodeIds: readonly string[]
  /** Measured step at which it was first seen. */
  readonly firstStep: number
  /** Step of the evidence: the last one at which it held. */
  readonly step: number
  readonly evidence: Evidence
  /** Whether it holds no longer. */
  readonly over: boolean
  /** The finding it is a consequence of; null where it is a cause itself. */
  readonly root: Pick<Finding, 'rule' | 'cause'> | null
}

/** What a rule saw in one frame or evaluation. */
export type Sighting = Pick<Finding, 'severity' | 'cause' | 'nodeIds' | 'evidence'>

export const causeIds = [
  'slopes',
  'weights',
  'zeroWeights',
  'initScale',
  'unscaledInput',
  'unscaledTarget',
  'largeValues',
  'learningRate',
  'momentum',
  'clipping',
  'penalty',
  'dropout',
  'batchSize',
  'doubleActivation',
  'boundedOutput',
  'cutOutput',
  'slowLoss',
  'missingBias',
  'missingActivation',
  'constantData',
  'tooFewExamples',
  'unknown',
] as const
export type CauseId = (typeof causeIds)[number]

/** Bounds of the rules; all can be changed. */
export interface Thresholds {
  /** Measured steps in a row that a condition must hold, or fail to hold, before a finding changes. */
  readonly persistence: number
  /** Vanishing: RMS gradient at the first hidden layer over that at the last (AutoTrainer). */
  readonly vanishingRatio: number
  /** Vanishing: mean |g| of a hidden weight tensor (SageMaker Debugger). */
  readonly vanishingMean: number
  /** Exploding: the same ratio (AutoTrainer). */
  readonly explodingRatio: number
  /** Exploding: norm of all gradients together. */
  readonly explodingNorm: number
  /** ‖ΔW‖/‖W‖ should lie between (CS231n; Deeplearning4j). */
  readonly updateLow: number
  readonly updateHigh: number
  /** Share of a layer's units that are never active (SageMaker Debugger). */
  readonly deadShare: number
  /** Share of a layer's entries with |φ′| < 0.05. */
  readonly saturatedShare: number
  /** Standard deviation of the last hidden layer before its activation, at the initial weights. */
  readonly initStdLow: number
  readonly initStdHigh: number
  /** (validation loss − training loss) / training loss. */
  readonly overfitGap: number
  /** Training accuracy − validation accuracy. */
  readonly overfitAccuracyGap: number
  /** Evaluations in a row. */
  readonly overfitChecks: number
  /** Measured steps whose losses are compared as one. */
  readonly window: number
  /** |mean| of the network's input, and its standard deviation. */
  readonly inputMean: number
  readonly inputStdLow: number
  readonly inputStdHigh: number
}

export const defaultThresholds: Thresholds = {
  persistence: 10,
  vanishingRatio: 1e-3,
  vanishingMean: 1e-7,
  explodingRatio: 70,
  explodingNorm: 1e3,
  updateLow: 1e-4,
  updateHigh: 1e-2,
  deadShare: 0.5,
  saturatedShare: 0.5,
  initStdLow: 0.5,
  initStdHigh: 2,
  overfitGap: 0.1,
  overfitAccuracyGap: 0.1,
  overfitChecks: 3,
  window: 50,
  inputMean: 0.2,
  inputStdLow: 0.5,
  inputStdHigh: 2,
}

interface Bounds {
  readonly min: number
  readonly max: number
  readonly integer?: boolean
}

/** What each threshold may be. */
export const thresholdBounds: Readonly<Record<keyof Thresholds, Bounds>> = {
  persistence: { min: 1, max: 10_000, integer: true },
  vanishingRatio: { min: 0, max: 1 },
  vanishingMean: { min: 0, max: 1 },
  explodingRatio: { min: 1, max: 1e12 },
  explodingNorm: { min: 0, max: 1e12 },
  updateLow: { min: 0, max: 1 },
  updateHigh: { min: 0, max: 1e3 },
  deadShare: { min: 0, max: 1 },
  saturatedShare: { min: 0, max: 1 },
  initStdLow: { min: 0, max: 1e3 },
  initStdHigh: { min: 0, max: 1e6 },
  overfitGap: { min: 0, max: 1e3 },
  overfitAccuracyGap: { min: 0, max: 1 },
  overfitChecks: { min: 1, max: 1000, integer: true },
  window: { min: 2, max: 10_000, integer: true },
  inputMean: { min: 0, max: 1e6 },
  inputStdLow: { min: 0, max: 1e6 },
  inputStdHigh: { min: 0, max: 1e6 },
}

/** Thresholds from a file: what is unknown or out of bounds is left out. */
export function soundThresholds(values: Readonly<Record<string, unknown>>): Partial<Thresholds> {
  const sound = Object.entries(thresholdBounds).filter(([name, { min, max, integer }]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (typeof value !== 'number' || !(value >= min && value <= max)) return false
    return !integer || Number.isInteger(value)
  })
  return Object.fromEntries(sound.map(([name]) => [name, values[name]]))
}
