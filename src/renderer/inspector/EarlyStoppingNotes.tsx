import { earlyStoppingText } from '../early-stopping-text'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { isStale, useRun } from '../stores/run'
import { plannedRun } from './planned-run'

/** Why early stopping has nothing to watch; after a run, how it ended. */
export function EarlyStoppingNotes() {
  const t = useT()
  const document = useDocument(currentDocument)
  const run = useRun(state => state.run)
  if (document.training.earlyStopping.kind === 'none') return null
  const planned = plannedRun(document)
  if (planned?.validationExamples === 0) {
    return (
      <div className="callout" data-severity="warning" role="note">
        <strong>{t('training.earlyStopping.noValidation')}</strong>
        <span>{t('training.earlyStopping.noValidation.remedy')}</span>
      </div>
    )
  }
  if (!run?.earlyStopping || isStale(run, document)) return null
  return (
    <p className="field-note" data-testid="early-stopping-outcome">
      {earlyStoppingText(t, run.earlyStopping)}
    </p>
  )
}
