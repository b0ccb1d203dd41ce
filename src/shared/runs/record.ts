import { z } from 'zod'
import { backendNames } from '../../engine/protocol'

/** Most runs kept, and the most bytes of them together. */
export const runLimits = { runs: 500, bytes: 512e6 } as const

/** Most points of a curve, columns of a heatmap and rows of it that a run keeps. */
export const recordLimits = { points: 500, bins: 200, rows: 400 } as const

/** What is not finite has a name in JSON, and is a number again after reading. */
const figure = z.union([
  z.custom<number>(value => typeof value === 'number'),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
])
const count = z.int().min(0)
const word = z.string().max(64)
const name = z.string().trim().min(1).max(200)

export const runIdSchema = z.uuid()

/** How a run stands: `interrupted` where the app ended while it went on. */
export const storedStates = [
  'running',
  'paused',
  'finished',
  'stopped',
  'diverged',
  'interrupted',
] as const

const metrics = z.strictObject({ step: count, loss: figure, accuracy: figure.nullable() })

const storedFinding = z.strictObject({
  rule: word,
  severity: z.enum(['error', 'warning', 'info']),
  firstStep: count,
  over: z.boolean(),
})

/** What the table of runs shows of one. */
export const runSummarySchema = z.strictObject({
  /** Of the graph that was trained. */
  graphName: z.string().max(200),
  /** Who trained it; trials of one search or gallery share a group. */
  origin: z.enum(['window', 'sweep', 'gallery']),
  group: z.string().max(200).nullable(),
  /** Milliseconds since 1970. */
  startedAt: count,
  /** Milliseconds of training, without pauses. */
  duration: z.number().min(0),
  state: z.enum(storedStates),
  /** Why it diverged. */
  reason: z.string().max(2000).nullable(),
  seed: count,
  backend: z.enum(backendNames),
  threads: count,
  /** The step that it began at: above 0 where it went on from another run or a checkpoint. */
  firstStep: count,
  step: count,
  totalSteps: count,
  epoch: count,
  stepsPerEpoch: count,
  parameterCount: count,
  examples: z.strictObject({ train: count, validation: count, test: count }),
  optimizer: word,
  /** As it is set; a schedule may have changed it since. */
  learningRate: figure,
  /** Mean over the last measured steps, as the findings have it. */
  batchLoss: figure,
  batchAccuracy: figure,
  /** The newest evaluation of each part. */
  metrics: z.strictObject({
    train: metrics.nullable(),
    validation: metrics.nullable(),
    test: metrics.nullable(),
  }),
  findings: z.array(storedFinding).max(100),
  /** SHA-256 of the weights of a run that ended. */
  weightsHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
})
export type RunSummary = z.infer<typeof runSummarySchema>
export type StoredMetrics = z.infer<typeof metrics>

const points = z.array(figure).max(recordLimits.points)

/** Loss and accuracy over the steps: means of neighbouring steps where there are many. */
export const curvesSchema = z
  .strictObject({
    /** Last step of each point. */
    steps: points,
    loss: points,
    accuracy: points,
    evaluations: z
      .array(metrics.extend({ part: z.enum(['train', 'validation', 'test']) }))
      .max(3 * recordLimits.points),
  })
  .refine(({ steps, loss, accuracy }) =>
    [loss, accuracy].every(({ length }) => length === steps.length),
  )
export type StoredCurves = z.infer<typeof curvesSchema>

/** Rows and columns of a heatmap of gradients. */
export const gradientAxesSchema = z.strictObject({
  rows: z.array(z.strictObject({ name: z.string().max(200), nodeId: word })).max(recordLimits.rows),
  /** First and last step of each column. */
  first: z.array(count).max(recordLimits.bins),
  last: z.array(count).max(recordLimits.bins),
})

/** RMS gradient of every layer's weights over the steps; extremes within a column are kept. */
export const gradientsSchema = gradientAxesSchema
  .extend({
    /** Means of all cells row by row, then the smallest, then the largest of each. */
    values: z.instanceof(Float32Array),
  })
  .refine(
    ({ rows, first, last, values }) =>
      first.length === last.length && values.length === 3 * rows.length * first.length,
  )
export type StoredGradients = z.infer<typeof gradientsSchema>

/** A run as it is kept. The same id replaces what is kept of it, but never its name and star. */
export const runRecordSchema = z.strictObject({
  id: runIdSchema,
  name,
  summary: runSummarySchema,
  /** The graph as it was trained: the text of a `.gradscope` file. */
  document: z.string().min(1).max(20_000_000),
  curves: curvesSchema,
  gradients: gradientsSchema.nullable(),
})
export type RunRecord = z.infer<typeof runRecordSchema>

/** A row of the table. */
export interface RunRow extends RunSummary {
  readonly id: string
  readonly name: string
  readonly starred: boolean
}

/** What a user changes of a kept run. */
export const runChangeSchema = z.strictObject({
  id: runIdSchema,
  name: name.optional(),
  starred: z.boolean().optional(),
})
export type RunChange = z.infer<typeof runChangeSchema>

/** Why runs are not kept, or not those of before. */
export type StoreProblem =
  /** The file was damaged; it lies beside the new one under this name. */
  | { readonly kind: 'damaged'; readonly file: string }
  /** A newer version of the app wrote it. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'unavailable'; readonly reason: string }

export interface RunList {
  readonly runs: readonly RunRow[]
  readonly bytes: number
  readonly problem: StoreProblem | null
}

export type SaveOutcome =
  /** `dropped` older runs without a star made room. */
  | { readonly kind: 'kept'; readonly dropped: number }
  /** Every kept run has a star. */
  | { readonly kind: 'full' }
  | { readonly kind: 'failed'; readonly reason: string }

/** JSON in which what is not finite has a name; the schemas above read it. */
export function figuresToJson(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  )
}
