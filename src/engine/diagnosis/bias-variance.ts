import type { DocumentNode, GraphDocument } from '../document/schema'
import type { ClassificationDetail, RegressionDetail } from './evaluation/detail'
import type { Finding, RuleId } from './finding'

/** What the two curves of a run say of a network. */
export const balanceVerdicts = [
  'tooEarly',
  'unknown',
  'highBias',
  'highVariance',
  'biasAndVariance',
  'good',
] as const
export type BalanceVerdict = (typeof balanceVerdicts)[number]

/** What may help. */
export const balanceAdvice = [
  'cureGradients',
  'trainLonger',
  'largerNetwork',
  'lessRegularization',
  'moreData',
  'regularize',
  'smallerNetwork',
  'earlyStopping',
  'holdOutValidation',
] as const
export type BalanceAdvice = (typeof balanceAdvice)[number]

export interface BalanceThresholds {
  /** Passes over the training part before anything is said. */
  readonly epochs: number
  /** High bias: more training examples than this share are classified wrong. */
  readonly trainError: number
  /** High variance: validation error − training error. */
  readonly errorGap: number
  /** High bias of a regression: more than this share of the targets' variance is not explained. */
  readonly unexplained: number
  /** High variance of a regression: the same share of validation − that of training. */
  readonly unexplainedGap: number
}

/**
 * A classifier that misses a tenth of what it was shown has not learned it; a gap of five points and
 * more is variance (the course's examples: 1 % against 11 % is variance, 15 % against 16 % bias). Of
 * a regression the variance that is left over stands for the error: a constant leaves all of it.
 */
export const balanceThresholds: BalanceThresholds = {
  epochs: 2,
  trainError: 0.1,
  errorGap: 0.05,
  unexplained: 0.3,
  unexplainedGap: 0.1,
}

export interface BalanceInput {
  /** Of the weights that were measured. */
  readonly epoch: number
  /** Both parts as they were judged by the same weights; null where one has no examples. */
  readonly train: Judged | null
  readonly validation: Judged | null
  /** Share of wrong answers that nobody could avoid; 0 unless something is known of it. */
  readonly bayesError?: number
  readonly isRegularized: boolean
  /** Of the run: a network whose gradients are ill underfits whatever its size. */
  readonly findings?: readonly Pick<Finding, 'rule' | 'severity' | 'over'>[]
}

/** Of an `EvaluationDetail`, what it takes. */
export type Judged =
  | Pick<ClassificationDetail, 'task' | 'accuracy'>
  | Pick<RegressionDetail, 'task' | 'r2'>

/** A reading of two figures: training and validation error, or the shares of variance left over. */
export interface Balance {
  readonly verdict: BalanceVerdict
  /** What is compared: wrong answers of a classifier, or unexplained variance of a regression. */
  readonly measure: 'error' | 'unexplained'
  readonly train: number
  readonly validation: number
  readonly advice: readonly BalanceAdvice[]
}

/** Reads bias and variance from training and validation, never from the test part. */
export function readBalance(
  input: BalanceInput,
  thresholds: BalanceThresholds = balanceThresholds,
): Balance {
  const { train, validation, epoch, isRegularized } = input
  const measure =
    (train ?? validation)?.task === 'regression' ? ('unexplained' as const) : ('error' as const)
  const figures = { measure, train: missedShare(train), validation: missedShare(validation) }
  const told = (verdict: BalanceVerdict, ...advice: BalanceAdvice[]) => ({
    verdict,
    ...figures,
    advice,
  })

  if (!validation) return told('unknown', 'holdOutValidation')
  if (!Number.isFinite(figures.train) || !Number.isFinite(figures.validation))
    return told('unknown')
  if (epoch < thresholds.epochs) return told('tooEarly', 'trainLonger')
  const gap = figures.validation - figures.train
  const avoidable = figures.train - (input.bayesError ?? 0)
  const isBiased =
    avoidable > (measure === 'error' ? thresholds.trainError : thresholds.unexplained)
  const isVariable = gap > (measure === 'error' ? thresholds.errorGap : thresholds.unexplainedGap)
  const forBias: BalanceAdvice[] = [
    'trainLonger',
    'largerNetwork',
    ...(isRegularized ? (['lessRegularization'] as const) : []),
  ]
  const forVariance: BalanceAdvice[] = ['moreData', 'regularize', 'earlyStopping']
  if (isBiased && isVariable) return told('biasAndVariance', 'largerNetwork', ...forVariance)
  if (isBiased && (input.findings ?? []).some(keepsFromLearning)) {
    return told('highBias', 'cureGradients', 'trainLonger')
  }
  if (isBiased) return told('highBias', ...forBias)
  if (isVariable) return told('highVariance', ...forVariance, 'smallerNetwork')
  return told('good')
}

const illnesses: readonly RuleId[] = [
  'outputActivation',
  'smallBatch',
  'heavyDropout',
  'highLearningRate',
  'strongPenalty',
  'initialLoss',
  'vanishing',
  'exploding',
  'identicalUnits',
  'poorInit',
  'deadUnits',
  'saturation',
  'notLearning',
]

function keepsFromLearning({ rule, severity, over }: Pick<Finding, 'rule' | 'severity' | 'over'>) {
  return !over && severity !== 'info' && illnesses.includes(rule)
}

/** Share of the answers that are wrong, or of the variance that is not explained. */
function missedShare(part: Judged | null): number {
  if (!part) return Number.NaN
  return part.task === 'regression' ? 1 - part.r2 : 1 - part.accuracy
}

/** Whether anything in a graph keeps it from fitting its training part as well as it could. */
export function isRegularized({ nodes, training }: GraphDocument): boolean {
  const { regularization, optimizer } = training
  const drops = (node: DocumentNode) => node.kind === 'dropout' && !node.disabled
  const decays = optimizer.kind === 'adamw' && optimizer.weightDecay > 0
  return regularization.l1 > 0 || regularization.l2 > 0 || decays || nodes.some(drops)
}
