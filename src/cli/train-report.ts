import type { Finding } from '../engine/diagnosis/finding'
import type { Fix } from '../engine/diagnosis/fixes'
import type { DatasetPart, EarlyStoppingOutcome, EngineEvent, Metrics } from '../engine/protocol'
import { rowValue, type TelemetryLayout } from '../engine/telemetry/layout'
import { findingReport } from './commands/diagnose'
import { formatCounted, formatNumber, formatPercent, formatTable } from './format'

export const datasetParts = [
  'train',
  'validation',
  'test',
] as const satisfies readonly DatasetPart[]

/** What `train --json` prints. */
export interface TrainReport {
  readonly steps: number
  readonly epochs: number
  readonly seed: number
  readonly threads: number
  readonly backend: string
  readonly loss: Readonly<Record<DatasetPart, number | null>>
  readonly accuracy: Readonly<Record<DatasetPart, number | null>>
  /** Before the last epoch: by early stopping, an interrupt or a divergence. */
  readonly stoppedEarly: boolean
  /** What early stopping came to; null where it is not asked for or the run did not finish. */
  readonly earlyStopping: EarlyStoppingOutcome | null
  readonly milliseconds: number
  readonly weightsHash: string
  /** What was wrong with the run, worst first. */
  readonly findings: readonly ReturnType<typeof findingReport>[]
}

/** Sums up a run that ended, as `train --json` prints it. */
export function reportOf(run: {
  readonly end: EngineEvent & { type: 'state' }
  readonly loaded: EngineEvent & { type: 'loaded' }
  /** The newest of each part. */
  readonly metrics: ReadonlyMap<DatasetPart, Metrics>
  readonly seed: number
  readonly milliseconds: number
  readonly weightsHash: string
  readonly findings: readonly (Finding & { readonly fixes: readonly Fix[] })[]
}): TrainReport {
  const { end, loaded, metrics, seed, milliseconds, weightsHash, findings } = run
  // The metrics of before a divergence say nothing of the weights that are left.
  const isKnown = end.state !== 'diverged'
  const ofParts = (key: keyof Metrics) => {
    const of = (part: DatasetPart) => (isKnown ? (metrics.get(part)?.[key] ?? null) : null)
    return { train: of('train'), validation: of('validation'), test: of('test') }
  }
  return {
    steps: end.step,
    epochs: end.epoch,
    seed,
    threads: loaded.threads,
    backend: loaded.backend,
    loss: ofParts('loss'),
    accuracy: ofParts('accuracy'),
    stoppedEarly: end.state !== 'finished' || end.earlyStopping?.stopped === true,
    earlyStopping: end.earlyStopping ?? null,
    milliseconds: Math.round(milliseconds),
    weightsHash,
    findings: findings.map(findingReport),
  }
}

/** A report as text: how long, how early it stopped, loss and accuracy of each part. */
export function formatReport(report: TrainReport): string {
  const cell = (value: number | null, format: (value: number) => string) =>
    value === null ? '–' : format(value)
  return [
    `${formatCounted(report.steps, 'step')} in ${(report.milliseconds / 1000).toFixed(1)} s, seed ${report.seed}${report.stoppedEarly ? ', stopped early' : ''}`,
    ...(report.earlyStopping ? [formatEarlyStopping(report.earlyStopping)] : []),
    '',
    formatTable([
      ['', 'loss', 'accuracy'],
      ...datasetParts.map(part => [
        part,
        cell(report.loss[part], formatNumber),
        cell(report.accuracy[part], formatPercent),
      ]),
    ]),
  ].join('\n')
}

/** `best validation loss 0.312 at epoch 4 of 7; the weights of epoch 4 were restored` */
function formatEarlyStopping({ metric, last, best, restored }: EarlyStoppingOutcome): string {
  const value =
    metric === 'validationLoss'
      ? `validation loss ${formatNumber(best.value)}`
      : `validation accuracy ${formatPercent(best.value)}`
  const weights = restored
    ? `the weights of epoch ${best.epoch} were restored`
    : `the weights are those of epoch ${last.epoch}`
  return `best ${value} at epoch ${best.epoch} of ${last.epoch}; ${weights}`
}

/** Last gradients per parameter tensor, with a bar over the decades between smallest and largest. */
export function formatGradients(layout: TelemetryLayout, frame: Float64Array): string {
  const rows = layout.rows
    .filter(row => row.kind === 'param')
    .map(row => ({
      name: row.name,
      shape: row.shape.join('×'),
      rms: rowValue(frame, row, 'gradient.rms'),
      ratio: rowValue(frame, row, 'update.ratio'),
    }))
  const logs = rows.map(({ rms }) => Math.log10(rms)).filter(Number.isFinite)
  const low = Math.min(...logs) - 1
  const span = Math.max(...logs) - low
  const bar = (rms: number) => {
    const log = Math.log10(rms)
    return Number.isFinite(log) ? '▇'.repeat(Math.round(((log - low) / span) * 24)) : ''
  }
  const cells = formatTable([
    ['gradient at the last step', 'shape', 'RMS', 'update ÷ weight'],
    ...rows.map(({ name, shape, rms, ratio }) => [
      name,
      shape,
      formatNumber(rms),
      Number.isNaN(ratio) ? '–' : formatNumber(ratio),
    ]),
  ]).split('\n')
  const [head = '', ...body] = cells
  return [head, ...body.map((line, i) => `${line}  ${bar(rows[i]!.rms)}`.trimEnd())].join('\n')
}
