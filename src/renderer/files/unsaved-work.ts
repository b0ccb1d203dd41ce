import { bridge } from '../bridge'
import { t } from '../i18n/index'
import { toasts } from '../stores/messages'
import { useView } from '../stores/view'

/** Says that there is unsaved work to restore where the window does not begin with the list of it. */
export async function tellOfUnsavedWork(): Promise<void> {
  if (useView.getState().screen === 'start') return
  const list = await bridge().request('recovery.list', undefined)
  if (list.length === 0) return
  toasts.add({
    title: t('recovery.elsewhere'),
    description: t('recovery.elsewhere.help'),
    type: 'info',
    timeout: 15_000,
  })
}
