import { formatVersion } from './schema'

/** Turns the JSON value of one format version into that of the next. Throws where it cannot. */
export interface Migration {
  readonly from: number
  migrate(file: Record<string, unknown>): Record<string, unknown>
}

/** Append-only. Version 1 is the first, so nothing stands here yet. */
export const migrations: readonly Migration[] = []

/**
 * Applies the migrations from the file's version up to the current one.
 *
 * @throws whatever a migration throws; the caller turns that into `migrationFailed`.
 */
export function migrate(
  file: Record<string, unknown>,
  version: number,
  list: readonly Migration[] = migrations,
  target: number = formatVersion,
): Record<string, unknown> {
  let current = file
  for (let at = version; at < target; at++) {
    const migration = list.find(candidate => candidate.from === at)
    if (!migration) throw new Error(`no migration from version ${at} to ${at + 1}`)
    current = { ...migration.migrate(current), version: at + 1 }
  }
  return current
}
