import type { CauseId, Finding, RuleId } from './finding'

export const fixIds = [
  'reluHe',
  'init',
  'batchNorm',
  'skipConnections',
  'lowerLearningRate',
  'raiseLearningRate',
  'clipNorm',
  'leakyRelu',
  'standardize',
  'weightDecay',
  'dropout',
  'earlyStopping',
  'lowerMomentum',
  'loosenClipping',
  'weakerPenalty',
  'lowerDropout',
  'largerBatch',
  'bypassOutputActivation',
  'crossEntropy',
  'addBias',
  'addActivations',
] as const
export type FixId = (typeof fixIds)[number]

/** Cures of each rule, the likeliest first; by cause where that decides. */
const cures: Readonly<
  Record<RuleId, readonly FixId[] | Readonly<Partial<Record<CauseId, readonly FixId[]>>>>
> = {
  outputActivation: {
    doubleActivation: ['bypassOutputActivation'],
    boundedOutput: ['bypassOutputActivation'],
    cutOutput: ['bypassOutputActivation'],
    slowLoss: ['crossEntropy'],
  },
  smallBatch: ['largerBatch'],
  heavyDropout: ['lowerDropout'],
  noBias: ['addBias'],
  noActivation: ['addActivations'],
  constantInput: [],
  inputScale: ['standardize'],
  targetScale: ['standardize'],
  identicalUnits: ['init'],
  poorInit: ['init', 'batchNorm'],
  initialLoss: { initScale: ['init', 'batchNorm'], unscaledInput: ['standardize'] },
  highLearningRate: {
    learningRate: ['lowerLearningRate', 'clipNorm'],
    momentum: ['lowerMomentum', 'lowerLearningRate'],
    batchSize: ['largerBatch', 'lowerLearningRate'],
  },
  strongPenalty: ['weakerPenalty'],
  diverged: ['lowerLearningRate', 'clipNorm', 'init', 'standardize'],
  vanishing: {
    slopes: ['reluHe', 'init', 'batchNorm', 'skipConnections'],
    weights: ['init', 'reluHe', 'batchNorm', 'skipConnections'],
  },
  exploding: {
    weights: ['init', 'clipNorm', 'lowerLearningRate', 'batchNorm'],
    largeValues: ['init', 'batchNorm', 'clipNorm', 'lowerLearningRate'],
    unscaledInput: ['standardize', 'clipNorm', 'lowerLearningRate', 'batchNorm'],
    learningRate: ['lowerLearningRate', 'clipNorm', 'init', 'batchNorm'],
  },
  deadUnits: {
    learningRate: ['lowerLearningRate', 'leakyRelu', 'init', 'batchNorm'],
    initScale: ['init', 'leakyRelu', 'batchNorm'],
  },
  saturation: {
    initScale: ['init', 'reluHe', 'batchNorm'],
    learningRate: ['lowerLearningRate', 'init', 'reluHe', 'batchNorm'],
  },
  updateTooLarge: ['lowerLearningRate'],
  updateTooSmall: {
    learningRate: ['raiseLearningRate'],
    clipping: ['loosenClipping', 'raiseLearningRate'],
  },
  notLearning: {
    learningRate: ['lowerLearningRate', 'clipNorm'],
    unknown: ['reluHe', 'init', 'raiseLearningRate', 'batchNorm'],
  },
  oscillating: ['lowerLearningRate', 'clipNorm'],
  overfitting: ['dropout', 'earlyStopping', 'weightDecay'],
}

/** What decides which cures there are for a finding. */
export type Curable = Pick<Finding, 'rule' | 'cause'> & Partial<Pick<Finding, 'root'>>

/** Of a consequence, what cures its cause comes first. */
export function curesOf({ rule, cause, root }: Curable): readonly FixId[] {
  const ofRule = cures[rule]
  const own = isList(ofRule) ? ofRule : (ofRule[cause] ?? Object.values(ofRule)[0] ?? [])
  return root ? [...new Set([...curesOf(root), ...own])] : own
}

function isList(list: object): list is readonly FixId[] {
  return Array.isArray(list)
}
