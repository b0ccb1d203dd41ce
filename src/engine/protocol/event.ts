import type { InspectionOutcome, TableSample } from '../data/inspection'
import type { EvaluationDetail } from '../diagnosis/evaluation/detail'
import type {
  ExamplesOutcome,
  LandscapeOutcome,
  LandscapeSoFar,
  PlaneOutcome,
} from '../probe/messages'
import type { SweepOutcome, TrialProgress, TrialRecord } from '../sweep/messages'
import type { TrialResult } from '../sweep/trial'
import type { TelemetryLayout } from '../telemetry/layout'
import type { EarlyStoppingOutcome } from '../training/early-stopping'
import type { DatasetPart, Metrics } from '../training/metrics'
import type { TakenOver } from '../training/take-over'
import type { BackendName } from './backend-name'
import type {
  ActivationsOutcome,
  CheckOutcome,
  KeptCheckpoint,
  TensorsOutcome,
  XrayOutcome,
} from './outcome'

export type RunState =
  /** Compiled, at step 0. */
  | 'ready'
  | 'running'
  | 'paused'
  /** On its way to an earlier step. */
  | 'replaying'
  /** All epochs done, or stopped early as the training config asks. */
  | 'finished'
  /** Ended by the user. */
  | 'stopped'
  /** Loss, gradients or weights are NaN or infinite. */
  | 'diverged'

/** What the engine worker tells its client. */
export type EngineEvent =
  | { readonly type: 'ready'; readonly protocol: number; readonly backend: BackendName }
  | {
      readonly type: 'loaded'
      readonly runId: number
      readonly backend: BackendName
      readonly threads: number
      readonly layout: TelemetryLayout
      readonly totalSteps: number
      readonly stepsPerEpoch: number
      readonly parameterCount: number
      readonly memoryBytes: number
      readonly examples: Readonly<Record<DatasetPart, number>>
      /** The step that the run begins at: 0 unless it goes on from a checkpoint or another run. */
      readonly firstStep: number
      /** Of a fork: what it has of the run before. */
      readonly takenOver?: TakenOver
    }
  | {
      readonly type: 'state'
      readonly runId: number
      readonly state: RunState
      readonly step: number
      readonly epoch: number
      /** Why a run diverged: the step and the tensor. */
      readonly reason?: string
      /** Of a finished run with early stopping: the best epoch, and whose weights are left. */
      readonly earlyStopping?: EarlyStoppingOutcome
      /** Of a run that ended: SHA-256 of its weights, as in `weights`. */
      readonly weightsHash?: string
    }
  | {
      /** The run is in the state after `step` again. */
      readonly type: 'travelled'
      readonly runId: number
      readonly step: number
      readonly epoch: number
      /** The newest step that was trained, which one can go back to. */
      readonly newestStep: number
      /** What was measured at `step`; null where it was not trained again to get there. */
      readonly frame: Float64Array | null
      readonly histograms: Float64Array | null
    }
  | {
      /** A checkpoint was written to disk, or could not be. */
      readonly type: 'kept'
      readonly runId: number
      readonly step: number
      readonly problem: string | null
    }
  | { readonly type: 'checkpointFound'; readonly checkpoint: KeptCheckpoint | null }
  | {
      readonly type: 'telemetry'
      readonly runId: number
      /** Whole frames one after another, oldest first; see `TelemetryLayout`. */
      readonly frames: Float64Array
      readonly stepsPerSecond: number
      /** The newest histograms, where there are any since the last message. */
      readonly histograms?: { readonly step: number; readonly counts: Float64Array }
    }
  | {
      readonly type: 'evaluation'
      readonly runId: number
      /** Step and epoch of the weights that were measured. */
      readonly step: number
      readonly epoch: number
      readonly part: DatasetPart
      readonly metrics: Metrics
      /** Of the validation part: per ReLU node, the share of units that were 0 for every example. */
      readonly deadUnits?: readonly { readonly nodeId: string; readonly share: number }[]
    }
  | {
      readonly type: 'weights'
      readonly runId: number
      /** SHA-256 of all names and bytes: equal for the same build, machine and seed. */
      readonly hash: string
      readonly tensors: readonly {
        readonly name: string
        readonly shape: readonly number[]
        readonly values: Float64Array | Float32Array
      }[]
      /** Running means and variances; no part of the hash. */
      readonly buffers: readonly {
        readonly name: string
        readonly shape: readonly number[]
        readonly values: Float64Array | Float32Array
      }[]
    }
  | {
      readonly type: 'evaluationDetail'
      readonly runId: number
      /** Step and epoch of the weights that were measured. */
      readonly step: number
      readonly epoch: number
      readonly part: DatasetPart
      /** Null where the part has no examples. */
      readonly detail: EvaluationDetail | null
    }
  | {
      /** A gradient check goes on to its next tensor. */
      readonly type: 'checking'
      readonly checkId: number
      readonly tensor: string
      /** Of `count` tensors, from 0. */
      readonly index: number
      readonly count: number
    }
  | {
      readonly type: 'tensors'
      /** Null for `initialTensors`. */
      readonly runId: number | null
      readonly tensorsId: number
      readonly result: TensorsOutcome
    }
  | {
      readonly type: 'activations'
      /** Null for `initialActivations`. */
      readonly runId: number | null
      readonly activationsId: number
      readonly result: ActivationsOutcome
    }
  | { readonly type: 'xrayed'; readonly xrayId: number; readonly result: XrayOutcome }
  | {
      readonly type: 'inspecting'
      readonly inspectionId: number
      /** Of the bytes read, 0…1. */
      readonly share: number
      readonly rows: number
      /** Comes once, before the rest of a table is read. */
      readonly sample?: TableSample
    }
  | {
      readonly type: 'inspected'
      readonly inspectionId: number
      readonly result: InspectionOutcome
    }
  | {
      readonly type: 'planeAnswered'
      readonly planeId: number
      /** Null for `initialPlane`. */
      readonly runId: number | null
      /** Of the weights that were asked. */
      readonly step: number
      readonly epoch: number
      readonly result: PlaneOutcome
    }
  | {
      readonly type: 'examplesRead'
      readonly examplesId: number
      readonly result: ExamplesOutcome
    }
  | {
      readonly type: 'landscapeProgress'
      readonly landscapeId: number
      readonly soFar: LandscapeSoFar
    }
  | {
      readonly type: 'landscapeMeasured'
      readonly landscapeId: number
      readonly result: LandscapeOutcome
    }
  | {
      readonly type: 'sweepProgress'
      readonly sweepId: number
      /** What is training now. */
      readonly running: readonly TrialProgress[]
    }
  | {
      readonly type: 'trialDone'
      readonly sweepId: number
      readonly result: TrialResult
      /** Null where it never began. */
      readonly record: TrialRecord | null
    }
  | { readonly type: 'sweepEnded'; readonly sweepId: number; readonly outcome: SweepOutcome }
  | {
      readonly type: 'checked'
      readonly checkId: number
      readonly result: CheckOutcome
    }
  | {
      readonly type: 'failed'
      /** Null where the failure is not of one run. */
      readonly runId: number | null
      readonly message: string
      readonly remedy: string
      readonly nodeId: string | null
    }
  /** Said for a worker that is gone, and with it its run and all that it was asked for. */
  | { readonly type: 'lost'; readonly reason: string }
