import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from './write-whole'

/** Where checkpoints of runs are kept, by `trainingKey`. */
export interface CheckpointStore {
  /** Whether there is no place to write to. */
  readonly isReadOnly: boolean
  /** Whether a run that has ended is kept: one that is over has nothing to resume in the app. */
  readonly keepsEnded: boolean
  /** Null where there is none. */
  read(key: string): Promise<Uint8Array | null>
  /** @throws the file system's error; what was there before then stays. */
  write(key: string, bytes: Uint8Array): Promise<void>
  remove(key: string): Promise<void>
}

const extension = '.safetensors'
/** Of paused runs of different graphs; beyond either the oldest go. */
const most = 12
const mostBytes = 2 * 2 ** 30

/** Paused runs in the app's own folder. */
export function checkpointFolder(directory: string, limits = { most, mostBytes }): CheckpointStore {
  const pathOf = (key: string) => join(directory, `${key}${extension}`)
  const remove = async (key: string) => rm(pathOf(key), { force: true })
  return {
    isReadOnly: false,
    keepsEnded: false,
    read: key => readIfThere(pathOf(key)),
    async write(key, bytes) {
      await mkdir(directory, { recursive: true })
      await prune(directory, limits.most - 1, limits.mostBytes - bytes.length, `${key}${extension}`)
      await writeWhole(pathOf(key), bytes)
    },
    remove,
  }
}

/** Files that were named, for the command line: one to resume from, one to write. */
export function checkpointFiles(files: {
  readonly resume?: string
  readonly out?: string
}): CheckpointStore {
  return {
    isReadOnly: files.out === undefined,
    keepsEnded: true,
    read: async () => (files.resume === undefined ? null : readIfThere(files.resume)),
    async write(_key, bytes) {
      if (files.out !== undefined) await writeWhole(files.out, bytes)
    },
    remove: async () => {},
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Leaves the newest files, as many as the limits allow, beside one that is about to be replaced. */
async function prune(directory: string, most: number, mostBytes: number, replaced: string) {
  const names = (await readdir(directory)).filter(
    name => name.endsWith(extension) && name !== replaced,
  )
  const files = await Promise.all(
    names.map(async name => {
      const { size, mtimeMs } = await stat(join(directory, name))
      return { name, size, mtimeMs }
    }),
  )
  let bytes = 0
  for (const [index, { name, size }] of files.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    bytes += size
    if (index >= most || bytes > mostBytes) await rm(join(directory, name), { force: true })
  }
}
