import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { writeDocumentText } from '../../../src/main/files/document-file'
import { failingFileSystem } from './failing-file-system'
import { useTemporaryDirectory } from './temporary-directory'

const oldText = serializeDocument(emptyDocument('old'))
const newText = serializeDocument(emptyDocument('new'))
const directory = useTemporaryDirectory()

/** Saves over a file with one call failing, and tells what came of it. */
async function save(at: number, code: string, forGood: boolean) {
  const path = join(directory.path, 'net.gradscope')
  await writeFile(path, oldText)
  const { fs, calls } = failingFileSystem({ at, code, forGood })
  const result = await writeDocumentText(path, newText, fs, [0, 0])
  return { result, calls, text: await readFile(path, 'utf8'), files: await readdir(directory.path) }
}

const codes = ['ENOSPC', 'EIO', 'EPERM', 'EACCES', 'EROFS', 'EDQUOT']
/** What a save calls, in order, when nothing fails. */
const healthy = [
  ...['realpath', 'stat', 'access', 'open', 'write', 'chmod', 'sync', 'close', 'rename'],
  ...['open', 'sync', 'close'],
]

describe('saving while the file system fails', () => {
  it('makes these calls, each of which is made to fail below', async () => {
    const { calls, text } = await save(0, '', false)
    expect(calls).toEqual(healthy)
    expect(text).toBe(newText)
  })

  describe.each(codes)('%s', code => {
    it.each(healthy.map((name, index) => [index + 1, name] as const))(
      'at call %i (%s) leaves the old file or the new one, and tells which',
      async at => {
        const { result, text, files } = await save(at, code, false)
        expect(text).toBe(result.kind === 'written' ? newText : oldText)
        expect(files).toEqual(['net.gradscope'])
      },
    )

    it.each(healthy.map((name, index) => [index + 1, name] as const))(
      'from call %i (%s) on leaves the old file or the new one, and tells which',
      async at => {
        const { result, text } = await save(at, code, true)
        expect(text).toBe(result.kind === 'written' ? newText : oldText)
        // After the rename the new file stands, whatever becomes of the flushing of its folder.
        expect(result.kind).toBe(at <= healthy.indexOf('rename') + 1 ? 'failed' : 'written')
      },
    )
  })

  it('says what to do about a full disk', async () => {
    const { result } = await save(healthy.indexOf('write') + 1, 'ENOSPC', false)
    expect(result).toEqual({
      kind: 'failed',
      message: '"net.gradscope" was not saved: the disk is full. The file is as it was.',
      remedy: 'Free some space and save again, or use Save As on another disk.',
    })
  })

  it('tries again where another program holds the file for a moment', async () => {
    const { result, calls } = await save(healthy.indexOf('rename') + 1, 'EBUSY', false)
    expect(result.kind).toBe('written')
    expect(calls.filter(name => name === 'rename')).toHaveLength(2)
  })
})

describe('what may be saved', () => {
  const path = () => join(directory.path, 'net.gradscope')

  it.each([
    ['text that is not JSON', 'hello'],
    ['JSON that is not a graph', '{"a":1}'],
    ['a graph of a newer version', oldText.replace('"version": 1', '"version": 99')],
    ['a graph with a bad record', oldText.replace('"batchSize": 64', '"batchSize": 0')],
  ])('does not write %s', async (_, text) => {
    const { fs, calls } = failingFileSystem({ at: 0, code: '' })
    expect((await writeDocumentText(path(), text, fs)).kind).toBe('failed')
    expect(calls).toEqual([])
  })

  it('does not write a file larger than the limit of opening, in bytes', async () => {
    const padded = `${oldText}${' '.repeat(20_000_000)}`
    const { fs, calls } = failingFileSystem({ at: 0, code: '' })
    const result = await writeDocumentText(path(), padded, fs)
    expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('20.0 MB') })
    expect(calls).toEqual([])
  })
})
