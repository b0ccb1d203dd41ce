import './stack.css'
import { Dialog } from '@base-ui/react/dialog'
import type { FormEvent } from 'react'
import { nodeName } from '../../../engine/document/schema'
import { endOfSelection } from '../../editing/nodes'
import { useT } from '../../i18n/index'
import { AttrField } from '../../inspector/AttrField'
import { focusCanvas } from '../focus'
import {
  closeStackForm,
  setStackField,
  stackFields,
  stackValues,
  submitStack,
  useStackForm,
} from './stack-form'

/** Asks what a stack of layers is made of. */
export function StackForm() {
  const open = useStackForm(({ start }) => start !== null)
  return (
    <Dialog.Root open={open} onOpenChange={next => !next && closeStackForm()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="dialog stack-form"
          data-testid="stack-form"
          finalFocus={() => {
            focusCanvas()
            return false
          }}
        >
          <Form />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Form() {
  const t = useT()
  const options = useStackForm(state => state.options)
  const values = stackValues(options)
  const anchor = endOfSelection()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    submitStack()
  }
  return (
    <form onSubmit={submit}>
      <Dialog.Title className="dialog-title">{t('stack.title')}</Dialog.Title>
      <Dialog.Description className="dialog-body">
        {anchor ? t('stack.after', { name: nodeName(anchor) }) : t('stack.alone')}
      </Dialog.Description>
      <div className="stack-fields">
        {Object.entries(stackFields()).map(([name, spec]) => (
          <AttrField
            key={name}
            name={`stack-${name}`}
            spec={spec}
            value={values[name]}
            onCommit={value => setStackField(name, value)}
          />
        ))}
      </div>
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{t('stack.cancel')}</Dialog.Close>
        <button type="submit" className="button button-primary" data-testid="stack-insert">
          {t('stack.insert', { count: options.count })}
        </button>
      </div>
    </form>
  )
}
