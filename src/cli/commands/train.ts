import { resolve } from 'node:path'
import type { GraphDocument } from '../../engine/document/schema'
import type { BackendName } from '../../engine/protocol'
import type { Language } from '../../shared/language'
import { checkResume } from '../checkpoint-files'
import type { CliContext } from '../context'
import { OutputFile } from '../output-file'
import { type DocumentOptions, readDocument } from '../read-document'
import { type InputFile, inputsOf, refuseOverwriting } from '../refuse-overwriting'
import { TrainRun } from '../train-run'
import { readWeights } from '../weights-file'

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
  if (options.resume !== undefined) await checkResume(options.resume)
  const outputs = outputsOf(options)
  const written = Object.values(outputs)
  await refuseOverwriting(written, [...inputsOf(file, document), ...givenFiles(options)])
  for (const output of written) await output.check()
  return new TrainRun(file, document, options, context, weights, outputs).finished
}

/** What a run is asked to write. */
export interface TrainOutputs {
  readonly weights?: OutputFile
  readonly checkpoint?: OutputFile
  readonly telemetry?: OutputFile
  readonly report?: OutputFile
}

function outputsOf({ weightsOut, checkpointOut, telemetry, report }: TrainOptions): TrainOutputs {
  const output = (path: string, option: string, what: string) => new OutputFile(path, option, what)
  return {
    ...(weightsOut !== undefined && {
      weights: output(weightsOut, '--weights-out', 'the weights'),
    }),
    ...(checkpointOut !== undefined && {
      checkpoint: output(checkpointOut, '--checkpoint-out', 'the checkpoint'),
    }),
    ...(telemetry !== undefined && {
      telemetry: output(telemetry, '--telemetry', 'the telemetry'),
    }),
    ...(report !== undefined && { report: output(report, '--report', 'the report') }),
  }
}

/** What a run starts from may be replaced by what it comes to, and by nothing else. */
function givenFiles({ weightsIn, weightsOut, resume, checkpointOut }: TrainOptions): InputFile[] {
  const kept = (path: string | undefined, replaced: string | undefined, what: string) => {
    const isReplaced = path && replaced && resolve(path) === resolve(replaced)
    return path === undefined || isReplaced ? [] : [{ path, what }]
  }
  return [
    ...kept(weightsIn, weightsOut, 'the weights it starts from'),
    ...kept(resume, checkpointOut, 'the checkpoint it goes on from'),
  ]
}
