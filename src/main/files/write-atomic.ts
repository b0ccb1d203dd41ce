import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode, type FileSystem, nodeFileSystem, type OpenFile } from './file-system'

/** A virus scanner or a sync client may hold the target for a moment (Windows). */
const heldOpen = new Set(['EPERM', 'EACCES', 'EBUSY'])
const renameDelays = [20, 50, 100, 200, 400]

interface WriteAtomicOptions {
  readonly fs?: FileSystem
  readonly delays?: readonly number[]
}

/**
 * Writes a file so that a reader, a crash or a full disk sees the old content or the new, never a
 * part of it: a temporary file beside the target is written whole, flushed and renamed over it.
 * Keeps the mode of an existing file and writes through symbolic links.
 *
 * Not the `atomically` package, because that ignores how many bytes `write` took: on a full disk
 * the kernel takes the first part without an error, and the cut text then replaced the file.
 *
 * @throws the file system's error; the target then holds what it held before.
 */
export async function writeAtomic(
  path: string,
  content: Uint8Array,
  { fs = nodeFileSystem, delays = renameDelays }: WriteAtomicOptions = {},
): Promise<void> {
  const target = await existingTarget(fs, path)
  const finalPath = target?.path ?? path
  const temporary = join(
    dirname(finalPath),
    // Its length does not depend on the target's name, which may be as long as a name can be.
    `.gradscope-${randomBytes(8).toString('hex')}.tmp`,
  )
  const file = await fs.open(temporary, 'wx')
  try {
    await writeWhole(file, content, target?.mode)
    await renameOver(fs, temporary, finalPath, delays)
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined)
    throw error
  }
  await syncDirectory(fs, dirname(finalPath))
}

async function existingTarget(
  fs: FileSystem,
  path: string,
): Promise<{ path: string; mode: number } | undefined> {
  let real: string
  try {
    real = await fs.realpath(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  const { mode } = await fs.stat(real)
  // Renaming asks for the folder's permission only: a file marked read-only would be replaced.
  await fs.accessWritable(real)
  return { path: real, mode: mode & 0o7777 }
}

async function writeWhole(
  file: OpenFile,
  content: Uint8Array,
  mode: number | undefined,
): Promise<void> {
  try {
    for (let at = 0; at < content.length; ) {
      const { bytesWritten } = await file.write(content, at, content.length - at, at)
      if (bytesWritten === 0) throw noSpace()
      at += bytesWritten
    }
    if (mode !== undefined) await file.chmod(mode)
    await file.sync()
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
  await file.close()
}

function noSpace(): Error {
  return Object.assign(new Error('ENOSPC: the file system took no more bytes'), { code: 'ENOSPC' })
}

async function renameOver(
  fs: FileSystem,
  from: string,
  to: string,
  delays: readonly number[],
): Promise<void> {
  for (const delay of delays) {
    try {
      return await fs.rename(from, to)
    } catch (error) {
      if (!heldOpen.has(errorCode(error) ?? '')) throw error
      await sleep(delay)
    }
  }
  await fs.rename(from, to)
}

/** Makes the rename survive a power cut. Where folders cannot be opened (Windows) there is no way. */
async function syncDirectory(fs: FileSystem, path: string): Promise<void> {
  try {
    const directory = await fs.open(path, 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  } catch {
    // The new content stands at its place already; only its survival of a power cut is unsure.
  }
}
