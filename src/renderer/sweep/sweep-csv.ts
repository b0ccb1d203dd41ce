import { rankTrials } from '../../engine/sweep/trial'
import { useT } from '../i18n/index'
import { type CsvCell, csvText } from '../panels/export/csv'
import { type StartedSweep, useSweep } from '../stores/sweep'

/** A line for each trial, best first. */
export function sweepTable({ spec, results }: StartedSweep): CsvCell[][] {
  return [
    [
      ...['rank', 'trial'],
      ...spec.parameters.map(({ path }) => path),
      ...['state', 'validation loss', 'validation accuracy', 'train loss', 'train accuracy'],
      ...['steps', 'epochs', 'weights hash', 'reason'],
    ],
    ...rankTrials(results, spec.objective).map((result, i) => {
      const { trial, values, state, validation, train, steps, epochs, weightsHash, reason } = result
      return [
        i + 1,
        trial,
        ...values.map(value => (typeof value === 'boolean' ? String(value) : value)),
        state,
        validation?.loss ?? null,
        validation?.accuracy ?? null,
        train?.loss ?? null,
        train?.accuracy ?? null,
        steps,
        epochs,
        weightsHash,
        reason,
      ]
    }),
  ]
}

export function sweepCsv(): string {
  const { started } = useSweep.getState()
  return csvText(started ? sweepTable(started) : [])
}

/** Says that there is nothing to export as long as no trial is done. */
export function useNoTrials(): string | null {
  const t = useT()
  return useSweep(({ started }) => !started?.results.length) ? t('sweep.nothing') : null
}
