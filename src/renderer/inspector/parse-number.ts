import { formatCount, formatField } from '../format'
import type { Message } from '../i18n/index'

/** What a number field takes. The same bounds as the file schema has. */
export interface NumberRule {
  readonly whole: boolean
  readonly min: number
  readonly max: number
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
  readonly scale?: 'log'
}

export type ParsedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: Message }

const pattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const fraction = /^([^/]+)\/([^/]+)$/

/**
 * Reads what was typed: `0.001`, `1e-3`, `.5`, `12,560` (grouped), a typographic minus. A comma
 * that groups nothing is a decimal one: `0,5`. A fraction is worked out: `1/3`.
 */
export function parseNumber(text: string, rule: NumberRule): ParsedNumber {
  const typed = text.trim()
  if (typed === '') return refuse('field.empty')
  const value = readValue(typed)
  if (value === null) return refuse('field.notNumber', { text: typed })
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

function readValue(typed: string): number | null {
  const parts = fraction.exec(typed)?.slice(1) ?? [typed]
  const plain = parts.map(normalize)
  if (!plain.every(part => pattern.test(part))) return null
  const [top = 0, bottom = 1] = plain.map(Number)
  return bottom === 0 ? null : top / bottom
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
 * The next value for an arrow key, kept within the rule. Whole numbers go by 1 (by 10 with Shift),
 * rates through 1, 2, 5, 10 (by 10 with Shift), others by a hundredth, or by their last decimal
 * where they have more (ten times as far with Shift).
 */
export function stepNumber(
  value: number,
  direction: 1 | -1,
  large: boolean,
  rule: NumberRule,
): number {
  if (rule.scale === 'log' && value > 0)
    return keepWithin(value, stepRate(value, direction, large), rule)
  const step = (rule.whole ? 1 : linearStep(value, rule)) * (large ? 10 : 1)
  return keepWithin(value, round(value + direction * step, 12), rule)
}

/**
 * The value after dragging so many pixels from where it was: an octave every 60 px for rates and
 * large whole numbers, a step every 4 px for others.
 */
export function scrubNumber(value: number, pixels: number, rule: NumberRule): number {
  if (rule.scale === 'log' || (rule.whole && value >= 16)) {
    if (value <= 0) return value
    const next = value * 2 ** (pixels / 60)
    return keepWithin(value, rule.whole ? Math.round(next) : round(next, 2), rule)
  }
  const step = rule.whole ? 0.25 : linearStep(value, rule) / 4
  const next = value + pixels * step
  return keepWithin(value, rule.whole ? Math.round(next) : round(next, 3), rule)
}

/** Bounds beyond it are of no interest. */
const unbounded = 1e9

/** `1 – 65,536`, `≥ 0`, `0 ≤ x < 1`: what a field takes; null where it takes any number. */
export function formatRange(rule: NumberRule): string | null {
  const low = rule.min > -unbounded ? formatBound(rule.min) : null
  const high = rule.max < unbounded || rule.max === 0xffff_ffff ? formatBound(rule.max) : null
  if (low !== null && high !== null) {
    if (!rule.exclusiveMin && !rule.exclusiveMax) return `${low} – ${high}`
    return `${low} ${rule.exclusiveMin ? '<' : '≤'} x ${rule.exclusiveMax ? '<' : '≤'} ${high}`
  }
  if (low !== null) return `${rule.exclusiveMin ? '>' : '≥'} ${low}`
  return high === null ? null : `${rule.exclusiveMax ? '<' : '≤'} ${high}`
}

function formatBound(bound: number): string {
  const short = bound.toExponential().replace('e+', 'e')
  return Math.abs(bound) >= 1e5 && short.length <= 3 ? short : formatCountOrField(bound)
}

function formatCountOrField(bound: number): string {
  return Number.isInteger(bound) ? formatCount(bound) : formatField(bound)
}

/** The neighbour among 1, 2 and 5 times powers of ten. */
function stepRate(value: number, direction: 1 | -1, large: boolean): number {
  if (large) return round(direction > 0 ? value * 10 : value / 10, 12)
  const exponent = Math.floor(Math.log10(value) + 1e-9)
  const series = [-1, 0, 1].flatMap(e => [1, 2, 5].map(m => Number(`${m}e${exponent + e}`)))
  return direction > 0
    ? series.find(each => each > value * (1 + 1e-9))!
    : series.findLast(each => each < value * (1 - 1e-9))!
}

function linearStep(value: number, { min, max }: NumberRule): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0
  if (max - min <= 1) return Math.min(0.01, 10 ** -decimals)
  const size = value === 0 ? 0.1 : 10 ** Math.floor(Math.log10(Math.abs(value)) - 1)
  return Math.max(size, 10 ** -12)
}

function keepWithin(before: number, next: number, rule: NumberRule): number {
  const low = rule.exclusiveMin && next <= rule.min
  const high = rule.exclusiveMax && next >= rule.max
  return low || high ? before : Math.min(rule.max, Math.max(rule.min, next))
}

function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}
