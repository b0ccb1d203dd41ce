import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useT } from '../i18n/index'
import { toasts } from '../stores/messages'

/** Messages at the lower edge of the canvas; F6 goes to them. Errors stay for a while, or until closed. */
export function Toasts() {
  const t = useT()
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="toast-viewport" aria-label={t('toast.region')}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const t = useT()
  const { toasts: list } = Toast.useToastManager()
  return list.map(toast => (
    <Toast.Root key={toast.id} toast={toast} className="toast" data-testid="toast">
      <Toast.Content className="toast-content">
        <div className="toast-text">
          <Toast.Title className="toast-title" />
          <Toast.Description className="toast-description" />
        </div>
        <Toast.Action className="button button-plain" />
        <Toast.Close className="button button-ghost" data-icon-only aria-label={t('toast.dismiss')}>
          <X aria-hidden size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
