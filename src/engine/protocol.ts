import { z } from 'zod'
import type { InspectionOutcome, TableSample } from './data/inspection'
import type { EvaluationDetail } from './diagnosis/evaluation/detail'
import type { GradientCheck } from './diagnosis/gradient-check'
import type { GraphDocument } from './document/schema'
import type {
  ExamplesOutcome,
  LandscapeOutcome,
  LandscapeSoFar,
  PlaneOutcome,
} from './probe/messages'
import type { SweepOutcome, TrialProgress, TrialRecord } from './sweep/messages'
import { mostTrials, type SweepSpec, sweepSpecSchema } from './sweep/spec'
import type { TrialResult } from './sweep/trial'
import type { TelemetryLayout } from './telemetry/layout'
import type { ActivationHistograms } from './training/activation-histograms'
import type { WeightTensor } from './training/assign-weights'
import type { EarlyStoppingOutcome } from './training/early-stopping'
import type { LayerTensors } from './training/layer-tensors'
import type { DatasetPart, Metrics } from './training/metrics'
import type { TakenOver } from './training/take-over'

export type { DatasetPart, EarlyStoppingOutcome, Metrics, TakenOver }

/** Raise with every change of a message below; both ends refuse another version. */
export const protocolVersion = 10

/** `wasm` trains (float32, SIMD, threads); `reference` specifies (float64, scalar). */
export const backendNames = ['wasm', 'reference'] as const
export type BackendName = (typeof backendNames)[number]

/**
 * What a client (window or command line) may ask of the engine worker. `load` compiles a document
 * and makes it the current run; the others act on the current run and are ignored without one.
 * The document is parsed again by the worker, so any JSON value is safe to send. `check` compares the
 * gradients of its own copy of a document with central differences; the current run goes on. `xray`
 * looks at one forward and backward pass of its own copy; only the newest of them is answered, and
 * none that a `load` overtakes. `plane` and `landscape` look at a copy of the current run's network,
 * with the weights of that moment, `initialPlane`, `initialTensors` and `initialActivations` at a network of their
 * own with those a run would begin with; of the last two only the newest is answered, as of `xray`. `examples`
 * reads the data of its own document.
 */
export const engineRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), protocol: z.int() }),
  z.strictObject({
    type: z.literal('load'),
    runId: z.int(),
    document: z.unknown(),
    /** Stop after so many steps instead of the document's epochs. */
    maxSteps: z.int().min(1).optional(),
    backend: z.enum(backendNames).optional(),
    /** Most threads to train on; one for each core unless given. Never changes a result. */
    threads: z.int().min(1).max(64).optional(),
    /** Start from these instead of drawing weights by the seed. */
    weights: z
      .array(
        z.strictObject({
          name: z.string(),
          shape: z.array(z.int().min(0)),
          values: z.instanceof(Float32Array),
        }),
      )
      .optional(),
    /** Measure every n-th step only; every step unless given. Never changes a result. */
    telemetryEvery: z.int().min(1).max(1_000_000).optional(),
    /** Count gradients by their size at every n-th measured step; never unless given. */
    histogramEvery: z.int().min(1).max(1_000_000).optional(),
    /**
     * Begin where a kept checkpoint of the same graph and training config was taken, or, as a fork, at
     * the step of the current run with what fits of its state.
     */
    from: z.enum(['checkpoint', 'current']).optional(),
  }),
  /** Start, or go on after a pause. */
  z.strictObject({ type: z.literal('run'), runId: z.int() }),
  z.strictObject({ type: z.literal('pause'), runId: z.int() }),
  /** One training step, then pause. */
  z.strictObject({ type: z.literal('step'), runId: z.int() }),
  /** End the run; its last weights are evaluated and stay. */
  z.strictObject({ type: z.literal('stop'), runId: z.int() }),
  /** Back to step 0 with the initial weights of the seed. */
  z.strictObject({ type: z.literal('reset'), runId: z.int() }),
  /** To the state after a step that was trained before, then pause; beyond the newest, to that. */
  z.strictObject({ type: z.literal('travel'), runId: z.int(), step: z.int().min(0) }),
  /** Is there a checkpoint of a paused run of this graph? Answered by `checkpointFound`. */
  z.strictObject({ type: z.literal('findCheckpoint'), document: z.unknown() }),
  z.strictObject({ type: z.literal('discardCheckpoint'), document: z.unknown() }),
  /** A copy of every parameter as it is now. */
  z.strictObject({ type: z.literal('weights'), runId: z.int() }),
  /** Weights, gradients and outputs of one node at the newest step. */
  z.strictObject({
    type: z.literal('tensors'),
    runId: z.int(),
    /** Comes back with the answer. */
    tensorsId: z.int(),
    nodeId: z.string(),
    /** Output values of so many examples besides; none unless given. */
    rows: z.int().min(1).max(65_536).optional(),
  }),
  /** How the outputs of every layer are spread at the newest step. */
  z.strictObject({
    type: z.literal('activations'),
    runId: z.int(),
    /** Comes back with the answer. */
    activationsId: z.int(),
  }),
  /** What `tensors` tells, of a document's network before training. */
  z.strictObject({
    type: z.literal('initialTensors'),
    /** Comes back with the answer. */
    tensorsId: z.int(),
    document: z.unknown(),
    nodeId: z.string(),
  }),
  /** What `activations` tells, of a document's network before training. */
  z.strictObject({
    type: z.literal('initialActivations'),
    /** Comes back with the answer. */
    activationsId: z.int(),
    document: z.unknown(),
  }),
  /** Every example of a part, judged by the weights as they are; training waits for it. */
  z.strictObject({
    type: z.literal('evaluateDetail'),
    runId: z.int(),
    part: z.enum(['train', 'validation', 'test']),
  }),
  z.strictObject({
    type: z.literal('check'),
    /** Comes back with the answer. */
    checkId: z.int(),
    document: z.unknown(),
    /** Check again after so many training steps. */
    steps: z.int().min(1).max(1_000_000).optional(),
  }),
  /** Gives up a check that is under way; it is not answered. */
  z.strictObject({ type: z.literal('cancelCheck'), checkId: z.int() }),
  z.strictObject({
    type: z.literal('xray'),
    /** Comes back with the answer. */
    xrayId: z.int(),
    document: z.unknown(),
  }),
  /** What the run's network answers on a grid over its two inputs; see `PlaneAnswer`. */
  z.strictObject({
    type: z.literal('plane'),
    /** Comes back with the answer. */
    planeId: z.int(),
    runId: z.int(),
    /** Cells along each side. */
    resolution: z.int().min(2).max(256),
    /** Nodes whose units are answered too. */
    unitsOf: z.array(z.string()).max(100),
  }),
  /** The same of a document's network before training. */
  z.strictObject({
    type: z.literal('initialPlane'),
    /** Comes back with the answer. */
    planeId: z.int(),
    document: z.unknown(),
    resolution: z.int().min(2).max(256),
    unitsOf: z.array(z.string()).max(100),
  }),
  /** The first examples of each part of a document's data, as points of a plane. */
  z.strictObject({
    type: z.literal('examples'),
    /** Comes back with the answer. */
    examplesId: z.int(),
    document: z.unknown(),
    /** Most examples of each part. */
    most: z.int().min(1).max(10_000),
  }),
  /** The loss around the run's weights, in two random directions; a newer request ends it. */
  z.strictObject({
    type: z.literal('landscape'),
    /** Comes back with progress and answer. */
    landscapeId: z.int(),
    runId: z.int(),
    /** Points along each side, odd. */
    resolution: z
      .int()
      .min(3)
      .max(201)
      .refine(points => points % 2 === 1),
    range: z.number().positive().max(100),
    seed: z.int().min(0).max(0xffff_ffff),
    part: z.enum(['train', 'validation']),
    /** Measure on the first examples of the part, at most so many. */
    examples: z.int().min(1),
  }),
  /** Gives up a landscape that is under way; it is not answered. */
  z.strictObject({ type: z.literal('cancelLandscape'), landscapeId: z.int() }),
  /** Looks at a data set, own or shipped; gives up the one looked at before. */
  z.strictObject({
    type: z.literal('inspectData'),
    /** Comes back with the answer. */
    inspectionId: z.int(),
    /** Of the data node. */
    attrs: z.record(
      z.string().max(64),
      z.union([z.number(), z.boolean(), z.string().max(100_000)]),
    ),
    /** Draws what is to be drawn. */
    seed: z.int().min(0).max(0xffff_ffff),
  }),
  /** Gives up looking; it is not answered. */
  z.strictObject({ type: z.literal('cancelInspection'), inspectionId: z.int() }),
  /** Trains a document many times with other values, beside the run; a newer request ends it. */
  z.strictObject({
    type: z.literal('sweep'),
    /** Comes back with progress, trials and the end. */
    sweepId: z.int(),
    document: z.unknown(),
    spec: sweepSpecSchema,
    /** Trials that are known already. */
    done: z.array(z.int().min(1)).max(mostTrials),
    /** Trials at a time; one for each core unless given. Never changes a result. */
    workers: z.int().min(1).max(64).optional(),
  }),
  /** Ends what is training; trials that were told of stay. It is not answered. */
  z.strictObject({ type: z.literal('cancelSweep'), sweepId: z.int() }),
])
export type EngineRequest =
  | Exclude<
      z.infer<typeof engineRequestSchema>,
      {
        type:
          | 'load'
          | 'check'
          | 'xray'
          | 'examples'
          | 'findCheckpoint'
          | 'discardCheckpoint'
          | 'sweep'
      }
    >
  | { type: 'check'; checkId: number; document: GraphDocument; steps?: number }
  | { type: 'xray'; xrayId: number; document: GraphDocument }
  | { type: 'examples'; examplesId: number; document: GraphDocument; most: number }
  | {
      type: 'sweep'
      sweepId: number
      document: GraphDocument
      spec: SweepSpec
      done: readonly number[]
      workers?: number
    }
  | {
      type: 'load'
      runId: number
      document: GraphDocument
      maxSteps?: number
      backend?: BackendName
      threads?: number
      weights?: readonly WeightTensor[]
      telemetryEvery?: number
      histogramEvery?: number
      from?: 'checkpoint' | 'current'
    }
  | { type: 'findCheckpoint' | 'discardCheckpoint'; document: GraphDocument }

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

/** A run on the disk that can be resumed. */
export interface KeptCheckpoint {
  readonly step: number
  readonly totalSteps: number
  readonly epoch: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

/** One training step of a network at its initial weights. */
export interface Xray {
  readonly layout: TelemetryLayout
  /** As the first step of a run would give it, but for the number of examples. */
  readonly frame: Float64Array
  /** Examples in the batch: at most the document's. */
  readonly rows: number
  /** Per node, the share of its outputs that are exactly 0. */
  readonly zeroOutputs: Readonly<Record<string, number>>
  /** What the loss should be about before anything is learned: ln C; null without classes. */
  readonly expectedLoss: number | null
}

/** What a network looks like before it is trained, or why that is not known. */
export type XrayOutcome =
  | { readonly ok: true; readonly xray: Xray }
  | {
      readonly ok: false
      readonly message: string
      readonly remedy: string
      readonly nodeId: string | null
    }

/** Why a look into a layer shows nothing. */
export interface NotShown {
  readonly ok: false
  readonly message: string
  readonly remedy: string
}

export type TensorsOutcome = { readonly ok: true; readonly layer: LayerTensors } | NotShown
export type ActivationsOutcome =
  | { readonly ok: true; readonly histograms: ActivationHistograms }
  | NotShown

/** What a gradient check found, or why there was none. */
export type CheckOutcome =
  | {
      readonly ok: true
      /** At the initial weights. */
      readonly initial: GradientCheck
      /** After some training, where asked for. */
      readonly trained: (GradientCheck & { readonly steps: number }) | null
      readonly passed: boolean
    }
  | {
      readonly ok: false
      readonly message: string
      readonly remedy: string
      readonly nodeId: string | null
    }
