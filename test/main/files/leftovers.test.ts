import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { nodeFileSystem } from '../../../src/main/files/file-system'
import { removeLeftovers } from '../../../src/main/files/leftovers'
import { writeAtomic } from '../../../src/main/files/write-atomic'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()

/** Leaves the temporary file of a write that was killed before it was renamed. */
async function killedWrite(path: string): Promise<void> {
  const rename = () => Promise.reject(Object.assign(new Error('killed'), { code: 'EIO' }))
  const unlink = () => Promise.reject(new Error('killed'))
  const fs = { ...nodeFileSystem, rename, unlink }
  await expect(writeAtomic(path, new Uint8Array(9), { fs })).rejects.toThrow('killed')
}

it('what killed writes left goes, and nothing else', async () => {
  const log = { warn: vi.fn() }
  const [root, backups] = [directory.path, join(directory.path, 'backups')]
  await mkdir(backups)
  await killedWrite(join(root, 'settings.json'))
  await killedWrite(join(backups, 'a.backup'))
  expect(await readdir(root)).toHaveLength(2)
  const kept = ['settings.json', '.gradscope-mine.tmp', 'x.gradscope-0123456789abcdef.tmp']
  for (const name of kept) await writeFile(join(root, name), '')

  await removeLeftovers([root, backups, join(root, 'nowhere'), join(root, 'settings.json')], log)
  expect((await readdir(root)).toSorted()).toEqual(['backups', ...kept].toSorted())
  expect(await readdir(backups)).toEqual([])
  expect(log.warn).not.toHaveBeenCalled()
})

it('what cannot be removed is logged, and the others go', async () => {
  const log = { warn: vi.fn() }
  await mkdir(join(directory.path, '.gradscope-0123456789abcdef.tmp'))
  await killedWrite(join(directory.path, 'settings.json'))
  await removeLeftovers([directory.path], log)
  expect(await readdir(directory.path)).toEqual(['.gradscope-0123456789abcdef.tmp'])
  expect(log.warn).toHaveBeenCalledOnce()
})
