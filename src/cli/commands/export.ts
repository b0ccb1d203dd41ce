import { stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { exportNetwork, weightsFileOf } from '../../engine/export/export-network'
import { type ExportTarget, exportTargets } from '../../engine/export/target'
import { parameterCount } from '../../engine/export/weights'
import { checkTrainable } from '../../engine/node/open-session'
import { encodeSafetensors } from '../../engine/node/safetensors'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCounted } from '../format'
import { OutputFile } from '../output-file'
import { type DocumentOptions, readDocument } from '../read-document'
import { inputsOf, refuseOverwriting } from '../refuse-overwriting'
import { readWeights } from '../weights-file'

export interface ExportOptions extends DocumentOptions {
  readonly to: ExportTarget
  /** A file, or a folder that takes one named after the graph file. */
  readonly out: string
  readonly weightsIn?: string
  readonly json?: boolean
}

/** What `export --json` prints. */
export interface ExportReport {
  readonly to: ExportTarget
  /** What was written, the program or model first. */
  readonly files: readonly string[]
  readonly parameters: number
  /** Those of `--weights-in`, those that the seed draws, or none: the program draws its own. */
  readonly weights: 'given' | 'initial' | 'none'
}

/** Writes a network for another framework. Returns the exit status. */
export async function exportTo(
  file: string,
  options: ExportOptions,
  context: CliContext,
): Promise<number> {
  const { to, weightsIn } = options
  const document = await readDocument(file, options)
  const trainable = checkTrainable(document)
  if (!trainable.ok) {
    const { message, remedy } = trainable.failure
    throw new CliFailure(`${basename(file)}: ${message}`, remedy)
  }
  const { graph } = trainable
  const weights = weightsIn === undefined ? null : await readWeights(weightsIn)
  const path = await placeOf(options.out, file, exportTargets[to].ending)
  const weightsPath = join(dirname(path), weightsFileOf(basename(path, extname(path))))
  const name = document.name.trim() || stemOf(file)
  const source = { name, graph, training: document.training, version: context.version }
  const exported = await exportNetwork(to, source, weights, basename(weightsPath))
  if (!exported.ok) {
    const files = [file, weightsIn].filter(each => each !== undefined)
    const place = files.map(each => basename(each)).join(' with ')
    throw new CliFailure(`${place}: ${exported.message}`, exported.remedy)
  }
  const contents = new Map([[path, exported.content]])
  if (exported.weights.length > 0) contents.set(weightsPath, encodeSafetensors(exported.weights))
  const outputs = [...contents.keys()].map(each => new OutputFile(each, '--out', 'the export'))
  const given = weightsIn === undefined ? [] : [{ path: weightsIn, what: 'the given weights' }]
  await refuseOverwriting(outputs, [...inputsOf(file, document), ...given])
  for (const output of outputs) await output.check()
  for (const output of outputs) await output.write(contents.get(output.path)!)
  const report: ExportReport = {
    to,
    files: [...contents.keys()],
    parameters: parameterCount(graph),
    weights: weights ? 'given' : to === 'onnx' ? 'initial' : 'none',
  }
  context.out(`${options.json ? JSON.stringify(report) : textOf(report, options, document)}\n`)
  return 0
}

/** The name of a graph file without its ending. */
function stemOf(file: string): string {
  return basename(file, '.gradscope')
}

/** The file to write: in a folder, one named after the graph file. */
async function placeOf(out: string, file: string, ending: string): Promise<string> {
  const isFolder = /[\\/]$/.test(out) || (await stat(out).catch(() => null))?.isDirectory()
  return isFolder ? join(out, `${stemOf(file)}${ending}`) : out
}

function textOf(
  { to, files, parameters, weights }: ExportReport,
  { weightsIn = '' }: ExportOptions,
  { training }: { readonly training: { readonly seed: number } },
): string {
  const origin = {
    given: `the weights of ${basename(weightsIn)}`,
    initial: `initial weights, seed ${training.seed}`,
    none: 'no weights: the program draws its own',
  }[weights]
  const { title } = exportTargets[to]
  return [
    ...files.map(file => `wrote ${file}`),
    `${title}, ${formatCounted(parameters, 'parameter')}, ${origin}`,
  ].join('\n')
}
