import type { RunRow } from '../../shared/runs/record'
import { formatCount, formatField, formatScientific, formatShare } from '../format'
import { hasMessage, type MessageKey, t } from '../i18n/index'

/** A column of the table of runs. */
interface ColumnRow {
  /** What it is sorted by; null and NaN come last, whichever way. */
  value(run: RunRow): number | string | null
  /** What stands in the cell; null where nothing is known. */
  text(run: RunRow): string | null
  readonly align?: 'end'
  /** Whether less is better, where that can be said. */
  readonly best?: 'low' | 'high'
}

const loss = (value: number | undefined) => (value === undefined ? null : formatScientific(value))
const accuracy = (value: number | null | undefined) =>
  value === null || value === undefined || Number.isNaN(value) ? null : formatShare(value)
/** Over all training examples where that was measured, else over the last batches. */
const train = (run: RunRow) =>
  run.metrics.train ?? { loss: run.batchLoss, accuracy: run.batchAccuracy }

export const columns = {
  name: { value: run => run.name, text: run => run.name },
  when: { value: run => run.startedAt, text: run => whenText(run.startedAt) },
  state: { value: run => run.state, text: run => t(`runs.state.${run.state}`) },
  optimizer: { value: run => run.optimizer, text: run => optimizerText(run.optimizer) },
  learningRate: {
    value: run => run.learningRate,
    text: run => formatField(run.learningRate),
    align: 'end',
  },
  parameters: {
    value: run => run.parameterCount,
    text: run => formatCount(run.parameterCount),
    align: 'end',
  },
  steps: { value: run => run.step, text: run => formatCount(run.step), align: 'end' },
  trainLoss: {
    value: run => train(run).loss,
    text: run => loss(train(run).loss),
    align: 'end',
    best: 'low',
  },
  trainAccuracy: {
    value: run => train(run).accuracy,
    text: run => accuracy(train(run).accuracy),
    align: 'end',
    best: 'high',
  },
  validationLoss: {
    value: run => run.metrics.validation?.loss ?? null,
    text: run => loss(run.metrics.validation?.loss),
    align: 'end',
    best: 'low',
  },
  validationAccuracy: {
    value: run => run.metrics.validation?.accuracy ?? null,
    text: run => accuracy(run.metrics.validation?.accuracy),
    align: 'end',
    best: 'high',
  },
  testLoss: {
    value: run => run.metrics.test?.loss ?? null,
    text: run => loss(run.metrics.test?.loss),
    align: 'end',
  },
  testAccuracy: {
    value: run => run.metrics.test?.accuracy ?? null,
    text: run => accuracy(run.metrics.test?.accuracy),
    align: 'end',
  },
  findings: {
    value: run => openFindings(run),
    text: run => String(openFindings(run)),
    align: 'end',
  },
  seed: { value: run => run.seed, text: run => String(run.seed), align: 'end' },
  starred: { value: run => Number(run.starred), text: () => null },
} as const satisfies Readonly<Record<string, ColumnRow>>

export type Column = keyof typeof columns

export function columnOf(column: Column): ColumnRow {
  return columns[column]
}

/** Findings that held when the run was kept last. */
export function openFindings({ findings }: RunRow): number {
  return findings.filter(({ over }) => !over).length
}

export function optimizerText(kind: string): string {
  const key = `training.optimizer.${kind}`
  return hasMessage(key) ? t(key as MessageKey) : kind
}

/** `11-21 14:03`: short, and in order as text too. */
export function whenText(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const year = date.getFullYear() === new Date().getFullYear() ? '' : `${date.getFullYear()}-`
  return `${year}${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

interface Order {
  readonly column: Column
  readonly descending: boolean
}

/** The runs that a filter leaves, in order. Every word must be found in what the row says. */
export function shownRuns(runs: readonly RunRow[], filter: string, order: Order): RunRow[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const says = (run: RunRow) =>
    [run.name, run.graphName, run.group, columns.state.text(run), optimizerText(run.optimizer)]
      .join(' ')
      .toLocaleLowerCase()
  const left = runs.filter(run => words.every(word => says(run).includes(word)))
  const { value } = columnOf(order.column)
  return left.sort((a, b) => compare(value(a), value(b), order.descending))
}

function compare(
  a: number | string | null,
  b: number | string | null,
  descending: boolean,
): number {
  const missing = (value: typeof a) => value === null || Number.isNaN(value)
  if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b))
  const order =
    typeof a === 'string'
      ? a.localeCompare(String(b), undefined, { numeric: true })
      : Math.sign(a! - Number(b)) || 0
  return descending ? -order : order
}
