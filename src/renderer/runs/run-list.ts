import { create } from 'zustand'
import type { RunList, RunRecord, RunRow } from '../../shared/runs/record'
import { bridge } from '../bridge'
import type { Column } from './columns'

export const runViews = ['table', 'curves', 'compare', 'gradients'] as const
export type RunView = (typeof runViews)[number]

interface RunListState {
  /** Null until main has answered. */
  readonly list: RunList | null
  /** Ids of chosen runs, in the order in which they were chosen. */
  readonly chosen: readonly string[]
  readonly sort: { readonly column: Column; readonly descending: boolean }
  readonly filter: string
  readonly view: RunView
  /** Whether of two compared runs the later one counts as the first. */
  readonly swapped: boolean
  /** The run whose name is being typed. */
  readonly renaming: string | null
  /** Whole runs by id, as far as they were asked for. */
  readonly records: ReadonlyMap<string, RunRecord>
}

export const useRunList = create<RunListState>()(() => ({
  list: null,
  chosen: [],
  sort: { column: 'when', descending: true },
  filter: '',
  view: 'table',
  swapped: false,
  renaming: null,
  records: new Map(),
}))

const { getState: get, setState: set } = useRunList
/** Panels that show the list; without one it is not kept up to date. */
let watchers = 0
let asking: Promise<void> | null = null
let again = false

/** Keeps the list as main has it while somebody looks; returns a function that stops. */
export function followRunList(): () => void {
  return bridge().on('runs.changed', () => {
    if (watchers > 0) void refreshRuns()
  })
}

/** Somebody looks at the list; returns a function that ends it. */
export function watchRuns(): () => void {
  watchers++
  void refreshRuns()
  return () => {
    watchers--
  }
}

/** Asks main for the list; one question at a time. */
export function refreshRuns(): Promise<void> {
  if (asking) again = true
  asking ??= ask().finally(() => {
    asking = null
    const repeat = again
    again = false
    if (repeat) void refreshRuns()
  })
  return asking
}

async function ask(): Promise<void> {
  const list = await bridge().request('runs.list', undefined)
  const known = new Set(list.runs.map(({ id }) => id))
  const before = get().list
  set(({ chosen, records }) => ({
    list,
    chosen: chosen.every(id => known.has(id)) ? chosen : chosen.filter(id => known.has(id)),
    records: new Map([...records].filter(([id]) => !hasGrown(before, list, id))),
  }))
  await readChosen()
}

function hasGrown(before: RunList | null, now: RunList, id: string): boolean {
  const row = (list: RunList | null) => list?.runs.find(each => each.id === id)
  const [was, is] = [row(before), row(now)]
  return !is || was?.step !== is.step || was.state !== is.state
}

/** Reads what is not known yet of the chosen runs. */
async function readChosen(): Promise<void> {
  const missing = get().chosen.filter(id => !get().records.has(id))
  const found = await Promise.all(missing.map(id => bridge().request('runs.get', { id })))
  const read = found.filter(record => record !== null)
  if (read.length === 0) return
  set(({ records }) => ({
    records: new Map([...records, ...read.map((each): [string, RunRecord] => [each.id, each])]),
  }))
}

/** Chooses runs, and reads what is shown of them. */
export function chooseRuns(ids: readonly string[]): void {
  set(({ records }) => ({
    chosen: ids,
    records: new Map([...records].filter(([id]) => ids.includes(id))),
  }))
  void readChosen()
}

export function toggleRun(id: string): void {
  const { chosen } = get()
  chooseRuns(chosen.includes(id) ? chosen.filter(each => each !== id) : [...chosen, id])
}

/** The chosen runs that are known as a whole, in the order in which they were chosen. */
export function chosenRecords({ chosen, records }: RunListState): RunRecord[] {
  return chosen.flatMap(id => records.get(id) ?? [])
}

/** Rows of the chosen runs. */
export function chosenRows({ list, chosen }: RunListState): RunRow[] {
  return chosen.flatMap(id => list?.runs.find(row => row.id === id) ?? [])
}
