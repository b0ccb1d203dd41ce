import { create } from 'zustand'
import type { ResponseOf } from '../../shared/ipc/contract'
import { t } from '../i18n/index'
import { toastInfo } from '../stores/messages'

type Answer = ResponseOf<'document.backUp'>

interface BackupFailure {
  /** Why unsaved work cannot be backed up now; null while it can. */
  readonly failure: Extract<Answer, { kind: 'failed' }> | null
  /** The user has read it; it is not said again until backups have worked in between. */
  readonly dismissed: boolean
}

const working: BackupFailure = { failure: null, dismissed: false }

export const useBackupFailure = create<BackupFailure>()(() => working)

/** Takes how a backup went; when it works again the window says that too. */
export function reportBackup(answer: Answer): void {
  const { failure } = useBackupFailure.getState()
  if (answer.kind === 'failed') {
    useBackupFailure.setState({ failure: answer })
  } else if (failure) {
    useBackupFailure.setState(working)
    toastInfo(t('backup.works'))
  }
}

export function dismissBackupFailure(): void {
  useBackupFailure.setState({ dismissed: true })
}
