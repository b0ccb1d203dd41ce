import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { limits } from '../../engine/document/schema'
import { openability } from './document-file'
import { backupFailure, type Failure } from './failure'
import { errorCode, type FileSystem, nodeFileSystem } from './file-system'
import { writeAtomic } from './write-atomic'

const fileName = /^([\w-]{1,64})\.backup$/

const seenSchema = z.object({ look: z.string().max(100), hash: z.string().max(100) })
/** What a file was like when it was last read or written: its size and time, and its content. */
export type SeenFile = z.infer<typeof seenSchema>

const backupSchema = z.object({
  format: z.literal('gradscope-backup'),
  version: z.literal(1),
  name: z.string().max(200),
  /** The file the work belongs to; null where it was never saved. */
  path: z.string().max(32_768).nullable(),
  seen: seenSchema.nullable(),
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  hash: z.string(),
  text: z.string(),
})

/** Unsaved work as it was shortly before the app ended. */
export interface Backup {
  readonly id: string
  readonly name: string
  readonly path: string | null
  readonly seen: SeenFile | null
  readonly savedAt: number
  readonly text: string
}

export type BackupContent = Omit<Backup, 'id' | 'savedAt'>

interface BackupsOptions {
  readonly directory: string
  readonly log: { warn(message: string): void }
  readonly fs?: FileSystem
  readonly now?: () => number
}

export type Backups = ReturnType<typeof createBackups>

/**
 * Copies of unsaved work outside the files it belongs to, one file each. Only one instance of the
 * app uses a folder (`requestSingleInstanceLock`), and no two windows use the same id.
 */
export function createBackups({
  directory,
  log,
  fs = nodeFileSystem,
  now = Date.now,
}: BackupsOptions) {
  const pathOf = (id: string) => join(directory, `${id}.backup`)

  async function read(id: string): Promise<Backup | undefined> {
    try {
      const path = pathOf(id)
      // The text is at most twice as long within a JSON string.
      if ((await fs.stat(path)).size > 2 * limits.fileBytes) throw new Error('it is too large')
      const file = new TextDecoder('utf-8', { fatal: true }).decode(await fs.readFile(path))
      const {
        name,
        path: original,
        seen,
        savedAt,
        hash,
        text,
      } = backupSchema.parse(JSON.parse(file))
      if (hash !== hashOf(text)) throw new Error('its text is not what was written')
      if (openability(text) === 'none') throw new Error('its text is not a graph')
      return { id, name, path: original, seen, savedAt, text }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') log.warn(`backup ${id} skipped: ${String(error)}`)
      return undefined
    }
  }

  return {
    directory,
    read,

    /** Every sound backup, the newest first; a torn or foreign file is logged and left alone. */
    async list(): Promise<Backup[]> {
      const names = await readdir(directory).catch(() => [])
      const ids = names.flatMap(name => fileName.exec(name)?.[1] ?? [])
      const found = await Promise.all(ids.map(read))
      return found.filter(backup => backup !== undefined).sort((a, b) => b.savedAt - a.savedAt)
    },

    async write(id: string, content: BackupContent): Promise<void> {
      const { name, path, seen, text } = content
      const file: z.infer<typeof backupSchema> = {
        format: 'gradscope-backup',
        version: 1,
        name: name.slice(0, 200),
        path,
        seen,
        savedAt: now(),
        hash: hashOf(text),
        text,
      }
      await mkdir(directory, { recursive: true })
      await writeAtomic(pathOf(id), new TextEncoder().encode(JSON.stringify(file)), { fs })
    },

    async remove(id: string): Promise<void> {
      await fs.unlink(pathOf(id)).catch(error => {
        if (errorCode(error) !== 'ENOENT') log.warn(`backup ${id} not removed: ${String(error)}`)
      })
    },
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

type BackupOutcome = { readonly kind: 'written' } | Failure

export type BackupSlot = ReturnType<typeof createBackupSlot>

/** The backup of one window's document. Later writes replace earlier ones that still wait. */
export function createBackupSlot(backups: Backups, log: { warn(message: string): void }) {
  let id: string = randomUUID()
  let next: (() => Promise<void>) | null = null
  let working: Promise<BackupOutcome> | null = null

  function enqueue(task: () => Promise<void>): Promise<BackupOutcome> {
    next = task
    working ??= work()
    return working
  }

  async function work(): Promise<BackupOutcome> {
    let outcome: BackupOutcome = { kind: 'written' }
    while (next) {
      const task = next
      next = null
      outcome = await task().then(
        () => ({ kind: 'written' }),
        error => {
          log.warn(`backup ${id} not written: ${String(error)}`)
          return backupFailure(backups.directory, error)
        },
      )
    }
    working = null
    return outcome
  }

  return {
    get id() {
      return id
    },
    /** How it went; where a later write took its place, how that went. */
    write(content: BackupContent): Promise<BackupOutcome> {
      return enqueue(() => backups.write(id, content))
    },
    async remove(): Promise<void> {
      await enqueue(() => backups.remove(id))
    },
    /** What the window backs up from now on replaces the backup of this id. */
    async adopt(adopted: string): Promise<void> {
      await working
      id = adopted
    },
    /** Leaves the backup on the disk, to be restored another time. */
    leave(): Promise<void> {
      return this.adopt(randomUUID())
    },
    async read(): Promise<Backup | undefined> {
      await working
      return backups.read(id)
    },
    async settled(): Promise<void> {
      await working
    },
  }
}
