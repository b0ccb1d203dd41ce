import { z } from 'zod'

/** Most trials of one sweep. */
export const mostTrials = 10_000
/** Values that a range has in a grid unless it says how many. */
export const defaultPoints = 5

const path = z.string().min(1).max(200)

/** A field and where its values come from: a range, or a list to choose from. */
export const sweepParameterSchema = z.union([
  z.strictObject({
    /** As of `--set`: `training.optimizer.learningRate`, `nodes.dense1.units`. */
    path,
    scale: z.enum(['log', 'linear']),
    range: z.tuple([z.number(), z.number()]),
    /** Values in a grid. */
    points: z.int().min(2).max(1000).optional(),
  }),
  z.strictObject({
    path,
    values: z
      .array(z.union([z.number(), z.boolean(), z.string().max(200)]))
      .min(1)
      .max(1000),
  }),
])

export const sweepMethods = ['random', 'grid'] as const
/** What trials are ranked by. Of the validation part: the test part is for the end. */
export const sweepObjectives = ['validationAccuracy', 'validationLoss'] as const

export const sweepSpecSchema = z.strictObject({
  method: z.enum(sweepMethods),
  parameters: z.array(sweepParameterSchema).min(1).max(16),
  /** Of a grid, which has its own number of trials, at most so many. */
  trials: z.int().min(1).max(mostTrials),
  /** Of the draws. */
  seed: z.int().min(0).max(0xffff_ffff),
  objective: z.enum(sweepObjectives),
  /** How long a trial trains; as many epochs as the document says unless given. */
  length: z
    .discriminatedUnion('unit', [
      z.strictObject({ unit: z.literal('epochs'), count: z.int().min(1).max(1_000_000) }),
      z.strictObject({ unit: z.literal('steps'), count: z.int().min(1).max(1_000_000_000) }),
    ])
    .optional(),
})

export type SweepParameter = z.infer<typeof sweepParameterSchema>
export type RangeParameter = Extract<SweepParameter, { readonly range: unknown }>
export type SweepSpec = z.infer<typeof sweepSpecSchema>
export type SweepMethod = SweepSpec['method']
export type SweepObjective = SweepSpec['objective']

/** Where a sweep begins unless told otherwise: learning rate and weight decay over many decades. */
export const defaultParameters: readonly SweepParameter[] = [
  { path: 'training.optimizer.learningRate', scale: 'log', range: [1e-6, 1e-2] },
  { path: 'training.regularization.l2', scale: 'log', range: [1e-8, 1e-4] },
]
