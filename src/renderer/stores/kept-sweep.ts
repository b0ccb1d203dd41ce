import { z } from 'zod'
import { parseDocumentValue } from '../../engine/document/parse'
import {
  mostTrials,
  sweepMethods,
  sweepObjectives,
  sweepParameterSchema,
  sweepSpecSchema,
} from '../../engine/sweep/spec'
import type { TrialResult } from '../../engine/sweep/trial'
import type { StartedSweep, SweepChoices } from './sweep'

const count = z.int().min(1).max(1_000_000_000)
const choiceSchemas = {
  method: z.enum(sweepMethods),
  parameters: z.array(sweepParameterSchema).max(16),
  trials: z.int().min(1).max(mostTrials),
  seed: z.int().min(0).max(0xffff_ffff),
  objective: z.enum(sweepObjectives).nullable(),
  length: z.strictObject({ unit: z.enum(['document', 'epochs', 'steps']), count }),
} satisfies Record<keyof SweepChoices, z.ZodType>

/** Figures that are not finite are null in JSON. */
const metrics = z
  .looseObject({ loss: z.number().nullable(), accuracy: z.number().nullable() })
  .nullable()
const resultSchema = z.looseObject({
  trial: z.int().min(1),
  values: z.array(z.union([z.number(), z.boolean(), z.string()])),
  state: z.enum(['finished', 'diverged', 'failed']),
  validation: metrics,
  train: metrics,
  steps: z.int().min(0),
  epochs: z.int().min(0),
  weightsHash: z.string().nullable(),
  reason: z.string().nullable(),
})
const startedSchema = z.looseObject({
  document: z.unknown(),
  name: z.string(),
  spec: sweepSpecSchema,
  total: count,
  results: z.array(resultSchema),
  state: z.enum(['running', 'stopped', 'done']),
})

/** What an earlier start of the app left of a sweep, as far as it is sound. */
export function readKeptSweep(kept: unknown): {
  readonly choices: Partial<SweepChoices>
  readonly started: StartedSweep | null
} {
  const { choices, started } = (kept ?? {}) as Record<string, unknown>
  return { choices: soundChoices(choices), started: soundSweep(started) }
}

function soundChoices(kept: unknown): Partial<SweepChoices> {
  const values = Object(kept) as Record<string, unknown>
  const sound = Object.entries(choiceSchemas).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(values[key])
    return parsed.success ? [[key, parsed.data]] : []
  })
  return Object.fromEntries(sound)
}

/** What was running when the app ended has stopped. */
function soundSweep(kept: unknown): StartedSweep | null {
  const parsed = startedSchema.safeParse(kept)
  if (!parsed.success) return null
  const { name, spec, total, results, state } = parsed.data
  const read = parseDocumentValue(parsed.data.document)
  if (read.kind !== 'ok') return null
  return {
    ...{ document: read.document, name, spec, total },
    results: results as unknown as TrialResult[],
    state: state === 'running' ? 'stopped' : state,
  }
}
