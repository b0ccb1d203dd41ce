import type { Sweep } from '../engine/sweep/resolve'
import type { SweepObjective } from '../engine/sweep/spec'
import type { TrialResult } from '../engine/sweep/trial'
import type { SweepOptions } from './commands/sweep'
import { formatCounted, formatNumber, formatPercent, formatTable } from './format'

/** Rows of the table on the terminal. */
const shownRows = 50

export type SweepReport = ReturnType<typeof reportOf>

/** What `sweep --json` prints. */
export function reportOf(
  ranked: readonly TrialResult[],
  { spec, trials }: Sweep,
  run: { readonly stopped: boolean; readonly threads: number; readonly milliseconds: number },
) {
  const rows = ranked.map(({ values, validation, train, ...rest }, i) => ({
    rank: i + 1,
    ...rest,
    parameters: Object.fromEntries(spec.parameters.map(({ path }, k) => [path, values[k]!])),
    loss: { train: train?.loss ?? null, validation: validation?.loss ?? null },
    accuracy: { train: train?.accuracy ?? null, validation: validation?.accuracy ?? null },
  }))
  const best = rows[0]?.state === 'finished' ? rows[0] : null
  const { method, seed, objective } = spec
  return { method, seed, objective, asked: trials, ...run, best, trials: rows }
}

/** The ranking as a table, and how to train the best one again. */
export function textOf(report: SweepReport, file: string, options: SweepOptions): string {
  const { trials, objective, stopped, asked, milliseconds, best } = report
  const paths = Object.keys(trials[0]?.parameters ?? {})
  const isAccuracy = trials.some(({ accuracy }) => accuracy.validation !== null)
  const cell = (value: number | null, format: (value: number) => string) =>
    value === null ? '–' : format(value)
  const table = formatTable([
    [
      'rank',
      'trial',
      ...shortNames(paths),
      ...(isAccuracy ? ['validation accuracy'] : []),
      'validation loss',
      'train loss',
    ],
    ...trials
      .slice(0, shownRows)
      .map(({ rank, trial, parameters, state, accuracy, loss }) => [
        String(rank),
        String(trial),
        ...paths.map(path => formatValue(parameters[path]!)),
        ...(isAccuracy ? [cell(accuracy.validation, formatPercent)] : []),
        state === 'finished' ? cell(loss.validation, formatNumber) : state,
        cell(loss.train, formatNumber),
      ]),
  ])
  const seconds = (milliseconds / 1000).toFixed(1)
  const head = `${formatCounted(trials.length, 'trial')}${stopped ? ` of ${asked}, stopped` : ''} in ${seconds} s, seed ${report.seed}, ranked by ${objectiveNames[objective]}`
  const more = trials.length - shownRows
  return [
    head,
    '',
    ...(trials.length > 0 ? [table] : []),
    ...(more > 0 ? [`and ${formatCounted(more, 'more trial')}`] : []),
    ...(best ? ['', 'The best again:', `  ${commandFor(best.parameters, file, options)}`] : []),
    '',
  ].join('\n')
}

const objectiveNames: Readonly<Record<SweepObjective, string>> = {
  validationAccuracy: 'validation accuracy',
  validationLoss: 'validation loss',
}

/** The training of a trial by itself. */
function commandFor(
  parameters: Readonly<Record<string, number | string | boolean>>,
  file: string,
  { set = [], seed, epochs, steps }: SweepOptions,
): string {
  const kindFirst = (path: string) => (path.endsWith('.kind') ? 0 : 1)
  const settings = Object.entries(parameters)
    .sort(([a], [b]) => kindFirst(a) - kindFirst(b))
    .map(([path, value]) => `${path}=${value}`)
  return [
    `gradscope train ${quoted(file)}`,
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    ...(epochs === undefined ? [] : [`--epochs ${epochs}`]),
    ...(steps === undefined ? [] : [`--steps ${steps}`]),
    ...[...set, ...settings].map(setting => `--set ${quoted(setting)}`),
  ].join(' ')
}

/** A word of a shell's command. */
function quoted(word: string): string {
  return /^[\w./=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** The ends of paths, as much of them as tells one from the other. */
export function shortNames(paths: readonly string[]): string[] {
  return paths.map(path => {
    const parts = path.split('.')
    for (let count = 1; count < parts.length; count++) {
      const name = parts.slice(-count).join('.')
      const isOne = paths.every(other => other === path || !`.${other}`.endsWith(`.${name}`))
      if (isOne && (parts[0] !== 'nodes' || count > 1)) return name
    }
    return path
  })
}

export function formatValue(value: number | string | boolean): string {
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

export function formatObjective(value: number | null, objective: SweepObjective): string {
  if (value === null) return 'nothing to rank by'
  return objective === 'validationAccuracy'
    ? `validation accuracy ${formatPercent(value)}`
    : `validation loss ${formatNumber(value)}`
}
