import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode, type FileSystem, nodeFileSystem } from './file-system'
import { writeAtomic } from './write-atomic'

interface JsonStoreOptions<T> {
  readonly path: string
  /** Makes sense of whatever the file holds; `undefined` where there is none, or a torn one. */
  read(file: unknown): T
  readonly log: { warn(message: string): void }
  readonly fs?: FileSystem
}

export interface JsonStore<T> {
  get(): T
  /** In memory at once, in the file soon. */
  set(value: T): void
  isBusy(): boolean
  /** Resolves when the file holds what was set last, or could not be written. */
  settled(): Promise<void>
}

/** Larger files are not ours. */
const maxBytes = 1_000_000

/**
 * Opens a value that is kept in a small JSON file. A damaged file is logged and read as none; a
 * file that cannot be written is logged, and the value lives as long as the app.
 */
export async function openJsonStore<T>({
  path,
  read,
  log,
  fs = nodeFileSystem,
}: JsonStoreOptions<T>): Promise<JsonStore<T>> {
  let value = read(await readJson())
  let writing: Promise<void> | null = null
  let isStale = false

  async function readJson(): Promise<unknown> {
    try {
      if ((await fs.stat(path)).size > maxBytes) throw new Error('it is too large')
      return JSON.parse(new TextDecoder().decode(await fs.readFile(path)))
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') log.warn(`${path} was not read: ${String(error)}`)
      return undefined
    }
  }

  async function write(): Promise<void> {
    while (isStale) {
      isStale = false
      const text = `${JSON.stringify(value, null, 2)}\n`
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeAtomic(path, new TextEncoder().encode(text), { fs })
      } catch (error) {
        log.warn(`${path} was not written: ${String(error)}`)
      }
    }
    writing = null
  }

  return {
    get: () => value,
    set(next) {
      value = next
      isStale = true
      writing ??= write()
    },
    isBusy: () => writing !== null,
    settled: () => writing ?? Promise.resolve(),
  }
}
