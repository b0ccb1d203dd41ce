import './files.css'
import { Dialog } from '@base-ui/react/dialog'
import { type FormEvent, useState } from 'react'
import { useT } from '../i18n/index'
import { useDocument } from '../stores/document'
import { rename, useRenaming } from './rename'

/** Asks for another name of the document and its file. */
export function RenameDialog() {
  const asking = useRenaming(state => state.asking)
  return (
    <Dialog.Root open={asking} onOpenChange={open => useRenaming.setState({ asking: open })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog" data-testid="rename-dialog">
          <Form />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Form() {
  const t = useT()
  const inFile = useDocument(state => state.path !== null)
  const [name, setName] = useState(useDocument.getState().name)
  const [refusal, setRefusal] = useState<string | null>(null)

  async function apply(event: FormEvent): Promise<void> {
    event.preventDefault()
    setRefusal(name.trim() === '' ? t('rename.empty') : await rename(name))
  }

  return (
    <form className="rename-form" onSubmit={event => void apply(event)}>
      <Dialog.Title className="dialog-title">{t('rename.title')}</Dialog.Title>
      <input
        className="input"
        data-testid="rename-name"
        aria-label={t('rename.name')}
        aria-invalid={refusal !== null}
        maxLength={200}
        value={name}
        onFocus={event => event.target.select()}
        onChange={event => {
          setName(event.target.value)
          setRefusal(null)
        }}
      />
      <Dialog.Description
        className={refusal ? 'rename-refusal' : 'dialog-body'}
        data-testid="rename-help"
      >
        {refusal ?? t(inFile ? 'rename.help.file' : 'rename.help.untitled')}
      </Dialog.Description>
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{t('dialog.cancel')}</Dialog.Close>
        <button type="submit" className="button button-primary" data-testid="rename-apply">
          {t('rename.apply')}
        </button>
      </div>
    </form>
  )
}
