import type { RunRow } from '../../shared/runs/record'
import { useT } from '../i18n/index'
import { type CsvCell, csvText } from '../panels/export/csv'
import { openFindings, shownRuns } from './columns'
import { useRunList } from './run-list'

type Table = readonly (readonly CsvCell[])[]

const head = [
  ...['name', 'starred', 'started', 'state', 'graph', 'origin', 'group', 'seed', 'backend'],
  ...['optimizer', 'learning rate', 'parameters', 'step', 'total steps', 'epoch', 'seconds'],
  ...['last batches loss', 'last batches accuracy', 'train loss', 'train accuracy'],
  ...['validation loss', 'validation accuracy', 'test loss', 'test accuracy'],
  ...['findings', 'rules', 'weights sha256', 'id'],
]

/** A line for each run, as they are shown. */
export function runsTable(runs: readonly RunRow[]): Table {
  return [head, ...runs.map(cells)]
}

function cells(run: RunRow): CsvCell[] {
  const part = (name: 'train' | 'validation' | 'test') => {
    const metrics = run.metrics[name]
    return [metrics?.loss ?? null, metrics?.accuracy ?? null]
  }
  const open = run.findings.filter(({ over }) => !over)
  return [
    ...[run.name, run.starred ? 1 : 0, new Date(run.startedAt).toISOString(), run.state],
    ...[run.graphName, run.origin, run.group, run.seed, run.backend],
    ...[run.optimizer, run.learningRate, run.parameterCount, run.step, run.totalSteps],
    ...[run.epoch, run.duration / 1000, run.batchLoss, run.batchAccuracy],
    ...[...part('train'), ...part('validation'), ...part('test')],
    ...[openFindings(run), open.map(({ rule }) => rule).join(' '), run.weightsHash, run.id],
  ]
}

export function runsCsv(): string {
  const { list, filter, sort } = useRunList.getState()
  return csvText(runsTable(shownRuns(list?.runs ?? [], filter, sort)))
}

/** A hook: why there is nothing to export; null where there is. */
export function useNoRuns(): string | null {
  const t = useT()
  const none = useRunList(({ list }) => (list?.runs.length ?? 0) === 0)
  return none ? t('runs.nothing') : null
}
