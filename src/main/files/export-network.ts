import { basename, dirname, extname, join } from 'node:path'
import { parseDocument } from '../../engine/document/parse'
import { exportNetwork, weightsFileOf } from '../../engine/export/export-network'
import { exportTargets } from '../../engine/export/target'
import { checkTrainable } from '../../engine/node/open-session'
import { encodeSafetensors } from '../../engine/node/safetensors'
import type { RequestOf, ResponseOf } from '../../shared/ipc/contract'
import type { ExportDialogs, ExportFormat } from './export-file'
import { failure, writeFailure } from './failure'
import { safeName } from './file-name'
import { type FileSystem, nodeFileSystem } from './file-system'
import { writeAtomic } from './write-atomic'

interface Options {
  readonly dialogs: ExportDialogs
  readonly directory: string
  /** Of the app. */
  readonly version: string
  readonly fs?: FileSystem
}

/**
 * Asks for a place and writes the network there for another framework; weights that a program reads
 * go beside it.
 */
export async function exportNetworkFile(
  { to, text, name, weights }: RequestOf<'export.network'>,
  { dialogs, directory, version, fs = nodeFileSystem }: Options,
): Promise<ResponseOf<'export.network'>> {
  const parsed = parseDocument(text)
  // The window sends what it wrote itself.
  if (parsed.kind !== 'ok') throw new Error(`a document that is ${parsed.kind}`)
  const { document } = parsed
  const trainable = checkTrainable(document)
  if (!trainable.ok) return failure(trainable.failure.message, trainable.failure.remedy)
  const { ending } = exportTargets[to]
  const format = ending.slice(1) as ExportFormat
  const chosen = await dialogs.chooseExport(join(directory, safeName(name) + ending), format)
  if (chosen === undefined) return { kind: 'cancelled' }
  const path = chosen.toLowerCase().endsWith(ending) ? chosen : chosen + ending
  const source = { name, graph: trainable.graph, training: document.training, version }
  const weightsFile = weightsFileOf(basename(path, extname(path)))
  const exported = await exportNetwork(to, source, weights, weightsFile)
  if (!exported.ok) return failure(exported.message, exported.remedy)
  const { content } = exported
  try {
    if (exported.weights.length > 0) {
      await writeAtomic(join(dirname(path), weightsFile), encodeSafetensors(exported.weights), {
        fs,
      })
    }
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    await writeAtomic(path, bytes, { fs })
    return { kind: 'saved', name: basename(path) }
  } catch (error) {
    return writeFailure(path, error)
  }
}
