import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Database } from 'node-sqlite3-wasm'
import { rollBack } from './roll-back'

/** What brings a database from version i to i + 1 (`PRAGMA user_version`). Never changed, only added to. */
export const migrations: readonly string[] = [
  `CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    starred INTEGER NOT NULL DEFAULT 0,
    -- Milliseconds since 1970; such a run can still be brought back.
    removed_at INTEGER,
    -- Whether the files of data that its graph names could be read when it was kept.
    data_allowed INTEGER NOT NULL DEFAULT 0,
    summary TEXT NOT NULL,
    document TEXT NOT NULL,
    curves TEXT NOT NULL,
    gradient_axes TEXT,
    gradient_values BLOB,
    bytes INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_age ON runs (removed_at, starred, started_at);`,
]

/** A newer version of the app wrote the file. */
export class NewerDatabase extends Error {}

/**
 * Opens the database at a path, makes it where there is none, and brings it up to date. Only one
 * instance of the app uses a folder (`requestSingleInstanceLock`), so a lock that is found there is of
 * one that crashed.
 *
 * @throws NewerDatabase
 */
export async function openDatabase(path: string, steps = migrations): Promise<Database> {
  // Compiled when the first run is kept or looked at, not when the app starts.
  const { default: sqlite } = await import('node-sqlite3-wasm')
  mkdirSync(dirname(path), { recursive: true })
  rmSync(`${path}.lock`, { recursive: true, force: true })
  rollBack(path)
  const database = new sqlite.Database(path)
  try {
    // The first statement that touches the file says whether it is a database at all.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;')
    migrate(database, steps)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: Database, steps: readonly string[]): void {
  const version = Number(database.get('PRAGMA user_version')?.user_version ?? 0)
  if (version > steps.length) throw new NewerDatabase(`version ${version}`)
  if (version === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL')
  for (const [index, step] of steps.entries()) {
    if (index < version) continue
    transaction(database, () => database.exec(`${step}; PRAGMA user_version = ${index + 1}`))
  }
}

/** All of it, or nothing. */
export function transaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Whether an error of SQLite says that the file is no sound database. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /malformed|not a database|database corrupt|no such (table|column)|disk image/i.test(
      error.message,
    )
  )
}

/** Puts a damaged database aside, where it can be looked at; gives its new name. */
export function setAside(path: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-')
  const aside = path.replace(/(\.\w+)?$/, `.damaged-${stamp}$1`)
  if (existsSync(path)) renameSync(path, aside)
  for (const rest of ['-journal', '.lock']) rmSync(path + rest, { recursive: true, force: true })
  return basename(aside)
}
