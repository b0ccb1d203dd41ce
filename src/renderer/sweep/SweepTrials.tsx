import type { TrialProgress } from '../../engine/sweep/messages'
import { rankTrials, type TrialResult } from '../../engine/sweep/trial'
import { formatScientific, formatShare } from '../format'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { type StartedSweep, selectTrial, useSweep } from '../stores/sweep'
import { type SweptField, sweptFields, valueText } from './trial-text'
import { applyTrial, openTrial } from './use-trial'

/** The trials by rank as they come, and what can be done with one. */
export function SweepTrials({ started }: { readonly started: StartedSweep }) {
  const t = useT()
  const running = useSweep(state => state.running)
  const selected = useSweep(state => state.selected)
  const filter = useSweep(state => state.filter)
  const ranked = rankTrials(started.results, started.spec.objective)
  const chosen = ranked.find(({ trial }) => trial === selected) ?? ranked[0]
  const fields = sweptFields(started)
  const within = filter && new Set(filter)
  const isClassification = ranked.some(({ validation }) => validation?.accuracy != null)
  return (
    <section className="sweep-trials" aria-label={t('sweep.table')}>
      {chosen && (
        <div className="sweep-chosen">
          <span data-testid="sweep-chosen">
            {t('sweep.chosen', { trial: chosen.trial, rank: ranked.indexOf(chosen) + 1 })}
          </span>
          <button
            type="button"
            className="sweep-control"
            title={t('sweep.apply.help')}
            data-testid="sweep-apply"
            onClick={() => applyTrial(started, chosen)}
          >
            {t('sweep.apply')}
          </button>
          <button
            type="button"
            className="sweep-control"
            title={t('sweep.open.help')}
            data-testid="sweep-open"
            onClick={() => void openTrial(started, chosen)}
          >
            {t('sweep.open')}
          </button>
        </div>
      )}
      <div className="sweep-scroll">
        <table className="sweep-table figures" data-testid="sweep-table">
          <thead>
            <tr>
              <th scope="col">{t('sweep.rank')}</th>
              <th scope="col">{t('sweep.trial')}</th>
              {isClassification && <th scope="col">{t('sweep.accuracy')}</th>}
              <th scope="col">{t('sweep.loss')}</th>
              {fields.map(({ path, title }) => (
                <th key={path} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ranked.map((result, i) =>
              within && !within.has(result.trial) ? null : (
                <Row
                  key={result.trial}
                  rank={i + 1}
                  isChosen={result === chosen}
                  {...{ result, fields, isClassification }}
                />
              ),
            )}
            {running.map(progress => (
              <RunningRow
                key={progress.trial}
                progress={progress}
                columns={fields.length + (isClassification ? 2 : 1)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface RowProps {
  readonly rank: number
  readonly result: TrialResult
  readonly fields: readonly SweptField[]
  readonly isClassification: boolean
  readonly isChosen: boolean
}

function Row({ rank, result, fields, isClassification, isChosen }: RowProps) {
  const t = useT()
  const { trial, values, state, validation, reason } = result
  return (
    <tr
      data-state={state}
      data-chosen={isChosen || undefined}
      data-testid={`trial-${trial}`}
      title={reason === null ? undefined : engineText(reason)}
      onClick={() => selectTrial(trial)}
    >
      <td>
        <button
          type="button"
          className="sweep-rank"
          aria-label={t('sweep.chosen', { trial, rank })}
          aria-pressed={isChosen}
        >
          {rank}
        </button>
      </td>
      <td>{trial}</td>
      {state === 'finished' ? (
        <>
          {isClassification && (
            <td>{validation?.accuracy == null ? '–' : formatShare(validation.accuracy)}</td>
          )}
          <td>{validation ? formatScientific(validation.loss) : '–'}</td>
        </>
      ) : (
        <td className="sweep-lost" colSpan={isClassification ? 2 : 1}>
          {t(`sweep.state.${state}`)}
        </td>
      )}
      {fields.map(({ path, field }, i) => (
        <td key={path}>{valueText(values[i]!, field)}</td>
      ))}
    </tr>
  )
}

function RunningRow({
  progress: { trial, step, totalSteps },
  columns,
}: {
  readonly progress: TrialProgress
  readonly columns: number
}) {
  const t = useT()
  const share = totalSteps > 0 ? step / totalSteps : 0
  return (
    <tr className="sweep-running">
      <td>…</td>
      <td>{trial}</td>
      <td colSpan={columns}>
        {t('sweep.state.running', { share: `${Math.round(share * 100)} %` })}
      </td>
    </tr>
  )
}
