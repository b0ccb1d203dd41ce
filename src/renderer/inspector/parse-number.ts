import { formatField } from '../format'
import type { Message } from '../i18n/index'

/** What a number field takes. The same bounds as the file schema has. */
export interface NumberRule {
  readonly whole: boolean
  readonly min: number
  readonly max: number
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
}

export type ParsedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: Message }

const pattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/**
 * Reads what was typed: `0.001`, `1e-3`, `.5`, `12,560` (grouped), a typographic minus. A comma
 * that groups nothing is a decimal one: `0,5`.
 */
export function parseNumber(text: string, rule: NumberRule): ParsedNumber {
  const typed = text.trim()
  if (typed === '') return refuse('field.empty')
  const plain = normalize(typed)
  const value = Number(plain)
  if (!pattern.test(plain)) return refuse('field.notNumber', { text: typed })
  if (rule.whole && Number.isFinite(value) && !Number.isInteger(value))
    return refuse('field.notWhole')
  if (rule.exclusiveMin && value <= rule.min) {
    return refuse('field.tooSmallExclusive', { min: formatField(rule.min) })
  }
  if (value < rule.min) return refuse('field.tooSmall', { min: formatField(rule.min) })
  if (rule.exclusiveMax && value >= rule.max) {
    return refuse('field.tooLargeExclusive', { max: formatField(rule.max) })
  }
  if (value > rule.max) return refuse('field.tooLarge', { max: formatField(rule.max) })
  if (!Number.isFinite(value)) return refuse('field.notNumber', { text: typed })
  // −0 would be written to the file as 0, and then the two would differ.
  return { ok: true, value: value === 0 ? 0 : value }
}

function normalize(typed: string): string {
  const plain = typed.replaceAll('−', '-').replaceAll(/[\s_]/g, '')
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain)) return plain.replaceAll(',', '')
  return /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(plain) ? plain.replace(',', '.') : plain
}

function refuse(key: Message['key'], values?: Message['values']): ParsedNumber {
  return { ok: false, reason: { key, ...(values && { values }) } }
}

/**
 * The next value for an arrow key. Whole numbers go by 1 (by 10 with Shift), others by a tenth of
 * their own size, so that 0.1 and 1e-5 are both easy to change. Kept within the rule.
 */
export function stepNumber(
  value: number,
  direction: 1 | -1,
  large: boolean,
  rule: NumberRule,
): number {
  const step = rule.whole ? 1 : value === 0 ? 0.1 : 10 ** Math.floor(Math.log10(Math.abs(value)))
  const next = Number((value + direction * step * (large ? 10 : 1)).toPrecision(12))
  const low = rule.exclusiveMin && next <= rule.min
  const high = rule.exclusiveMax && next >= rule.max
  return low || high ? value : Math.min(rule.max, Math.max(rule.min, next))
}
