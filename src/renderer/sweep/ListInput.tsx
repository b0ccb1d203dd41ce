import { useState } from 'react'
import type { SweepParameter } from '../../engine/sweep/spec'
import { formatField } from '../format'
import { useT } from '../i18n/index'

interface ListInputProps {
  readonly parameter: Extract<SweepParameter, { values: unknown }>
  readonly title: string
  onChange(parameter: SweepParameter): void
}

/** Numbers with commas between them; Enter or leaving the field takes them over. */
export function ListInput({ parameter, title, onChange }: ListInputProps) {
  const t = useT()
  const [draft, setDraft] = useState<string | null>(null)
  const values = draft === null ? null : readList(draft)
  const isWrong = draft !== null && values === null
  const commit = () => {
    if (values === null) return
    onChange({ path: parameter.path, values })
    setDraft(null)
  }
  return (
    <input
      className="input number sweep-list"
      type="text"
      autoComplete="off"
      spellCheck={false}
      aria-label={t('sweep.list', { field: title })}
      title={isWrong ? t('sweep.list.wrong') : t('sweep.list', { field: title })}
      aria-invalid={isWrong}
      data-testid={`sweep-list-${parameter.path}`}
      value={draft ?? parameter.values.map(value => formatField(Number(value))).join(', ')}
      onChange={event => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}

/** The numbers of a list; null where it is none. */
export function readList(text: string): number[] | null {
  const parts = text
    .split(/[,;\s]+/)
    .map(part => part.trim())
    .filter(Boolean)
  const values = parts.map(Number)
  return values.length > 0 && values.every(Number.isFinite) ? [...new Set(values)] : null
}
