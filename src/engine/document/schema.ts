import { z } from 'zod'
import { attrsSchema } from '../nodes/attrs'
import { type NodeKind, nodeKinds } from '../nodes/index'
import { frameSchema } from './frame'

/** Version this build writes. Raise it with every change of the format, and add a migration. */
export const formatVersion = 1
export const formatName = 'gradscope'

export const limits = {
  nodes: 10_000,
  edges: 50_000,
  frames: 1_000,
  fileBytes: 20_000_000,
  nesting: 64,
} as const

/** Ids are part of tensor names (`dense1.W`) and of `--set nodes.dense1.units=64`. */
const nodeIdSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'an id is a letter followed by up to 63 letters, digits, _ or -',
  )

const label = z.string().max(200)
const coordinate = z.number().min(-1e6).max(1e6)
const position = z.strictObject({ x: coordinate, y: coordinate })
const endpoint = z.strictObject({ node: nodeIdSchema, port: z.string().max(32) })

const nodeSchemas = Object.entries(nodeKinds).map(([kind, definition]) =>
  z.strictObject({
    id: nodeIdSchema,
    kind: z.literal(kind as NodeKind),
    label: label.optional(),
    position,
    /** Left out of the network: what comes in first goes on to where the output leads. */
    disabled: z.literal(true).optional(),
    attrs: attrsSchema(definition.attrs),
  }),
)

export const nodeSchema = z.discriminatedUnion(
  'kind',
  nodeSchemas as [(typeof nodeSchemas)[number], ...typeof nodeSchemas],
)

export const edgeSchema = z.strictObject({ from: endpoint, to: endpoint })

const learningRate = z.number().min(0).max(1e12)
const decay = z.number().min(0).lt(1)
/** Above 0: a unit that is dead has gradient 0, and 0/0 would spoil its weights. */
const epsilon = z.number().gt(0).max(1)

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sgd'), learningRate }),
  z.strictObject({
    kind: z.literal('momentum'),
    learningRate,
    momentum: decay.default(0.9),
    nesterov: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('adagrad'), learningRate, epsilon: epsilon.default(1e-7) }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate,
    decay: decay.default(0.99),
    epsilon: epsilon.default(1e-7),
  }),
  z.strictObject({
    kind: z.literal('adam'),
    learningRate,
    beta1: decay.default(0.9),
    beta2: decay.default(0.999),
    epsilon: epsilon.default(1e-7),
  }),
  z.strictObject({
    kind: z.literal('adamw'),
    learningRate,
    beta1: decay.default(0.9),
    beta2: decay.default(0.999),
    epsilon: epsilon.default(1e-7),
    weightDecay: z.number().min(0).max(1e6).default(0.01),
  }),
])

const regularizationSchema = z.strictObject({
  l1: z.number().min(0).max(1e6),
  l2: z.number().min(0).max(1e6),
})

/** Linear warm-up, in steps, goes with every schedule. */
const warmup = z.int().min(0).max(1_000_000_000).default(0)
/** What the schedule's time t counts: steps done, or whole epochs done. */
const unit = z.enum(['epoch', 'step']).default('epoch')
const period = z.int().min(1).max(1_000_000_000).default(10)

/** How the learning rate changes over a run; formulas in `training/schedule.ts`. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), warmup }),
  z.strictObject({
    kind: z.literal('step'),
    unit,
    every: period,
    factor: z.number().min(0).max(1).default(0.1),
    warmup,
  }),
  z.strictObject({
    kind: z.literal('exponential'),
    unit,
    factor: z.number().min(0).max(1).default(0.95),
    warmup,
  }),
  z.strictObject({
    kind: z.literal('inverseTime'),
    unit,
    decay: z.number().min(0).max(1e6).default(0.1),
    warmup,
  }),
  z.strictObject({
    kind: z.literal('cosine'),
    unit,
    period,
    minimum: learningRate.default(0),
    warmup,
  }),
])

const clippingLimit = z.number().gt(0).max(1e12).default(1)

/** What is done to gradients before the update. */
export const clippingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** All gradients scaled alike, so that their norm together is at most the limit. */
  z.strictObject({ kind: z.literal('norm'), limit: clippingLimit }),
  /** Every entry by itself kept within ± the limit. */
  z.strictObject({ kind: z.literal('value'), limit: clippingLimit }),
])

const stopping = {
  /** Evaluations in a row, one an epoch, that may pass without getting better. */
  patience: z.int().min(1).max(1_000_000).default(3),
  /** Only a change by more than this counts as better. */
  minDelta: z.number().min(0).max(1e9).default(0),
  /** Whether the run ends with the weights of its best epoch rather than its last. */
  restoreBest: z.boolean().default(true),
}

/** When a run ends before its last epoch; the kind is the metric that is watched. */
export const earlyStoppingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('validationLoss'), ...stopping }),
  z.strictObject({ kind: z.literal('validationAccuracy'), ...stopping }),
])

export const trainingSchema = z.strictObject({
  optimizer: optimizerSchema,
  /** Files from before there were schedules and clipping have neither field. */
  schedule: scheduleSchema.default({ kind: 'constant', warmup: 0 }),
  clipping: clippingSchema.default({ kind: 'none' }),
  regularization: regularizationSchema,
  batchSize: z.int().min(1).max(1_000_000),
  epochs: z.int().min(1).max(1_000_000),
  /** Left out of files where it is none. */
  earlyStopping: earlyStoppingSchema.default({ kind: 'none' }),
  seed: z.int().min(0).max(0xffff_ffff),
})

/** A record for every field of a file; ids and edges are checked against each other by `parseDocument`. */
export const documentSchema = z.strictObject({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  name: z.string().max(200),
  nodes: z.array(nodeSchema).max(limits.nodes),
  edges: z.array(edgeSchema).max(limits.edges),
  /** Left out of files that have none. */
  frames: z.array(frameSchema).max(limits.frames).optional(),
  training: trainingSchema,
})

/** What a `.gradscope` file holds. */
export type GraphDocument = z.infer<typeof documentSchema>
export type DocumentNode = GraphDocument['nodes'][number]
export type DocumentEdge = z.infer<typeof edgeSchema>
export type Endpoint = z.infer<typeof endpoint>
export type Position = z.infer<typeof position>
export type TrainingConfig = z.infer<typeof trainingSchema>
export type Optimizer = z.infer<typeof optimizerSchema>
export type Schedule = z.infer<typeof scheduleSchema>
export type Clipping = z.infer<typeof clippingSchema>
export type EarlyStoppingConfig = z.infer<typeof earlyStoppingSchema>
export type Regularization = z.infer<typeof regularizationSchema>

export const defaultTraining: TrainingConfig = {
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  schedule: { kind: 'constant', warmup: 0 },
  clipping: { kind: 'none' },
  regularization: { l1: 0, l2: 0 },
  batchSize: 64,
  epochs: 5,
  earlyStopping: { kind: 'none' },
  seed: 1,
}

/** An empty canvas. */
export function emptyDocument(name = 'Untitled'): GraphDocument {
  return {
    format: formatName,
    version: formatVersion,
    name,
    nodes: [],
    edges: [],
    training: defaultTraining,
  }
}

/** The name a node is shown by. */
export function nodeName(node: Pick<DocumentNode, 'id' | 'label'>): string {
  return node.label?.trim() || node.id
}
