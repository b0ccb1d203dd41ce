import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { startSweep, useSweep } from '../stores/sweep'

interface SweepStartProps {
  /** Why it cannot start. */
  readonly obstacle: string | null
  readonly canStart: boolean
}

/** The button that begins a sweep, and what stands against it. */
export function SweepStart({ obstacle, canStart }: SweepStartProps) {
  const t = useT()
  const isRunning = useSweep(({ started }) => started?.state === 'running')
  const isAgain = useSweep(({ started }) => started !== null)
  const problem = useSweep(state => state.problem)
  const blocked = isRunning || !canStart
  return (
    <div className="sweep-start">
      <button
        type="button"
        className="button button-primary"
        aria-disabled={blocked}
        onClick={() => !blocked && startSweep()}
        data-testid="sweep-start"
      >
        {t(isAgain ? 'sweep.restart' : 'sweep.start')}
      </button>
      {problem && (
        <p className="field-help" data-error role="alert">
          {engineText(problem.message)} {engineText(problem.remedy)}
        </p>
      )}
      <p className="field-help" data-error={obstacle ? true : undefined}>
        {obstacle ?? t('sweep.help')}
      </p>
    </div>
  )
}
