import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { GraphDocument } from '../engine/document/schema'
import { dataPaths } from '../engine/node/own/document-paths'
import { targetOf } from '../engine/node/write-whole'
import { CliFailure } from './failure'
import type { OutputFile } from './output-file'

/** A file that a command reads. */
export interface InputFile {
  readonly path: string
  /** As it is called in messages: `the graph file`. */
  readonly what: string
}

/** A graph file and the files of its data. */
export function inputsOf(file: string, document: GraphDocument): InputFile[] {
  const data = dataPaths(document).map(path => ({ path, what: 'the data that the graph reads' }))
  return [{ path: file, what: 'the graph file' }, ...data]
}

/**
 * Keeps a command from writing over what it reads, and from writing two things into one file.
 *
 * @throws CliFailure naming both.
 */
export async function refuseOverwriting(
  outputs: readonly OutputFile[],
  inputs: readonly InputFile[],
): Promise<void> {
  const taken = new Map<string, string>()
  for (const { path, what } of inputs) taken.set((await identityOf(path)) ?? '', what)
  for (const { path, option, what } of outputs) {
    const identity = await identityOf(path)
    if (identity === null) continue
    const other = taken.get(identity)
    if (other !== undefined) {
      throw new CliFailure(
        `${path}: ${what} would be written over ${other}.`,
        `Choose another place for ${option}.`,
      )
    }
    taken.set(identity, what)
  }
}

/** The same for all paths to a file; null for a device, which takes whatever is written. */
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  if (found) return found.isFile() ? `${found.dev} ${found.ino}` : null
  const target = resolve(await targetOf(path))
  const folder = await realpath(dirname(target)).catch(() => dirname(target))
  return join(folder, basename(target))
}
