import { Play, SlidersHorizontal, Square } from 'lucide-react'
import { rankTrials } from '../../engine/sweep/trial'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { trainsAlike } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { cancelSweep, resumeSweep, type StartedSweep, toggleSetup, useSweep } from '../stores/sweep'
import { objectiveText } from './trial-text'

/** Beside the panel's tab: the form's switch, how far the sweep is, stop and resume. */
export function SweepControls() {
  const t = useT()
  const started = useSweep(state => state.started)
  const settingUp = useSweep(state => state.settingUp)
  if (!started) return null
  return (
    <div className="sweep-controls">
      <button
        type="button"
        className="sweep-control"
        aria-pressed={settingUp}
        data-testid="sweep-setup"
        onClick={toggleSetup}
      >
        <SlidersHorizontal aria-hidden size={13} />
        {t('sweep.setup')}
      </button>
      {started.state === 'running' && (
        <button
          type="button"
          className="sweep-control"
          data-testid="sweep-cancel"
          onClick={cancelSweep}
        >
          <Square aria-hidden size={12} />
          {t('sweep.cancel')}
        </button>
      )}
      {started.state === 'stopped' && <Resume started={started} />}
      <Progress started={started} />
    </div>
  )
}

function Resume({ started }: { readonly started: StartedSweep }) {
  const t = useT()
  const isOther = useDocument(state => !trainsAlike(started.document, currentDocument(state)))
  return (
    <button
      type="button"
      className="sweep-control"
      title={isOther ? t('sweep.changed') : undefined}
      data-testid="sweep-resume"
      onClick={resumeSweep}
    >
      <Play aria-hidden size={12} />
      {t('sweep.resume')}
    </button>
  )
}

function Progress({ started }: { readonly started: StartedSweep }) {
  const t = useT()
  const { results, total, spec, state } = started
  const [best] = rankTrials(results, spec.objective)
  const done = t('sweep.progress', {
    done: formatCount(results.length),
    total: formatCount(total),
  })
  return (
    <>
      {state !== 'done' && (
        <progress aria-label={t('sweep.title')} value={results.length} max={total} />
      )}
      <span className="sweep-progress figures" data-testid="sweep-progress">
        {best?.state === 'finished'
          ? `${done} · ${t('sweep.best', { value: objectiveText(best, spec.objective) })}`
          : done}
      </span>
    </>
  )
}
