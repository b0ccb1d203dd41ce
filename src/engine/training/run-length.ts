/**
 * Training steps of one epoch. Batch norm cannot normalise a single example, so with it a last
 * batch of one is left out.
 */
export function stepsPerEpoch(examples: number, batchSize: number, hasBatchNorm: boolean): number {
  const remainder = examples % batchSize
  const lastBatch = remainder > 1 || (remainder === 1 && !hasBatchNorm) ? 1 : 0
  return Math.max(1, Math.floor(examples / batchSize) + lastBatch)
}

/** How many of the training examples are held out to validate on; one is always left to train on. */
export function validationCount(examples: number, fraction: number): number {
  return Math.min(Math.round(examples * fraction), examples - 1)
}
