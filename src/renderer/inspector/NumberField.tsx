import { type KeyboardEvent, useEffect, useState } from 'react'
import { formatField } from '../format'
import { type Message, tMessage, useT } from '../i18n/index'
import { Field } from './Field'
import { type NumberRule, parseNumber, stepNumber } from './parse-number'

interface NumberFieldProps {
  readonly name: string
  readonly title: string
  readonly help: string
  readonly value: number
  readonly rule: NumberRule
  onCommit(value: number): void
}

/**
 * A number typed freely. Enter or leaving the field takes it over, as one undo step; Escape gives
 * the old one back. What is not allowed is said at the field, and the old value stays.
 */
export function NumberField({ name, title, help, value, rule, onCommit }: NumberFieldProps) {
  const t = useT()
  const [draft, setDraft] = useState<string | null>(null)
  const [refused, setRefused] = useState<Message | null>(null)
  const shown = formatField(value)

  useEffect(() => {
    setDraft(null)
    setRefused(null)
  }, [value])

  const commit = (leaving: boolean) => {
    if (draft === null) return
    const parsed = parseNumber(draft, rule)
    if (parsed.ok) {
      setDraft(null)
      setRefused(null)
      if (parsed.value !== value) onCommit(parsed.value)
      return
    }
    setRefused(parsed.reason)
    if (leaving) setDraft(null)
  }

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit(false)
    if (event.key === 'Escape') {
      setDraft(null)
      setRefused(null)
    }
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      const direction = event.key === 'ArrowUp' ? 1 : -1
      const typed = draft === null ? null : parseNumber(draft, rule)
      const next = stepNumber(typed?.ok ? typed.value : value, direction, event.shiftKey, rule)
      if (next !== value) onCommit(next)
    }
  }

  const reason = refused && tMessage(refused)
  const error = reason && (draft === null ? t('field.kept', { reason, value: shown }) : reason)
  return (
    <Field name={name} title={title} help={help} error={error}>
      {ids => (
        <input
          id={ids.control}
          className="input number"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          role="spinbutton"
          aria-valuenow={value}
          aria-valuemin={rule.min}
          aria-valuemax={rule.max}
          aria-invalid={refused !== null}
          aria-describedby={ids.help}
          data-testid={`attr-${name}`}
          value={draft ?? shown}
          onChange={event => {
            setDraft(event.target.value)
            setRefused(null)
          }}
          onFocus={event => event.target.select()}
          onBlur={() => commit(true)}
          onKeyDown={press}
        />
      )}
    </Field>
  )
}
