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
  /** High variance of a regression: (validation loss − training loss) / validation loss. */
  readonly lossGap: number
}

/**
 * A classifier that misses a tenth of what it was shown has not learned it; a gap of five points and
 * more is variance (the course's examples: 1 % against 11 % is variance, 15 % against 16 % bias). A
 * regression is normalised by its targets, so that their variance is what a constant would miss.
 */
export const balanceThresholds: BalanceThresholds = {
  epochs: 2,
  trainError: 0.1,
  errorGap: 0.05,
  unexplained: 0.3,
  lossGap: 0.3,
}

/** A part of the data as it was measured at the same weights as the other. */
export interface MeasuredPart {
  readonly loss: number
  /** Null for regression. */
  readonly accuracy: number | null
}

export interface BalanceInput {
  readonly epoch: number
  readonly train: MeasuredPart | null
  readonly validation: MeasuredPart | null
  /** Share of wrong answers that nobody could avoid; 0 unless something is known of it. */
  readonly bayesError?: number
  /** Of a regression: variance of the targets in the units of the loss; 1 where they are normalised. */
  readonly targetVariance?: number
  readonly isRegularized: boolean
}

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
    (train ?? validation)?.accuracy === null ? ('unexplained' as const) : ('error' as const)
  const figure = (part: MeasuredPart | null) => {
    if (!part) return Number.NaN
    return part.accuracy === null ? part.loss / (input.targetVariance ?? 1) : 1 - part.accuracy
  }
  const figures = { measure, train: figure(train), validation: figure(validation) }
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
  const isVariable =
    measure === 'error'
      ? gap > thresholds.errorGap
      : gap / figures.validation > thresholds.lossGap && gap > thresholds.errorGap
  const forBias: BalanceAdvice[] = [
    'trainLonger',
    'largerNetwork',
    ...(isRegularized ? (['lessRegularization'] as const) : []),
  ]
  const forVariance: BalanceAdvice[] = ['moreData', 'regularize', 'earlyStopping']
  if (isBiased && isVariable) return told('biasAndVariance', 'largerNetwork', ...forVariance)
  if (isBiased) return told('highBias', ...forBias)
  if (isVariable) return told('highVariance', ...forVariance, 'smallerNetwork')
  return told('good')
}
