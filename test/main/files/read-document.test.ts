import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocumentText } from '../../../src/main/files/document-file'
import { nodeFileSystem } from '../../../src/main/files/file-system'
import { failingFileSystem } from './failing-file-system'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()
const file = () => join(directory.path, 'net.gradscope')

describe('reading a file', () => {
  it('gives its text without a byte order mark', async () => {
    await writeFile(file(), '\ufeff{"이름": 1}')
    expect(await readDocumentText(file())).toEqual({ kind: 'read', text: '{"이름": 1}' })
  })

  it('refuses a file above the limit before it reads any of it', async () => {
    const handle = await open(file(), 'w')
    await handle.truncate(100_000_000)
    await handle.close()
    const { fs, calls } = failingFileSystem({ at: 0, code: '' })
    const result = await readDocumentText(file(), fs)
    expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('100.0 MB') })
    expect(calls).toEqual(['stat'])
  })

  it('refuses text that is not UTF-8', async () => {
    await writeFile(file(), Uint8Array.of(0xff, 0xfe, 0x7b, 0x00))
    expect(await readDocumentText(file())).toMatchObject({
      kind: 'failed',
      message: '"net.gradscope" could not be read: it is not UTF-8 text.',
    })
  })

  it('refuses a folder', async () => {
    await mkdir(file())
    expect(await readDocumentText(file(), nodeFileSystem)).toMatchObject({ kind: 'failed' })
  })

  it.each(['ENOENT', 'EACCES', 'EIO', 'ESTALE'])('explains %s at every call', async code => {
    await writeFile(file(), '{}')
    for (const at of [1, 2]) {
      const { fs } = failingFileSystem({ at, code })
      const result = await readDocumentText(file(), fs)
      expect(result).toMatchObject({ kind: 'failed', remedy: expect.stringMatching(/\.$/) })
    }
  })
})
