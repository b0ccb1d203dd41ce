import { randomBytes } from 'node:crypto'
import { chmod, open, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/**
 * Writes a file so that a reader, a crash or a full disk sees the old content or the new, never a part of
 * it: beside the place first, then renamed over it. Writes through symbolic links, keeps the permissions of
 * a file that is there, and leaves a device what it is.
 *
 * @throws the file system's error; what was there before then stays.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found && !found.isFile()) await writeFile(path, content)
  else await replace(await targetOf(path), content, found?.mode)
}

/** Where a path leads through symbolic links, also where nothing is yet. */
export async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const link = code === 'ENOENT' ? await readlink(path).catch(() => null) : null
    return link === null ? path : targetOf(resolve(dirname(path), link))
  }
}

async function replace(target: string, content: string | Uint8Array, mode?: number): Promise<void> {
  // Its length does not depend on the target's name, which may be as long as a name can be.
  const temporary = join(dirname(target), `.gradscope-${randomBytes(8).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx', mode)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    if (mode !== undefined) await chmod(temporary, mode & 0o7777)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}
