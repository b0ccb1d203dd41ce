import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { exportNetwork, weightsFileOf } from '../../engine/export/export-network'
import { type ExportTarget, exportTargets } from '../../engine/export/target'
import { parameterCount } from '../../engine/export/weights'
import { checkTrainable } from '../../engine/node/open-session'
import { encodeSafetensors } from '../../engine/node/safetensors'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCounted } from '../format'
import { type DocumentOptions, readDocument } from '../read-document'
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
  for (const target of contents.keys()) await refuseInputs(target, [file, weightsIn])
  for (const [target, content] of contents) await write(target, content)
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

/** @throws CliFailure where what is read would be written over. */
async function refuseInputs(path: string, inputs: readonly (string | undefined)[]): Promise<void> {
  const whole = (each: string) => realpath(each).catch(() => resolve(each))
  for (const input of inputs) {
    if (input === undefined || (await whole(input)) !== (await whole(path))) continue
    throw new CliFailure(
      `${path}: the export would be written over what it is made from.`,
      'Choose another place for --out.',
    )
  }
}

/**
 * Writes beside the place first, so that a file that is there stays whole until the new one is.
 *
 * @throws CliFailure where it cannot be written.
 */
async function write(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    await writeFile(temporary, content, { flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    const { code, message } = error as NodeJS.ErrnoException
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such folder',
      ENOTDIR: 'its folder is a file',
      EISDIR: 'it is a folder',
      EACCES: 'you may not write there',
    }
    throw new CliFailure(
      `${path}: the export cannot be written: ${reasons[code ?? ''] ?? message}.`,
      'Choose another place for --out.',
    )
  }
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
