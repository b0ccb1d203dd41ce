import { parseDocument } from '../../engine/document/parse'
import { limits } from '../../engine/document/schema'
import { say } from '../texts'
import { type Failure, failure, readFailure, writeFailure } from './failure'
import { type FileSystem, nodeFileSystem } from './file-system'
import { writeAtomic } from './write-atomic'

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const tooLarge = (bytes: number) =>
  say('size.tooLarge', { size: megabytes(bytes), most: megabytes(limits.fileBytes) })

/** Reads a file's text. Its size is known before a byte of it is read. */
export async function readDocumentText(
  path: string,
  fs: FileSystem = nodeFileSystem,
): Promise<{ readonly kind: 'read'; readonly text: string } | Failure> {
  let bytes: Uint8Array
  try {
    const stats = await fs.stat(path)
    if (!stats.isFile()) return readFailure(path, say('read.notFile'))
    if (stats.size > limits.fileBytes) return readFailure(path, tooLarge(stats.size))
    bytes = await fs.readFile(path)
  } catch (error) {
    return readFailure(path, error)
  }
  try {
    return { kind: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return readFailure(path, say('read.notText'))
  }
}

/** Whether the window can open a text: whole, in its sound parts only, or not at all. */
export function openability(text: string): 'whole' | 'salvage' | 'none' {
  const parsed = parseDocument(text)
  if (parsed.kind === 'ok') return 'whole'
  return parsed.kind === 'invalid' && parsed.salvage ? 'salvage' : 'none'
}

/** Writes a document's text, or says why not; then the file is as it was. */
export async function writeDocumentText(
  path: string,
  text: string,
  fs: FileSystem = nodeFileSystem,
  delays?: readonly number[],
): Promise<{ readonly kind: 'written' } | Failure> {
  const content = new TextEncoder().encode(text)
  if (content.length > limits.fileBytes) {
    return failure(
      say('write.tooLarge', { reason: tooLarge(content.length) }),
      say('write.tooLarge.remedy'),
    )
  }
  const parsed = parseDocument(text)
  if (parsed.kind !== 'ok') {
    const reason = parsed.kind === 'invalid' ? `${parsed.path}: ${parsed.reason}` : parsed.kind
    return failure(say('write.invalid', { reason }), say('write.invalid.remedy'))
  }
  try {
    await writeAtomic(path, content, { fs, ...(delays && { delays }) })
    return { kind: 'written' }
  } catch (error) {
    return writeFailure(path, error)
  }
}
