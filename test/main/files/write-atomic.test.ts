import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FileSystem, nodeFileSystem } from '../../../src/main/files/file-system'
import { writeAtomic } from '../../../src/main/files/write-atomic'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()
const file = () => join(directory.path, 'net.gradscope')
const bytes = (text: string) => new TextEncoder().encode(text)
const posix = process.platform !== 'win32'

/** A file system whose `write` takes at most so many bytes in all, as a disk that fills up does. */
function diskWithSpace(space: number): FileSystem {
  let left = space
  return {
    ...nodeFileSystem,
    open: async (path, flags, mode) => {
      const real = await nodeFileSystem.open(path, flags, mode)
      return {
        chmod: value => real.chmod(value),
        sync: () => real.sync(),
        close: () => real.close(),
        write: async (buffer, offset, length, position) => {
          const taken = Math.min(length, left, 7)
          left -= taken
          return real.write(buffer, offset, taken, position)
        },
      }
    },
  }
}

describe('writeAtomic', () => {
  it('makes a new file, and replaces it', async () => {
    await writeAtomic(file(), bytes('one'))
    await writeAtomic(file(), bytes('two'))
    expect(await readFile(file(), 'utf8')).toBe('two')
    expect(await readdir(directory.path)).toEqual(['net.gradscope'])
  })

  it('goes on where the disk takes a part of the bytes', async () => {
    const text = 'x'.repeat(100)
    await writeAtomic(file(), bytes(text), { fs: diskWithSpace(100) })
    expect(await readFile(file(), 'utf8')).toBe(text)
  })

  it('keeps the old file where the disk fills up in the middle without an error', async () => {
    await writeFile(file(), 'old')
    const saved = writeAtomic(file(), bytes('x'.repeat(100)), { fs: diskWithSpace(60) })
    await expect(saved).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(await readFile(file(), 'utf8')).toBe('old')
    expect(await readdir(directory.path)).toEqual(['net.gradscope'])
  })

  it.runIf(posix)('keeps the mode', async () => {
    await writeFile(file(), 'old')
    await chmod(file(), 0o640)
    await writeAtomic(file(), bytes('new'))
    expect((await stat(file())).mode & 0o777).toBe(0o640)
  })

  it.runIf(posix)('writes through a symbolic link and keeps it', async () => {
    await mkdir(join(directory.path, 'real'))
    const real = join(directory.path, 'real', 'net.gradscope')
    await writeFile(real, 'old')
    await symlink(real, file())
    await writeAtomic(file(), bytes('new'))
    expect((await lstat(file())).isSymbolicLink()).toBe(true)
    expect(await readFile(real, 'utf8')).toBe('new')
  })

  it('saves under a name as long as names can be', async () => {
    const long = join(directory.path, `${'n'.repeat(245)}.gradscope`)
    await writeAtomic(long, bytes('new'))
    expect(await readFile(long, 'utf8')).toBe('new')
  })

  it('respects a file that is marked read-only', async () => {
    await writeFile(file(), 'old')
    const denied: FileSystem = {
      ...nodeFileSystem,
      accessWritable: async () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      },
    }
    await expect(writeAtomic(file(), bytes('new'), { fs: denied })).rejects.toThrow('EACCES')
    expect(await readFile(file(), 'utf8')).toBe('old')
  })

  it('says that the folder is gone', async () => {
    const saved = writeAtomic(join(directory.path, 'none', 'net.gradscope'), bytes('new'))
    await expect(saved).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
