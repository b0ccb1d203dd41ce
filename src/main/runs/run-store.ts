import type { Database } from 'node-sqlite3-wasm'
import {
  type RunChange,
  type RunList,
  type RunRecord,
  runLimits,
  type SaveOutcome,
  type StoreProblem,
} from '../../shared/runs/record'
import { say } from '../texts'
import { isDamage, NewerDatabase, openDatabase, setAside, transaction } from './database'
import { type Columns, columnsOf, recordOf, rowOf } from './rows'

interface RunStoreOptions {
  readonly path: string
  readonly log: { warn(message: string): void }
  /** Something is kept, changed or gone. */
  onChange(): void
  readonly limits?: { readonly runs: number; readonly bytes: number }
  readonly now?: () => number
}

/** Every other run has a star. */
class StoreIsFull extends Error {}

const interruptRunning = `UPDATE runs SET summary = json_set(summary, '$.state', 'interrupted')
  WHERE json_extract(summary, '$.state') = 'running'`

export type RunStore = ReturnType<typeof createRunStore>

/** What could not be done since there is no database; the reason is in the list's problem. */
const nothing: RunList = { runs: [], bytes: 0, problem: null }

/**
 * The runs that are kept, in a database beside the app's data. It is opened when first asked for. A
 * damaged one is put aside and said, never thrown; work on it is done in one piece, so two windows
 * never see it half done.
 */
export function createRunStore({
  path,
  log,
  onChange,
  limits = runLimits,
  now = Date.now,
}: RunStoreOptions) {
  let opening: Promise<Database | null> | null = null
  let database: Database | null = null
  let problem: StoreProblem | null = null
  let isClosed = false

  function open(): Promise<Database | null> {
    opening ??= openOrSetAside().then(opened => {
      database = opened
      if (isClosed) close()
      return database
    })
    return opening
  }

  async function openOrSetAside(): Promise<Database | null> {
    try {
      return await openSound()
    } catch (error) {
      return isDamage(error) ? afresh(error) : giveUp(error)
    }
  }

  async function openSound(): Promise<Database> {
    const opened = await openDatabase(path)
    try {
      transaction(opened, () => {
        opened.run('DELETE FROM runs WHERE removed_at IS NOT NULL')
        opened.run(interruptRunning)
      })
      return opened
    } catch (error) {
      opened.close()
      throw error
    }
  }

  async function afresh(error: unknown): Promise<Database | null> {
    try {
      const file = setAside(path, new Date(now()))
      log.warn(`${path} is damaged (${String(error)}) and now called ${file}`)
      problem = { kind: 'damaged', file }
      return await openSound()
    } catch (again) {
      return giveUp(again)
    }
  }

  function giveUp(error: unknown): null {
    log.warn(`${path} was not opened: ${String(error)}`)
    problem =
      error instanceof NewerDatabase
        ? { kind: 'newer' }
        : { kind: 'unavailable', reason: messageOf(error) }
    return null
  }

  /** Does something with the database; once more with a new one where it proves to be damaged. */
  async function use<T>(work: (database: Database) => T, otherwise: T): Promise<T> {
    const opened = await open()
    if (!opened) return otherwise
    try {
      return work(opened)
    } catch (error) {
      if (!isDamage(error)) throw error
      close()
      opening = afresh(error).then(fresh => {
        database = fresh
        return fresh
      })
      const fresh = await opening
      return fresh ? work(fresh) : otherwise
    }
  }

  function close(): void {
    try {
      database?.close()
    } catch (error) {
      log.warn(`${path} was not closed: ${String(error)}`)
    }
    database = null
    opening = null
  }

  /** Oldest first, what was removed before what is only old; never what has a star, or `newest`. */
  function makeRoom(opened: Database, newest: string): number {
    let dropped = 0
    for (;;) {
      const { runs, bytes } = sizeOf(opened, '')
      if (runs <= limits.runs && bytes <= limits.bytes) return dropped
      const oldest = opened.get(
        `SELECT id, removed_at FROM runs WHERE (starred = 0 OR removed_at IS NOT NULL) AND id <> ?
          ORDER BY removed_at IS NULL, started_at LIMIT 1`,
        [newest],
      )
      if (!oldest) throw new StoreIsFull()
      opened.run('DELETE FROM runs WHERE id = ?', [String(oldest.id)])
      if (oldest.removed_at === null) dropped++
    }
  }

  async function mark(ids: readonly string[], removedAt: number | null): Promise<void> {
    await use(opened => {
      transaction(opened, () => {
        for (const id of ids)
          opened.run('UPDATE runs SET removed_at = ? WHERE id = ?', [removedAt, id])
      })
    }, undefined)
    onChange()
  }

  return {
    /**
     * Keeps a run, or what is new of one. Its name and star stay as the user has them; one that was
     * removed stays removed.
     *
     * @param dataAllowed whether the files of data that its graph names may be read
     */
    async add(record: RunRecord, dataAllowed = false): Promise<SaveOutcome> {
      try {
        const dropped = await use<number | null>(opened => {
          const gone = transaction(opened, () => {
            write(opened, columnsOf(record, dataAllowed))
            return makeRoom(opened, record.id)
          })
          if (gone > 0) opened.exec('PRAGMA incremental_vacuum')
          return gone
        }, null)
        if (dropped === null) return { kind: 'failed', reason: say('runs.unopened') }
        onChange()
        return { kind: 'kept', dropped }
      } catch (error) {
        if (error instanceof StoreIsFull) return { kind: 'full' }
        // A full disk, perhaps: the run itself goes on.
        log.warn(`a run was not kept: ${String(error)}`)
        return { kind: 'failed', reason: say('runs.unwritten', { reason: messageOf(error) }) }
      }
    },

    /** The newest first. */
    async list(): Promise<RunList> {
      const list = await use(opened => {
        const rows = opened.all(
          `SELECT id, name, starred, summary FROM runs WHERE removed_at IS NULL
            ORDER BY started_at DESC`,
        )
        return {
          ...nothing,
          runs: rows.flatMap(row => rowOf(row) ?? []),
          bytes: sizeOf(opened, 'WHERE removed_at IS NULL').bytes,
        }
      }, nothing)
      return { ...list, problem }
    },

    async get(id: string): Promise<RunRecord | null> {
      return use(opened => {
        const row = opened.get('SELECT * FROM runs WHERE id = ? AND removed_at IS NULL', [id])
        return row ? recordOf(row) : null
      }, null)
    },

    /** The graph of a run. */
    async graph(id: string) {
      return use(opened => {
        const row = opened.get('SELECT name, document, data_allowed FROM runs WHERE id = ?', [id])
        if (!row) return null
        return {
          name: String(row.name),
          text: String(row.document),
          dataAllowed: row.data_allowed === 1,
        }
      }, null)
    },

    async change({ id, name, starred }: RunChange): Promise<void> {
      await use(opened => {
        opened.run(
          'UPDATE runs SET name = coalesce(?, name), starred = coalesce(?, starred) WHERE id = ?',
          [name ?? null, starred === undefined ? null : Number(starred), id],
        )
      }, undefined)
      onChange()
    },

    /** Runs whose page is gone: what was going on there is not any more. */
    async interrupt(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return
      const marks = ids.map(() => '?').join(', ')
      await use(
        opened => opened.run(`${interruptRunning} AND id IN (${marks})`, [...ids]),
        undefined,
      )
      onChange()
    },

    /** Takes runs off the list; until the app ends they can be brought back. */
    remove: (ids: readonly string[]) => mark(ids, now()),

    restore: (ids: readonly string[]) => mark(ids, null),

    close(): void {
      isClosed = true
      close()
    },
  }
}

function write(opened: Database, columns: Columns): void {
  const names = Object.keys(columns)
  const kept = new Set(['id', 'name', 'started_at'])
  const changed = names.filter(name => !kept.has(name)).map(name => `${name} = excluded.${name}`)
  opened.run(
    `INSERT INTO runs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${changed.join(', ')}`,
    Object.values(columns),
  )
}

function sizeOf(opened: Database, where: string): { runs: number; bytes: number } {
  const row = opened.get(
    `SELECT count(*) AS runs, coalesce(sum(bytes), 0) AS bytes FROM runs ${where}`,
  )
  return { runs: Number(row?.runs), bytes: Number(row?.bytes) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
