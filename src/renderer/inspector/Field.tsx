import { type ReactNode, useId } from 'react'

interface FieldIds {
  readonly control: string
  readonly label: string
  readonly help: string
}

interface FieldProps {
  readonly name: string
  readonly title: string
  readonly help?: string
  readonly error?: string | null
  /** `row` sets the control beside the title, for switches. */
  readonly layout?: 'column' | 'row'
  children(ids: FieldIds): ReactNode
}

/** A labelled control with its line of help; an error takes the help's place. */
export function Field({ name, title, help, error, layout = 'column', children }: FieldProps) {
  const id = useId()
  const ids = { control: id, label: `${id}-label`, help: `${id}-help` }
  return (
    <div className="field" data-layout={layout} data-field={name}>
      <label id={ids.label} htmlFor={ids.control} className="field-label">
        {title}
      </label>
      {children(ids)}
      {(error || help) && (
        <p
          id={ids.help}
          className="field-help"
          data-error={error ? true : undefined}
          role={error ? 'alert' : undefined}
        >
          {error ?? help}
        </p>
      )}
    </div>
  )
}
