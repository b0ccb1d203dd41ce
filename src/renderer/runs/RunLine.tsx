import { Star } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import type { RunRow } from '../../shared/runs/record'
import { useT } from '../i18n/index'
import { renameRun, starRuns } from './actions'
import { colourOf } from './colours'
import { type Column, columnOf } from './columns'
import { useRunList } from './run-list'

interface RunLineProps {
  readonly run: RunRow
  readonly columns: readonly Column[]
  /** Among the chosen runs; -1 where it is none of them. */
  readonly place: number
  /** Whether Tab reaches this line. */
  readonly isActive: boolean
  readonly isRenaming: boolean
  onChoose(run: RunRow, how: { readonly extend: boolean; readonly add: boolean }): void
  /** The name was given or given up. */
  onLeave(): void
}

/** One run of the table. */
export const RunLine = memo(Line, (before, after) =>
  (['run', 'place', 'isActive', 'isRenaming', 'onChoose'] as const).every(
    key => before[key] === after[key],
  ),
)

function Line({ run, columns, place, isActive, isRenaming, onChoose, onLeave }: RunLineProps) {
  const startNaming = () => useRunList.setState({ renaming: run.id })
  return (
    <tr
      tabIndex={isActive ? 0 : -1}
      aria-selected={place >= 0}
      data-run={run.id}
      data-testid="run-line"
      className={place >= 0 ? `run-${colourOf(place)}` : undefined}
      onClick={event =>
        onChoose(run, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })
      }
    >
      {columns.map(column => {
        if (column === 'starred') return <StarCell key={column} run={run} />
        const { text, align } = columnOf(column)
        if (column !== 'name') {
          return (
            <td key={column} data-align={align} data-column={column} data-state={run.state}>
              {text(run) ?? '–'}
            </td>
          )
        }
        return (
          <th key={column} scope="row" data-column={column} onDoubleClick={startNaming}>
            {isRenaming ? (
              <NameField run={run} onLeave={onLeave} />
            ) : (
              <span className="runs-name" title={run.name}>
                <i aria-hidden className="runs-swatch" />
                {run.name}
              </span>
            )}
          </th>
        )
      })}
    </tr>
  )
}

function StarCell({ run }: { readonly run: RunRow }) {
  const t = useT()
  return (
    <td data-column="starred">
      <button
        type="button"
        tabIndex={-1}
        className="runs-star"
        aria-pressed={run.starred}
        aria-label={t('runs.star.of', { name: run.name })}
        data-testid="run-star"
        onClick={event => {
          event.stopPropagation()
          void starRuns([run.id], !run.starred)
        }}
      >
        <Star aria-hidden size={13} />
      </button>
    </td>
  )
}

/** The name as it is typed: Enter takes it, Escape gives it up. */
function NameField({ run, onLeave }: { readonly run: RunRow; onLeave(): void }) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const given = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  function end(name: string | null): void {
    if (given.current) return
    given.current = true
    if (name === null) useRunList.setState({ renaming: null })
    else void renameRun(run.id, name)
  }

  return (
    <input
      ref={field}
      className="input runs-name-field"
      defaultValue={run.name}
      maxLength={200}
      aria-label={t('runs.rename.of', { name: run.name })}
      data-testid="run-name"
      onClick={event => event.stopPropagation()}
      onBlur={event => end(event.target.value)}
      onKeyDown={event => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        end(event.key === 'Enter' ? event.currentTarget.value : null)
        onLeave()
      }}
    />
  )
}
