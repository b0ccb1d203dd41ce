import './runs.css'
import { useEffect } from 'react'
import { runLimits, type StoreProblem } from '../../shared/runs/record'
import { formatBytes } from '../format'
import { useT } from '../i18n/index'
import type { NodePanelProps } from '../panels/node-panel'
import { RunsCompare } from './RunsCompare'
import { RunsGradients } from './RunsGradients'
import { RunsOverlay } from './RunsOverlay'
import { RunsTable } from './RunsTable'
import { RunsToolbar } from './RunsToolbar'
import { useRunList, watchRuns } from './run-list'

/** The dock's panel of kept runs: a table, and beside it what is looked at of the chosen ones. */
export function RunsPanel(props: NodePanelProps) {
  const t = useT()
  const list = useRunList(state => state.list)
  const view = useRunList(state => state.view)
  useEffect(watchRuns, [])
  const most = formatBytes(runLimits.bytes)
  if (!list) return <p className="runs-quiet">{t('runs.loading')}</p>
  return (
    <div className="runs" data-testid="runs" data-view={view}>
      {list.problem && <Problem problem={list.problem} />}
      {list.runs.length === 0 ? (
        <div className="findings-none">
          <p className="findings-none-title">{t('runs.empty.title')}</p>
          <p>{t('runs.empty')}</p>
        </div>
      ) : (
        <>
          <RunsToolbar />
          <div className="runs-body">
            <section className="runs-list" aria-label={t('runs.table')}>
              <RunsTable />
              <p className="runs-quiet" title={t('runs.room.help', { runs: runLimits.runs, most })}>
                {t('runs.count', { count: list.runs.length })}
                {' · '}
                {t('runs.room', { size: formatBytes(list.bytes), most })}
              </p>
            </section>
            {view !== 'table' && (
              <section className="runs-view" aria-label={t(`runs.view.${view}`)}>
                {view === 'curves' && <RunsOverlay />}
                {view === 'compare' && <RunsCompare />}
                {view === 'gradients' && <RunsGradients {...props} />}
              </section>
            )}
          </div>
        </>
      )}
    </div>
  )
}

function Problem({ problem }: { readonly problem: StoreProblem }) {
  const t = useT()
  const { kind, ...values } = problem
  return (
    <p className="runs-problem" role="alert" data-testid="runs-problem">
      {t(`runs.problem.${kind}`, values)}
    </p>
  )
}
