import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import sqlite from 'node-sqlite3-wasm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { migrations, openDatabase } from '../../../src/main/runs/database'
import { createRunStore, type RunStore } from '../../../src/main/runs/run-store'
import { runRecord } from '../../support/run-record'

let folder: string
let path: string
const opened: RunStore[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradscope-runs-'))
  path = join(folder, 'runs.sqlite')
})

afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(options: { runs?: number; bytes?: number } = {}) {
  const log = { warn: vi.fn() }
  const onChange = vi.fn()
  const limits = { runs: options.runs ?? 500, bytes: options.bytes ?? 2 ** 30 }
  const store = createRunStore({ path, log, onChange, limits, now: () => Date.UTC(2026, 0, 2) })
  opened.push(store)
  return { store, log, onChange }
}

const names = async (store: RunStore) => (await store.list()).runs.map(({ name }) => name)

/** Runs of one minute after another. */
const aged = (minute: number, name = `run ${minute}`) =>
  runRecord({ name, summary: { startedAt: 1_700_000_000_000 + minute * 60_000 } })

describe('the store of runs', () => {
  it('gives back a run as it was kept, after a restart too', async () => {
    const record = runRecord({
      summary: {
        batchLoss: Number.NaN,
        learningRate: 1e-30,
        metrics: {
          train: null,
          validation: { step: 3, loss: Number.POSITIVE_INFINITY, accuracy: null },
          test: null,
        },
      },
      curves: { steps: [1], loss: [Number.NaN], accuracy: [-0.5], evaluations: [] },
    })
    const first = open()
    expect(await first.store.add(record)).toEqual({ kind: 'kept', dropped: 0 })
    first.store.close()
    const { store } = open()
    expect(await store.get(record.id)).toEqual(record)
    expect(await store.list()).toEqual({
      runs: [{ id: record.id, name: 'a run', starred: false, ...record.summary }],
      bytes: expect.any(Number),
      problem: null,
    })
  })

  it('keeps any figures, bit for bit', async () => {
    const { store } = open()
    const figures = fc.array(fc.double(), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(figures, fc.float32Array({ maxLength: 12 }), async (loss, cells) => {
        const columns = Math.floor(cells.length / 3)
        const steps = loss.map((_, i) => i)
        const bins = Array.from({ length: columns }, (_, i) => i)
        const record = runRecord({
          curves: {
            steps,
            loss: loss.map(x => x + 0),
            accuracy: loss.map(x => x + 0),
            evaluations: [],
          },
          gradients: {
            rows: [{ name: 'a.W', nodeId: 'a' }],
            first: bins,
            last: bins,
            values: cells.slice(0, 3 * columns),
          },
        })
        await store.add(record)
        expect(await store.get(record.id)).toEqual(record)
      }),
      { numRuns: 25 },
    )
  })

  it('lists the newest first', async () => {
    const { store } = open()
    for (const minute of [2, 1, 3]) await store.add(aged(minute))
    expect(await names(store)).toEqual(['run 3', 'run 2', 'run 1'])
  })

  it('replaces what is new of a run, and leaves its name and star to the user', async () => {
    const { store, onChange } = open()
    const record = runRecord({ summary: { state: 'running', step: 10 } })
    await store.add(record)
    await store.change({ id: record.id, name: 'mine', starred: true })
    await store.add({ ...record, summary: { ...record.summary, state: 'finished', step: 100 } })
    const [row, ...rest] = (await store.list()).runs
    expect(rest).toEqual([])
    expect(row).toMatchObject({ name: 'mine', starred: true, state: 'finished', step: 100 })
    expect(onChange).toHaveBeenCalledTimes(3)
  })

  it('takes runs off the list until they are brought back', async () => {
    const { store } = open()
    const [a, b, c] = [aged(1), aged(2), aged(3)]
    for (const record of [a, b, c]) await store.add(record)
    await store.remove([a.id, c.id])
    expect(await names(store)).toEqual(['run 2'])
    expect(await store.get(a.id)).toBeNull()
    await store.restore([a.id, c.id])
    expect(await names(store)).toEqual(['run 3', 'run 2', 'run 1'])
  })

  it('does not bring back a removed run that still trains', async () => {
    const { store } = open()
    const record = runRecord()
    await store.add(record)
    await store.remove([record.id])
    await store.add(record)
    expect(await names(store)).toEqual([])
  })

  it('forgets removed runs for good when it is opened again', async () => {
    const record = runRecord()
    const first = open()
    await first.store.add(record)
    await first.store.remove([record.id])
    first.store.close()
    const { store } = open()
    await store.restore([record.id])
    expect(await names(store)).toEqual([])
  })

  it('calls a run interrupted that was going on when the app ended', async () => {
    const first = open()
    await first.store.add(runRecord({ name: 'cut', summary: { state: 'running' } }))
    await first.store.add(runRecord({ name: 'done' }))
    first.store.close()
    const { runs } = await open().store.list()
    const states = Object.fromEntries(runs.map(({ name, state }) => [name, state]))
    expect(states).toEqual({ cut: 'interrupted', done: 'finished' })
  })

  it('knows whether the data of a graph could be read when the run was kept', async () => {
    const { store } = open()
    const [yes, no] = [runRecord(), runRecord()]
    await store.add(yes, true)
    await store.add(no)
    expect((await store.graph(yes.id))?.dataAllowed).toBe(true)
    expect((await store.graph(no.id))?.dataAllowed).toBe(false)
    expect(await store.graph('00000000-0000-4000-8000-000000000000')).toBeNull()
  })
})

describe('bounds', () => {
  it('lets the oldest go that have no star, and says how many', async () => {
    const { store } = open({ runs: 3 })
    const starred = aged(1)
    await store.add(starred)
    await store.change({ id: starred.id, starred: true })
    for (const minute of [2, 3]) await store.add(aged(minute))
    expect(await store.add(aged(4))).toEqual({ kind: 'kept', dropped: 1 })
    expect(await names(store)).toEqual(['run 4', 'run 3', 'run 1'])
  })

  it('lets removed runs go first, without a word', async () => {
    const { store } = open({ runs: 2 })
    const [old, removed] = [aged(1), aged(2)]
    await store.add(old)
    await store.add(removed)
    await store.remove([removed.id])
    expect(await store.add(aged(3))).toEqual({ kind: 'kept', dropped: 0 })
    expect(await names(store)).toEqual(['run 3', 'run 1'])
  })

  it('refuses one more where all have a star, and leaves those as they are', async () => {
    const { store } = open({ runs: 1 })
    const kept = aged(1)
    await store.add(kept)
    await store.change({ id: kept.id, starred: true })
    expect(await store.add(aged(2))).toEqual({ kind: 'full' })
    expect(await names(store)).toEqual(['run 1'])
  })

  it('holds the bytes within bounds, and gives the room back to the disk', async () => {
    const { store } = open({ bytes: 400_000 })
    const large = (minute: number) => ({ ...aged(minute), document: 'x'.repeat(150_000) })
    for (let minute = 1; minute <= 12; minute++) await store.add(large(minute))
    expect(await names(store)).toEqual(['run 12', 'run 11'])
    expect((await store.list()).bytes).toBeLessThan(400_000)
    expect(readFileSync(path).length).toBeLessThan(800_000)
  })
})

describe('damage', () => {
  it.each([
    ['is no database', Buffer.from('not a database at all '.repeat(500))],
    ['was torn off', null],
  ])('puts a file aside that %s, says so and begins afresh', async (_, bytes) => {
    if (bytes) writeFileSync(path, bytes)
    else {
      const before = open()
      for (let i = 0; i < 50; i++) await before.store.add(aged(i))
      before.store.close()
      writeFileSync(path, readFileSync(path).subarray(0, 6000))
    }
    const damaged = readFileSync(path)
    const { store, log } = open()
    expect(await store.add(runRecord({ name: 'new' }))).toEqual({ kind: 'kept', dropped: 0 })
    const file = 'runs.damaged-2026-01-02T00-00-00.sqlite'
    expect(await store.list()).toMatchObject({
      runs: [{ name: 'new' }],
      problem: { kind: 'damaged', file },
    })
    expect(readFileSync(join(folder, file))).toEqual(damaged)
    expect(log.warn).toHaveBeenCalled()
  })

  it('notices damage that comes to light later', async () => {
    const { store } = open()
    await store.add(runRecord({ name: 'lost' }))
    store.close()
    const database = new sqlite.Database(path)
    database.exec('DROP TABLE runs')
    database.close()
    const again = open().store
    expect(await again.add(runRecord({ name: 'new' }))).toMatchObject({ kind: 'kept' })
    expect((await again.list()).problem?.kind).toBe('damaged')
  })

  it('skips a row that it cannot read', async () => {
    const first = open()
    await first.store.add(aged(1))
    await first.store.add(aged(2))
    first.store.close()
    const database = new sqlite.Database(path)
    database.exec(`UPDATE runs SET summary = '{"step":-1}' WHERE name = 'run 1'`)
    database.close()
    expect(await names(open().store)).toEqual(['run 2'])
  })

  it('marks runs of a page that is gone, as far as they were going on', async () => {
    const { store, onChange } = open()
    const running = runRecord({ summary: { state: 'running' } })
    const elsewhere = runRecord({ summary: { state: 'running' } })
    const paused = runRecord({ summary: { state: 'paused' } })
    for (const record of [running, elsewhere, paused]) await store.add(record)
    onChange.mockClear()
    await store.interrupt([running.id, paused.id])
    expect(onChange).toHaveBeenCalledOnce()
    const { runs } = await store.list()
    const stateOf = ({ id }: { id: string }) => runs.find(run => run.id === id)?.state
    expect([running, elsewhere, paused].map(stateOf)).toEqual(['interrupted', 'running', 'paused'])
  })

  it('touches nothing of a newer version', async () => {
    const newer = new sqlite.Database(path)
    newer.exec('CREATE TABLE future (x); PRAGMA user_version = 99')
    newer.close()
    const before = readFileSync(path)
    const { store } = open()
    expect(await store.add(runRecord())).toEqual({
      kind: 'failed',
      reason: 'The panel Runs says why, and what to do.',
    })
    expect(await store.list()).toEqual({ runs: [], bytes: 0, problem: { kind: 'newer' } })
    expect(readFileSync(path)).toEqual(before)
    expect(readdirSync(folder)).toEqual(['runs.sqlite'])
  })

  it('says why there is no store where its folder cannot be', async () => {
    writeFileSync(join(folder, 'file'), '')
    const store = createRunStore({
      path: join(folder, 'file', 'runs.sqlite'),
      log: { warn: vi.fn() },
      onChange: vi.fn(),
    })
    expect((await store.add(runRecord())).kind).toBe('failed')
    expect((await store.list()).problem).toMatchObject({ kind: 'unavailable' })
  })
})

describe('migrations', () => {
  it('bring a database of any older version up to date, keeping what it holds', async () => {
    const first = open()
    await first.store.add(runRecord({ name: 'old' }))
    first.store.close()
    const newer = [...migrations, "ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"]
    const database = await openDatabase(path, newer)
    expect(database.get('SELECT name, note FROM runs')).toEqual({ name: 'old', note: 'none' })
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length + 1 })
    database.close()
  })

  it('leave the version as it was where one fails half-way', async () => {
    open().store.close()
    const first = await openDatabase(path)
    first.close()
    const broken = [...migrations, 'ALTER TABLE runs ADD COLUMN note TEXT; SELECT nonsense']
    await expect(openDatabase(path, broken)).rejects.toThrow(/nonsense/)
    const database = await openDatabase(path)
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length })
    expect(database.all('PRAGMA table_info(runs)').map(({ name }) => name)).not.toContain('note')
    database.close()
  })
})

describe('two windows', () => {
  it('keep their runs at the same time, without loss', async () => {
    const { store } = open({ runs: 60 })
    const [left, right] = [0, 100].map(from => Array.from({ length: 25 }, (_, i) => aged(from + i)))
    const keep = (records: typeof left) => Promise.all(records!.map(record => store.add(record)))
    const outcomes = await Promise.all([keep(left), keep(right)])
    expect(new Set(outcomes.flat().map(({ kind }) => kind))).toEqual(new Set(['kept']))
    expect((await store.list()).runs).toHaveLength(50)
  })
})
