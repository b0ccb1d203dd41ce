import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from '../../src/engine/document/parse'
import type { GraphDocument } from '../../src/engine/document/schema'
import { findExperiment } from '../../src/engine/experiments/catalog'
import { variantDocument } from '../../src/engine/experiments/experiment'
import { RunRecord } from '../../src/engine/experiments/record'
import { chooseBackend } from '../../src/engine/node/backends'
import { openSession } from '../../src/engine/node/open-session'
import type { SessionOptions } from '../../src/engine/training/session'
import { shippedDatasets } from './datasets'
import { runtimes } from './wasm'

/** The graph that ships with an experiment. */
export function shippedGraph(experimentId: string): GraphDocument {
  const file = join(import.meta.dirname, `../../resources/experiments/${experimentId}.gradscope`)
  const parsed = parseDocument(readFileSync(file, 'utf8'))
  if (parsed.kind !== 'ok') throw new Error(`${experimentId}: ${parsed.kind}`)
  return parsed.document
}

export function shippedVariant(experimentId: string, variantId: string): GraphDocument {
  const variant = findExperiment(experimentId)?.variants.find(({ id }) => id === variantId)
  if (!variant) throw new Error(`${experimentId} has no ${variantId}`)
  return variantDocument(shippedGraph(experimentId), variant)
}

export interface TrainedVariant {
  readonly record: RunRecord
  readonly steps: number
  /** Why it diverged; null where it did not. */
  readonly divergence: string | null
}

/** Trains a variant as it ships, or only so many steps of it, or by another seed. */
export async function trainVariant(
  experimentId: string,
  variantId: string,
  { steps, seed }: { readonly steps?: number; readonly seed?: number } = {},
): Promise<TrainedVariant> {
  const shipped = shippedVariant(experimentId, variantId)
  const training = seed === undefined ? shipped.training : { ...shipped.training, seed }
  return trainDocument({ ...shipped, training }, steps === undefined ? {} : { maxSteps: steps })
}

/** Trains a graph to its end, or as far as it is to go. */
export async function trainDocument(
  document: GraphDocument,
  options: Pick<SessionOptions, 'maxSteps' | 'telemetryEvery'> = {},
): Promise<TrainedVariant> {
  const opened = await openSession(document, {
    datasetsDirectory: shippedDatasets,
    backend: chooseBackend(runtimes, { threads: 1 }),
    ...options,
  })
  if (!opened.ok) throw new Error(opened.failure.message)
  const { session, program } = opened.value
  const record = new RunRecord(program.graph, program.telemetry)
  const frame = new Float64Array(program.telemetry.width)
  while (!session.isFinished && session.divergence === null) {
    if (session.step(frame)) record.observe(frame)
  }
  for (const part of ['train', 'validation', 'test'] as const) {
    const metrics = session.evaluate(part)
    if (metrics) record.evaluated(part, session.stepsDone, metrics)
  }
  return { record, steps: session.stepsDone, divergence: session.divergence }
}
