import type { DatasetPart, Metrics } from '../training/metrics'

/** How far a trial that is training has come. */
export interface TrialProgress {
  readonly trial: number
  readonly step: number
  /** 0 until its data is read. */
  readonly totalSteps: number
  readonly loss: number
}

/** What a trial measured on its way, to be kept as a run. */
export interface TrialRecord {
  readonly backend: 'wasm' | 'reference'
  readonly threads: number
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  readonly parameterCount: number
  readonly examples: Readonly<Record<DatasetPart, number>>
  /** Means of neighbouring steps where there are many: the last step of each, data loss, accuracy. */
  readonly curves: {
    readonly steps: readonly number[]
    readonly loss: readonly number[]
    readonly accuracy: readonly number[]
  }
  /** In order. */
  readonly evaluations: readonly (Metrics & {
    readonly part: 'train' | 'validation'
    readonly step: number
  })[]
}

/** How a sweep ended that was not cancelled. */
export type SweepOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false
      /** The field that is wrong, if it is one. */
      readonly path: string | null
      readonly message: string
      readonly remedy: string
    }
