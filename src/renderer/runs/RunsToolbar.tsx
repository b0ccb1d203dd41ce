import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Search } from 'lucide-react'
import { useMemo } from 'react'
import type { RunRow } from '../../shared/runs/record'
import { bridge } from '../bridge'
import { useT } from '../i18n/index'
import { compareWithCurrent, exportRun, openGraph, removeRuns, runAgain, starRuns } from './actions'
import { chosenRows, runViews, useRunList } from './run-list'

/** What is looked at of the runs, which of them, and what can be done with the chosen ones. */
export function RunsToolbar() {
  const t = useT()
  const filter = useRunList(state => state.filter)
  const view = useRunList(state => state.view)
  const count = useRunList(state => state.chosen.length)
  return (
    <div className="runs-toolbar">
      <fieldset className="runs-views">
        <legend className="sr-only">{t('runs.views')}</legend>
        {runViews.map(each => (
          <button
            key={each}
            type="button"
            aria-pressed={view === each}
            data-testid={`runs-view-${each}`}
            onClick={() => useRunList.setState({ view: each })}
          >
            {t(`runs.view.${each}`)}
          </button>
        ))}
      </fieldset>
      <label className="runs-filter">
        <Search aria-hidden size={13} />
        <input
          type="search"
          value={filter}
          placeholder={t('runs.filter')}
          aria-label={t('runs.filter')}
          data-testid="runs-filter"
          onChange={event => useRunList.setState({ filter: event.target.value })}
        />
      </label>
      <span className="sr-only" role="status">
        {count > 0 && t('runs.chosen', { count })}
      </span>
      <ActionsMenu />
    </div>
  )
}

function ActionsMenu() {
  const t = useT()
  const list = useRunList(state => state.list)
  const chosen = useRunList(state => state.chosen)
  const rows = useMemo(() => chosenRows({ ...useRunList.getState(), list, chosen }), [list, chosen])
  const one = rows.length === 1 ? rows[0]! : null
  const starred = rows.every(row => row.starred)
  const ids = rows.map(({ id }) => id)
  const items: readonly (readonly [id: string, label: string, run: (() => unknown) | null])[] = [
    ['open', t('runs.open'), one && (() => openGraph(one.id))],
    ['again', t('runs.again'), one && (() => again(one))],
    ['current', t('runs.withCurrent'), one && (() => compareWithCurrent(one.id))],
    ['rename', t('runs.rename'), one && (() => useRunList.setState({ renaming: one.id }))],
    ['star', t(starred ? 'runs.unstar' : 'runs.star'), () => starRuns(ids, !starred)],
    ['export', t('runs.export'), one && (() => exportRun(one.id))],
    ['delete', t('runs.delete'), () => removeRuns(rows)],
  ]
  return (
    <Menu.Root>
      <Menu.Trigger
        className="button button-ghost runs-actions"
        disabled={rows.length === 0}
        title={t('runs.actions')}
        data-testid="runs-actions"
      >
        {rows.length === 0 ? t('runs.actions') : t('runs.chosen', { count: rows.length })}
        <ChevronDown aria-hidden size={13} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="bottom" align="end" sideOffset={4} className="popup-positioner">
          <Menu.Popup className="popup menu" aria-label={t('runs.actions')}>
            {items.map(([id, label, run]) => (
              <Menu.Item
                key={id}
                className="menu-item"
                disabled={run === null}
                data-testid={`runs-action-${id}`}
                onClick={() => void run?.()}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

async function again({ id }: RunRow): Promise<void> {
  const record = await bridge().request('runs.get', { id })
  if (record) await runAgain(record)
}
