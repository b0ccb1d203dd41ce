import '../files/files.css'
import { History } from 'lucide-react'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { discardKeptRun, isOffered, resumeKeptRun, useKeptRun } from '../stores/kept-run'

/** Across the window while a paused run of the network shown waits on the disk. */
export function KeptRunBanner() {
  const t = useT()
  const offer = useKeptRun(state => state.offer)
  const offered = useDocument(state => isOffered(offer, currentDocument(state)))
  if (!offer || !offered) return null
  const { step, totalSteps, savedAt } = offer.checkpoint
  const when = new Date(savedAt).toLocaleString(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return (
    <div className="disk-banner" role="status" data-testid="kept-run">
      <History aria-hidden size={16} />
      <span className="disk-banner-text">
        {t('run.resume.offer', { step: formatCount(step), total: formatCount(totalSteps), when })}
      </span>
      <button
        type="button"
        className="button button-plain"
        data-testid="kept-run-discard"
        onClick={discardKeptRun}
      >
        {t('run.resume.discard')}
      </button>
      <button
        type="button"
        className="button button-primary"
        data-testid="kept-run-resume"
        onClick={resumeKeptRun}
      >
        {t('run.resume')}
      </button>
    </div>
  )
}
