import { z } from 'zod'
import type { GraphDocument } from '../document/schema'
import { mostTrials, sweepSpecSchema } from '../sweep/spec'
import type { WeightTensor } from '../training/assign-weights'
import { backendNames } from './backend-name'

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

/** A request as it is sent: typed where the worker takes any value. */
type Sent<Request> = {
  [Key in keyof Request]: Key extends 'document'
    ? GraphDocument
    : Key extends 'weights'
      ? readonly WeightTensor[]
      : Exclude<Request[Key], undefined>
}

/** What a client sends; optional fields are left out rather than undefined. */
export type EngineRequest = Sent<z.infer<typeof engineRequestSchema>>
