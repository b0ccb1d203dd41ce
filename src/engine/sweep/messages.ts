/** How far a trial that is training has come. */
export interface TrialProgress {
  readonly trial: number
  readonly step: number
  /** 0 until its data is read. */
  readonly totalSteps: number
  readonly loss: number
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
