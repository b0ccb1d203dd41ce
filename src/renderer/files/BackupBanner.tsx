import './files.css'
import { ShieldAlert } from 'lucide-react'
import { useT } from '../i18n/index'
import { isDirty, useDocument } from '../stores/document'
import { dismissBackupFailure, useBackupFailure } from './backup-failure'
import { saveDocument } from './file-actions'

/** Across the window while there is unsaved work that cannot be backed up. */
export function BackupBanner() {
  const t = useT()
  const { failure, dismissed } = useBackupFailure()
  const dirty = useDocument(isDirty)
  if (!failure || dismissed || !dirty) return null
  return (
    <div className="disk-banner" role="alert" data-testid="backup-banner">
      <ShieldAlert aria-hidden size={16} />
      <span className="disk-banner-text">
        {failure.message} {failure.remedy}
      </span>
      <button
        type="button"
        className="button button-plain"
        data-testid="backup-dismiss"
        onClick={dismissBackupFailure}
      >
        {t('disk.dismiss')}
      </button>
      <button
        type="button"
        className="button button-primary"
        data-testid="backup-save"
        onClick={() => void saveDocument()}
      >
        {t('backup.save')}
      </button>
    </div>
  )
}
