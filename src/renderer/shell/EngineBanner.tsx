import './editor.css'
import { CircleAlert } from 'lucide-react'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { engine, useRun } from '../stores/run'

/** Across the window while the engine is gone: the graph is safe, and one press brings it back. */
export function EngineBanner() {
  const t = useT()
  const status = useRun(state => state.engine)
  if (status.state !== 'crashed' && status.state !== 'failed') return null
  const key = status.state === 'crashed' ? 'engine.banner' : 'engine.banner.failed'
  return (
    <div className="engine-banner" role="alert" data-testid="engine-banner">
      <CircleAlert aria-hidden size={16} />
      <span>{t(key, { reason: engineText(status.reason) })}</span>
      <button
        type="button"
        className="button button-plain"
        data-testid="engine-restart"
        onClick={() => void engine.connect()}
      >
        {t('engine.restart')}
      </button>
    </div>
  )
}
