import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../../src/main/runs/database'
import { rollBack } from '../../../src/main/runs/roll-back'

const root = fileURLToPath(new URL('../../..', import.meta.url))
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradscope-rollback-'))
  path = join(folder, 'runs.sqlite')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that dies within a transaction which has written to the file already. */
async function crash(first: string, within: string): Promise<void> {
  const script = `
    const { Database } = require('node-sqlite3-wasm')
    const database = new Database(${JSON.stringify(path)})
    database.exec(${JSON.stringify(first)})
    database.exec('PRAGMA cache_size = 10; BEGIN IMMEDIATE')
    database.exec(${JSON.stringify(within)})
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['-e', script], { cwd: root })
  await once(child, 'exit')
}

const fill = (from: number, to: number) =>
  `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
    INSERT INTO t SELECT i, zeroblob(3000) || i FROM n;`
const table = 'PRAGMA auto_vacuum = INCREMENTAL; CREATE TABLE t (i INTEGER PRIMARY KEY, b BLOB);'

it.each([
  ['rows that were added', fill(401, 900)],
  ['rows that were changed', 'UPDATE t SET b = randomblob(5000)'],
  ['rows that were deleted', 'DELETE FROM t WHERE i > 3; PRAGMA incremental_vacuum;'],
])(
  'takes back %s before a crash',
  async (_, within) => {
    await crash(`${table}${fill(1, 400)}`, within)
    expect(existsSync(`${path}-journal`)).toBe(true)
    const database = await openDatabase(path, [])
    expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
    const { n, odd } = database.get(
      'SELECT count(*) AS n, sum(b <> zeroblob(3000) || i) AS odd FROM t',
    ) as { n: number; odd: number }
    expect({ n, odd }).toEqual({ n: 400, odd: 0 })
    database.close()
    expect(existsSync(`${path}-journal`)).toBe(false)
  },
  30_000,
)

it('takes back the making of the database itself', async () => {
  await crash('', `${table}${fill(1, 400)}`)
  const database = await openDatabase(path, [])
  expect(database.all('SELECT name FROM sqlite_schema')).toEqual([])
  database.close()
}, 30_000)

it('leaves a database alone whose journal says nothing', () => {
  writeFileSync(path, 'as it was')
  writeFileSync(`${path}-journal`, Buffer.alloc(4096))
  rollBack(path)
  expect(existsSync(`${path}-journal`)).toBe(false)
  expect(existsSync(path)).toBe(true)
})
