import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ParseResult, parseDocument, parseDocumentValue } from '../engine/document/parse'
import { type GraphDocument, limits } from '../engine/document/schema'
import { CliFailure } from './failure'
import { withOwnData } from './own-data'
import { applySetting } from './settings'
import { readReason } from './system-reason'

export interface DocumentOptions {
  /** `PATH=VALUE` assignments, in order. */
  readonly set?: readonly string[]
  readonly seed?: number
}

/**
 * Reads a graph file and applies `--set` and `--seed`.
 *
 * @throws CliFailure naming the file, the place and the remedy.
 */
export async function readDocument(file: string, options: DocumentOptions): Promise<GraphDocument> {
  const parsed = parseDocument(await readText(file))
  let document = expectOk(parsed, basename(file))
  for (const assignment of options.set ?? []) {
    const changed = applySetting(document, assignment)
    const result = parseDocumentValue(changed)
    if (result.kind !== 'ok') {
      const reason = result.kind === 'invalid' ? `${result.path}: ${result.reason}` : 'not a graph'
      throw new CliFailure(
        `--set ${assignment}: ${reason}`,
        'Give the field a value that the file format allows.',
      )
    }
    document = result.document
  }
  document = await withOwnData(document, file, options.set ?? [])
  if (options.seed === undefined) return document
  return { ...document, training: { ...document.training, seed: options.seed } }
}

async function readText(file: string): Promise<string> {
  if (file === '') throw new CliFailure('The name of the graph file is empty.', 'Name a file.')
  let bytes: Uint8Array
  try {
    bytes = await readBounded(file, limits.fileBytes)
  } catch (error) {
    throw unreadable(file, error as Error)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CliFailure(`${file}: it is no UTF-8 text.`, 'Check the name, or save it as UTF-8.')
  }
}

/** Never more than so many bytes, also of a pipe or a device, whose size nobody knows. */
async function readBounded(file: string, most: number): Promise<Uint8Array> {
  const { size } = await stat(file)
  if (size > most) throw tooLarge(file, `${size.toLocaleString('en')} bytes`)
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of createReadStream(file)) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes > most) throw tooLarge(file, 'no end')
  }
  return Buffer.concat(pieces)
}

function tooLarge(file: string, size: string): CliFailure {
  return new CliFailure(
    `${file}: it has ${size}; at most ${limits.fileBytes.toLocaleString('en')} bytes are read.`,
    'A graph file is never that large: check the name.',
  )
}

function unreadable(file: string, error: NodeJS.ErrnoException): Error {
  if (error instanceof CliFailure) return error
  const isFolder = error.code === 'EISDIR'
  const remedy = isFolder ? 'Name a .gradscope file in it.' : 'Check the path.'
  return new CliFailure(`${file}: ${readReason(error)}.`, remedy)
}

function expectOk(result: ParseResult, name: string): GraphDocument {
  switch (result.kind) {
    case 'ok':
      return result.document
    case 'notGradscope':
      throw new CliFailure(
        `${name} is not a Gradscope file: ${result.reason}.`,
        'Choose a file that Gradscope saved.',
      )
    case 'tooNew':
      throw new CliFailure(
        `${name} has format version ${result.version}; this Gradscope reads up to ${result.supported}.`,
        'Update Gradscope.',
      )
    case 'migrationFailed':
      throw new CliFailure(
        `${name} has format version ${result.version} and could not be brought up to date: ${result.reason}.`,
        'Open it with the version that wrote it.',
      )
    case 'invalid':
      throw new CliFailure(
        `${[name, result.path, result.reason].filter(Boolean).join(': ')}${result.issues.length > 1 ? ` (and ${result.issues.length - 1} more)` : ''}`,
        'Mend the file there, or open it in the app, which keeps what is sound.',
      )
  }
}
