import { z } from 'zod'
import { attrsSchema } from '../nodes/attrs'
import { type NodeKind, nodeKinds } from '../nodes/index'

/** Version this build writes. Raise it with every change of the format, and add a migration. */
export const formatVersion = 1
export const formatName = 'gradscope'

export const limits = {
  nodes: 10_000,
  edges: 50_000,
  fileBytes: 20_000_000,
  nesting: 64,
} as const

/** Ids are part of tensor names (`dense1.W`) and of `--set nodes.dense1.units=64`. */
export const nodeIdSchema = z
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

export const regularizationSchema = z.strictObject({
  l1: z.number().min(0).max(1e6),
  l2: z.number().min(0).max(1e6),
})

export const trainingSchema = z.strictObject({
  optimizer: optimizerSchema,
  regularization: regularizationSchema,
  batchSize: z.int().min(1).max(1_000_000),
  epochs: z.int().min(1).max(1_000_000),
  seed: z.int().min(0).max(0xffff_ffff),
})

/** A record for every field of a file; ids and edges are checked against each other by `parseDocument`. */
export const documentSchema = z.strictObject({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  name: z.string().max(200),
  nodes: z.array(nodeSchema).max(limits.nodes),
  edges: z.array(edgeSchema).max(limits.edges),
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
export type Regularization = z.infer<typeof regularizationSchema>

export const defaultTraining: TrainingConfig = {
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  regularization: { l1: 0, l2: 0 },
  batchSize: 64,
  epochs: 5,
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
    training: structuredCloneOf(defaultTraining),
  }
}

function structuredCloneOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** The name a node is shown by. */
export function nodeName(node: Pick<DocumentNode, 'id' | 'label'>): string {
  return node.label?.trim() || node.id
}
