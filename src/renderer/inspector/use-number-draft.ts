import { type FocusEvent, type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react'
import { formatField } from '../format'
import type { Message } from '../i18n/index'
import { type NumberRule, parseNumber, scrubNumber, stepNumber } from './parse-number'

/**
 * What is typed into a number field before it counts. Enter or leaving the field takes it over, a
 * key held down or a drag when it ends: one undo step each. Escape gives the old value back. What
 * is not allowed stays as typed, with the reason.
 *
 * @param value null where several values are edited that differ.
 */
export function useNumberDraft(
  value: number | null,
  rule: NumberRule,
  onCommit: (value: number) => void,
) {
  const [draft, setDraft] = useState<string | null>(null)
  const [refused, setRefused] = useState<Message | null>(null)

  const clear = () => {
    setDraft(null)
    setRefused(null)
  }
  // A value that changed elsewhere is shown in place of what was typed.
  useEffect(clear, [value])

  const commit = (text: string | null) => {
    if (text === null) return
    if (text.trim() === '' && value === null) return clear()
    const parsed = parseNumber(text, rule)
    if (!parsed.ok) return setRefused(parsed.reason)
    clear()
    if (parsed.value !== value) onCommit(parsed.value)
  }

  const type = (text: string) => {
    setDraft(text)
    setRefused(null)
  }

  const typedValue = (): number | null => {
    const typed = draft === null ? null : parseNumber(draft, rule)
    return typed?.ok ? typed.value : value
  }

  const isStep = (key: string) => key === 'ArrowUp' || key === 'ArrowDown'

  return {
    text: draft ?? (value === null ? '' : formatField(value)),
    refused,
    settled: draft === null,
    input: {
      onFocus: (event: FocusEvent<HTMLInputElement>) => event.target.select(),
      onBlur: () => commit(draft),
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit(draft)
        if (event.key === 'Escape') clear()
        const from = typedValue()
        if (!isStep(event.key) || from === null) return
        event.preventDefault()
        const direction = event.key === 'ArrowUp' ? 1 : -1
        type(formatField(stepNumber(from, direction, event.shiftKey, rule)))
      },
      onKeyUp: (event: KeyboardEvent<HTMLInputElement>) => {
        if (isStep(event.key)) commit(draft)
      },
    },
    type,
    scrub: (event: PointerEvent<HTMLElement>) => {
      const from = typedValue()
      if (from === null || event.button !== 0) return
      scrub(event, from, rule, { type, commit, cancel: clear })
    },
  }
}

interface ScrubTarget {
  type(text: string): void
  commit(text: string): void
  cancel(): void
}

/** Below so many pixels a press is a click, which focuses the field. */
const threshold = 3

/** Follows the pointer from a press on a field's title until it is let go; Escape gives up. */
function scrub(
  start: PointerEvent<HTMLElement>,
  from: number,
  rule: NumberRule,
  target: ScrubTarget,
): void {
  const element: HTMLElement = start.currentTarget
  const end = new AbortController()
  let text: string | null = null
  element.setPointerCapture(start.pointerId)
  const listen = { signal: end.signal }
  element.addEventListener(
    'pointermove',
    event => {
      const pixels = event.clientX - start.clientX
      if (text === null && Math.abs(pixels) < threshold) return
      text = formatField(scrubNumber(from, pixels, rule))
      target.type(text)
    },
    listen,
  )
  element.addEventListener(
    'pointerup',
    () => {
      end.abort()
      if (text === null) return
      target.commit(text)
      // The click that follows would focus the field.
      element.addEventListener('click', click => click.preventDefault(), { once: true })
    },
    listen,
  )
  const giveUp = () => {
    end.abort()
    if (text !== null) target.cancel()
  }
  element.addEventListener('pointercancel', giveUp, listen)
  window.addEventListener('keydown', event => event.key === 'Escape' && giveUp(), listen)
}
