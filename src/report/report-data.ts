import type { EvaluationDetail } from '../engine/diagnosis/evaluation/detail'
import type { Finding } from '../engine/diagnosis/finding'
import type { Fix } from '../engine/diagnosis/fixes'
import type { GraphDocument } from '../engine/document/schema'
import type { DatasetPart, EarlyStoppingOutcome, RunState } from '../engine/protocol'
import type { History } from '../engine/telemetry/history'
import type { TelemetryLayout } from '../engine/telemetry/layout'

/** Loss and accuracy of one part of the data at one step. */
export interface ReportedEvaluation {
  readonly step: number
  readonly epoch: number
  readonly part: DatasetPart
  readonly loss: number
  readonly accuracy: number | null
}

/** One part of the data, example by example. */
export interface ReportedPart {
  readonly step: number
  readonly epoch: number
  readonly detail: EvaluationDetail | null
}

/** Everything a report says of a run. */
export interface ReportData {
  readonly document: GraphDocument
  readonly layout: TelemetryLayout
  readonly history: History
  /** How gradients were spread at one step; null where that was not counted. */
  readonly histograms: { readonly step: number; readonly counts: ArrayLike<number> } | null
  readonly evaluations: readonly ReportedEvaluation[]
  readonly findings: readonly (Finding & { readonly fixes: readonly Fix[] })[]
  readonly parts: Readonly<Partial<Record<DatasetPart, ReportedPart>>>
  readonly run: ReportedRun
  readonly versions: Readonly<Record<string, string>>
  /** When the report was made. */
  readonly createdAt: Date
}

export interface ReportedRun {
  readonly state: RunState
  readonly step: number
  readonly epoch: number
  /** Why it diverged. */
  readonly reason: string | null
  readonly earlyStopping: EarlyStoppingOutcome | null
  readonly backend: string
  readonly threads: number
  readonly parameterCount: number
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  readonly examples: Readonly<Record<DatasetPart, number>>
  /** Null where it is not known. */
  readonly weightsHash: string | null
}

export const reportedParts = ['train', 'validation', 'test'] as const satisfies DatasetPart[]
