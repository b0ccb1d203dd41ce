import type { RunSummary as Followed } from '../../engine/diagnosis/run-summary'
import type { GraphDocument } from '../../engine/document/schema'
import { serializeDocument } from '../../engine/document/serialize'
import type { DatasetPart, EngineEvent, Metrics } from '../../engine/protocol'
import type { RunRecord, RunSummary, StoredMetrics } from '../../shared/runs/record'
import type { TelemetryState } from '../stores/telemetry'
import { firstStep } from '../stores/telemetry-history'
import { curvesOf, gradientsOf } from './condense'

type Loaded = Extract<EngineEvent, { type: 'loaded' }>

/** What a record of a run is made of, whoever trained it. */
export interface RecordedRun {
  readonly id: string
  readonly name: string
  readonly graphName: string
  readonly origin: RunSummary['origin']
  readonly group?: string
  readonly startedAt: number
  readonly duration: number
  readonly state: RunSummary['state']
  readonly reason: string | null
  readonly document: GraphDocument
  readonly loaded: Loaded
  readonly step: number
  readonly epoch: number
  readonly weightsHash: string | null
  readonly metrics: Readonly<Partial<Record<DatasetPart, Metrics>>>
  readonly telemetry: Pick<TelemetryState, 'layout' | 'history' | 'evaluations'>
  /** Findings and means of the last steps; null where nobody followed it. */
  readonly followed: Followed | null
}

/** A run as it is kept; null before its first measured step. */
export function recordOf(run: RecordedRun): RunRecord | null {
  const { layout, history, evaluations } = run.telemetry
  if (!layout || !history || history.count === 0) return null
  const { document, loaded, followed } = run
  const { optimizer, seed } = document.training
  const measured = (part: DatasetPart): StoredMetrics | null => {
    const metrics = run.metrics[part]
    if (!metrics) return null
    const { loss, accuracy } = metrics
    return { step: followed?.evaluations[part]?.step ?? run.step, loss, accuracy }
  }
  const curves = curvesOf(history, evaluations)
  return {
    id: run.id,
    name: run.name,
    document: serializeDocument({ ...document, name: run.graphName }),
    curves,
    gradients: gradientsOf(layout, history),
    summary: {
      graphName: run.graphName,
      origin: run.origin,
      group: run.group ?? null,
      startedAt: run.startedAt,
      duration: run.duration,
      state: run.state,
      reason: run.reason,
      seed,
      backend: loaded.backend,
      threads: loaded.threads,
      firstStep: Math.max(0, firstStep(history) - 1),
      step: run.step,
      totalSteps: loaded.totalSteps,
      epoch: run.epoch,
      stepsPerEpoch: loaded.stepsPerEpoch,
      parameterCount: loaded.parameterCount,
      examples: { ...loaded.examples },
      optimizer: optimizer.kind,
      learningRate: optimizer.learningRate,
      batchLoss: followed?.trainLoss ?? curves.loss.at(-1)!,
      batchAccuracy: followed?.trainAccuracy ?? curves.accuracy.at(-1)!,
      metrics: {
        train: measured('train'),
        validation: measured('validation'),
        test: measured('test'),
      },
      findings: (followed?.findings ?? []).map(({ rule, severity, firstStep: first, over }) => ({
        rule,
        severity,
        firstStep: first,
        over,
      })),
      weightsHash: run.weightsHash,
    },
  }
}
