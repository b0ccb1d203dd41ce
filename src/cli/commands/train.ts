import type { GraphDocument } from '../../engine/document/schema'
import type { BackendName } from '../../engine/protocol'
import type { Language } from '../../shared/language'
import { checkCheckpointFiles } from '../checkpoint-files'
import type { CliContext } from '../context'
import { type DocumentOptions, readDocument } from '../read-document'
import { ReportFile } from '../report-file'
import { createTelemetryFile } from '../telemetry-file'
import { TrainRun } from '../train-run'
import { checkWeightsPlace, readWeights } from '../weights-file'

export interface TrainOptions extends DocumentOptions {
  readonly epochs?: number
  readonly steps?: number
  readonly threads?: number
  readonly backend?: BackendName
  /** Files to start from, to write at the end, and to write while training. */
  readonly weightsIn?: string
  readonly weightsOut?: string
  /** Files to go on from, and to write every minute and at the end. */
  readonly resume?: string
  readonly checkpointOut?: string
  readonly telemetry?: string
  readonly report?: string
  /** Of the report. */
  readonly lang?: Language
  readonly json?: boolean
}

/** Trains a graph file in the engine worker. Returns the exit status: 1 when training diverged. */
export async function train(
  file: string,
  options: TrainOptions,
  context: CliContext,
): Promise<number> {
  const read = await readDocument(file, options)
  const document: GraphDocument =
    options.epochs === undefined
      ? read
      : { ...read, training: { ...read.training, epochs: options.epochs } }
  const weights = options.weightsIn === undefined ? null : await readWeights(options.weightsIn)
  await checkCheckpointFiles(options)
  if (options.weightsOut !== undefined) await checkWeightsPlace(options.weightsOut)
  const telemetry = options.telemetry === undefined ? null : createTelemetryFile(options.telemetry)
  const { report, lang = 'en' } = options
  const page = report === undefined ? null : await ReportFile.create(report, lang)
  const run = new TrainRun(file, document, options, context, weights, telemetry, page)
  try {
    return await run.finished
  } finally {
    telemetry?.close()
  }
}
