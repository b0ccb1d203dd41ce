import { Dialog } from '@base-ui/react/dialog'
import { useRef } from 'react'
import { useT } from '../i18n/index'
import { closeDialog, type DialogContent, useDialog } from '../stores/messages'

/** The window's modal message: what is wrong with a file, and what can be done about it. */
export function MessageDialog() {
  const content = useDialog(state => state.content)
  // What was shown last stays while the dialog fades.
  const shown = useRef<DialogContent | null>(null)
  if (content) shown.current = content
  return (
    <Dialog.Root open={content !== null} onOpenChange={open => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog" data-testid="dialog">
          {shown.current && <Body {...shown.current} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Body({ title, body, details = [], note, action }: DialogContent) {
  const t = useT()
  const act = () => {
    closeDialog()
    action?.run()
  }
  return (
    <>
      <Dialog.Title className="dialog-title">{title}</Dialog.Title>
      <Dialog.Description className="dialog-body">{body}</Dialog.Description>
      {details.length > 0 && (
        <ul className="dialog-details">
          {details.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {note && <p className="dialog-body">{note}</p>}
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain" data-testid="dialog-close">
          {t(action ? 'dialog.cancel' : 'dialog.close')}
        </Dialog.Close>
        {action && (
          <button
            type="button"
            className="button button-primary"
            data-testid="dialog-action"
            onClick={act}
          >
            {action.label}
          </button>
        )}
      </div>
    </>
  )
}
