import { ArrowDown, ArrowUp, Star } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { RunRow } from '../../shared/runs/record'
import { hasMessage, type MessageKey, useT } from '../i18n/index'
import { openGraph, removeRuns, starRuns } from './actions'
import { type Column, columnOf, shownRuns } from './columns'
import { RunLine } from './RunLine'
import { chooseRuns, chosenRows, toggleRun, useRunList } from './run-list'

/** The runs as a grid: its lines are reached by the arrow keys, its heads sort it. */
export function RunsTable() {
  const t = useT()
  const { list, filter, sort, chosen, renaming } = useRunList()
  const runs = useMemo(() => shownRuns(list?.runs ?? [], filter, sort), [list, filter, sort])
  const [active, setActive] = useState<string | null>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const current = runs.find(({ id }) => id === active)?.id ?? runs[0]?.id ?? null

  function focus(id: string): void {
    setActive(id)
    body.current?.querySelector<HTMLElement>(`[data-run="${id}"]`)?.focus()
  }

  /** As in every list: Ctrl adds, Shift reaches from the last one, a plain click chooses one. */
  function choose(run: RunRow, { extend, add }: { extend: boolean; add: boolean }): void {
    const last = chosen.at(-1)
    const from = runs.findIndex(({ id }) => id === last)
    const to = runs.indexOf(run)
    setActive(run.id)
    if (extend && from >= 0) {
      const span = runs.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id)
      chooseRuns([...new Set([...chosen, ...span])])
    } else if (add) toggleRun(run.id)
    else chooseRuns(chosen.length === 1 && last === run.id ? [] : [run.id])
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (renaming !== null || event.altKey || event.nativeEvent.isComposing) return
    const run = runs.find(({ id }) => id === current)
    const isLine = event.target instanceof HTMLTableRowElement
    if (!run || !isLine) return
    const at = runs.indexOf(run)
    const go = (index: number) => {
      const target = runs[Math.max(0, Math.min(runs.length - 1, index))]!
      focus(target.id)
      if (event.shiftKey) chooseRuns([...new Set([...chosen, run.id, target.id])])
    }
    const marked = chosen.includes(run.id) ? chosenRows(useRunList.getState()) : [run]
    const keys: Readonly<Record<string, () => unknown>> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(runs.length - 1),
      ' ': () => toggleRun(run.id),
      Enter: () => openGraph(run.id),
      F2: () => useRunList.setState({ renaming: run.id }),
      Delete: () => removeRuns(marked),
      s: () => starRuns([run.id], !run.starred),
      a: () => chooseRuns(runs.map(({ id }) => id)),
      Escape: () => chooseRuns([]),
    }
    const withCtrl = event.ctrlKey || event.metaKey
    if (withCtrl !== (event.key === 'a')) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    void act()
  }

  return (
    <div className="runs-scroll">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: lines of this table are chosen
        role="grid"
        aria-multiselectable
        aria-label={`${t('runs.table')}. ${t('runs.keys')}`}
        aria-rowcount={runs.length + 1}
        className="runs-table"
        data-testid="runs-table"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {order.map(column => (
              <Head key={column} column={column} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {runs.map(run => (
            <RunLine
              key={run.id}
              run={run}
              columns={order}
              place={chosen.indexOf(run.id)}
              isActive={run.id === current}
              isRenaming={run.id === renaming}
              onChoose={choose}
              onLeave={() => focus(run.id)}
            />
          ))}
        </tbody>
      </table>
      {runs.length === 0 && <p className="runs-quiet">{t('runs.noMatch')}</p>}
    </div>
  )
}

/** What is compared most stands nearest to the name, what only identifies a run last. */
const order: readonly Column[] = [
  ...(['starred', 'name', 'state', 'optimizer', 'learningRate'] as const),
  ...(['validationLoss', 'validationAccuracy', 'trainLoss', 'trainAccuracy', 'findings'] as const),
  ...(['testLoss', 'testAccuracy', 'steps', 'parameters', 'seed', 'when'] as const),
]

function Head({ column }: { readonly column: Column }) {
  const t = useT()
  const sort = useRunList(state => state.sort)
  const sorted = sort.column === column
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const help = `runs.column.${column}.help`
  const { align, best } = columnOf(column)
  // What is better comes first, and what is newer.
  const first = best === 'high' || column === 'when' || column === 'starred'
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      data-align={align}
      data-column={column}
    >
      <button
        type="button"
        title={hasMessage(help) ? t(help as MessageKey) : undefined}
        aria-label={column === 'starred' ? t('runs.column.starred') : undefined}
        data-testid={`runs-sort-${column}`}
        onClick={() =>
          useRunList.setState({ sort: { column, descending: sorted ? !sort.descending : first } })
        }
      >
        {column === 'starred' ? <Star aria-hidden size={12} /> : t(`runs.column.${column}`)}
        {sorted && <Arrow aria-hidden size={11} />}
      </button>
    </th>
  )
}
