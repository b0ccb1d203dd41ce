export type DatasetPart = 'train' | 'validation' | 'test'

export interface Metrics {
  /** Mean data loss, without the L1/L2 penalty. */
  readonly loss: number
  /** Share of examples classified right; null for regression. */
  readonly accuracy: number | null
}
