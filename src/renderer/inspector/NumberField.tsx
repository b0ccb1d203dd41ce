import type { ReactNode } from 'react'
import { formatField } from '../format'
import { type Message, type Translate, tMessage, useT } from '../i18n/index'
import { Field } from './Field'
import { formatRange, type NumberRule } from './parse-number'
import { useNumberDraft } from './use-number-draft'

interface NumberFieldProps {
  readonly name: string
  readonly title: string
  readonly help: string
  /** Null where several nodes are edited whose values differ. */
  readonly value: number | null
  readonly initial: number
  readonly unit?: string | undefined
  readonly rule: NumberRule
  readonly formula?: string | null
  /** Beside the input. */
  readonly action?: ReactNode
  onCommit(value: number): void
}

/** A number typed freely, stepped with the arrow keys or dragged at its title. */
export function NumberField(props: NumberFieldProps) {
  const { name, title, help, value, initial, unit, rule, formula, action, onCommit } = props
  const t = useT()
  const draft = useNumberDraft(value, rule, onCommit)
  const range = formatRange(rule)
  const reset =
    value === initial ? null : { text: formatField(initial), run: () => onCommit(initial) }
  const error =
    draft.refused &&
    [
      refusal(t, draft.refused, range),
      value !== null && t('field.kept', { value: formatField(value) }),
    ]
      .filter(Boolean)
      .join(' ')
  return (
    <Field
      name={name}
      title={title}
      help={help}
      error={error}
      range={range}
      formula={formula ?? null}
      reset={reset}
      onTitlePointerDown={draft.scrub}
    >
      {ids => (
        <div className="number-box">
          <input
            id={ids.control}
            className="input number"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            role="spinbutton"
            // Only a plain decimal is a number to assistive technology.
            aria-valuenow={value !== null && /^-?[\d.]+$/.test(String(value)) ? value : undefined}
            aria-valuetext={value === null ? t('field.mixed') : String(value)}
            aria-valuemin={rule.min}
            aria-valuemax={rule.max}
            aria-invalid={draft.refused !== null}
            aria-describedby={ids.help}
            data-testid={`attr-${name}`}
            data-settled={draft.settled || undefined}
            placeholder={value === null ? t('field.mixed') : undefined}
            value={draft.text}
            onChange={event => draft.type(event.target.value)}
            {...draft.input}
          />
          {unit && (
            <span className="number-unit" aria-hidden>
              {unit}
            </span>
          )}
          {action}
        </div>
      )}
    </Field>
  )
}

/** What is wrong, and what is allowed; for a number out of bounds both are the same. */
function refusal(t: Translate, reason: Message, range: string | null): string {
  const outOfBounds = /^field\.too/.test(reason.key)
  if (range === null || (outOfBounds && !range.includes(' – '))) return tMessage(reason)
  const allowed = t('field.allowed', { range })
  return outOfBounds ? allowed : `${tMessage(reason)} ${allowed}`
}
