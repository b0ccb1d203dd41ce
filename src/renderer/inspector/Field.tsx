import { RotateCcw } from 'lucide-react'
import { type PointerEventHandler, type ReactNode, useId } from 'react'
import { useT } from '../i18n/index'
import { Tooltip } from '../ui/Tooltip'
import { Formula } from './Formula'

interface FieldIds {
  readonly control: string
  readonly label: string
  readonly help: string
}

export interface FieldProps {
  readonly name: string
  readonly title: string
  readonly help?: string
  readonly error?: string | null
  /** LaTeX, below the help. */
  readonly formula?: string | null
  /** What the field takes, in a few signs. */
  readonly range?: string | null
  /** Puts the default back; without it the value is the default. */
  readonly reset?: { readonly text: string; run(): void } | null
  /** `row` sets the control beside the title, for switches. */
  readonly layout?: 'column' | 'row'
  /** For dragging the title sideways. */
  readonly onTitlePointerDown?: PointerEventHandler<HTMLElement>
  children(ids: FieldIds): ReactNode
}

/** A labelled control with its line of help; an error takes the help's place. */
export function Field(props: FieldProps) {
  const { name, title, help, error, formula, layout = 'column', children } = props
  const id = useId()
  const ids = { control: id, label: `${id}-label`, help: `${id}-help` }
  return (
    <div className="field" data-layout={layout} data-field={name}>
      <div className="field-head">
        <label
          id={ids.label}
          htmlFor={ids.control}
          className="field-label"
          data-scrub={props.onTitlePointerDown ? true : undefined}
          onPointerDown={props.onTitlePointerDown}
        >
          {title}
        </label>
        {props.range && (
          <span className="field-range figures" aria-hidden>
            {props.range}
          </span>
        )}
        {props.reset && <ResetButton {...props.reset} name={name} title={title} />}
      </div>
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
      {formula && <Formula latex={formula} />}
    </div>
  )
}

interface ResetButtonProps {
  readonly name: string
  readonly title: string
  readonly text: string
  run(): void
}

function ResetButton({ name, title, text, run }: ResetButtonProps) {
  const t = useT()
  const label = t('field.reset', { field: title, value: text })
  return (
    <Tooltip content={label}>
      <button
        type="button"
        className="field-reset"
        aria-label={label}
        data-testid={`reset-${name}`}
        onClick={run}
      >
        <RotateCcw aria-hidden size={11} />
      </button>
    </Tooltip>
  )
}
