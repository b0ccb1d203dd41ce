import { join } from 'node:path'
import type { ResponseOf } from '../../shared/ipc/contract'
import { writeFailure } from './failure'
import { documentName, safeName } from './file-name'
import { type FileSystem, nodeFileSystem } from './file-system'
import { writeAtomic } from './write-atomic'

export const exportFormats = ['png', 'svg', 'csv', 'html', 'json', 'py', 'onnx'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportDialogs {
  /** The chosen path, or undefined. */
  chooseExport(defaultPath: string, format: ExportFormat): Promise<string | undefined>
}

interface ExportOptions {
  readonly dialogs: ExportDialogs
  readonly directory: string
  readonly fs?: FileSystem
}

/** Asks for a place and writes what a panel gave there; the window never names a path. */
export async function exportFile(
  name: string,
  format: ExportFormat,
  content: string | Uint8Array,
  { dialogs, directory, fs = nodeFileSystem }: ExportOptions,
): Promise<ResponseOf<'export.save'>> {
  const extension = `.${format}`
  const chosen = await dialogs.chooseExport(join(directory, safeName(name) + extension), format)
  if (chosen === undefined) return { kind: 'cancelled' }
  const path = chosen.toLowerCase().endsWith(extension) ? chosen : chosen + extension
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  try {
    await writeAtomic(path, bytes, { fs })
    return { kind: 'saved', name: documentName(path) }
  } catch (error) {
    return writeFailure(path, error)
  }
}
