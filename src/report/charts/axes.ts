import { scaleLinear } from 'd3'
import {
  formatStep,
  formatValue,
  minus,
  powerOfTen,
  superscripts,
} from '../../shared/number-format'
import { html, type Markup } from '../html'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Tick {
  readonly place: number
  readonly label: string
}

/** From a value to its place in pixels. */
export type Scale = (value: number) => number

export interface Axis {
  readonly scale: Scale
  readonly ticks: readonly Tick[]
}

export const round = (value: number) => value.toFixed(1)

/** An axis of equal differences, its ends at round numbers. */
export function linearAxis(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  count: number,
  label: (value: number) => string = value => formatValue(Number(value.toPrecision(6))),
): Axis {
  const scale = scaleLinear([low, high > low ? high : low + 1], [from, to]).nice(count)
  const ticks = scale.ticks(count).map(value => ({ place: scale(value), label: label(value) }))
  return { scale, ticks }
}

/** Whole steps from the first to the last. */
export function stepAxis(
  [first, last]: readonly [number, number],
  [from, to]: readonly [number, number],
): Axis {
  const scale = scaleLinear([first, last > first ? last : first + 1], [from, to])
  const ticks = scale
    .ticks(Math.max(2, Math.floor((to - from) / 80)))
    .filter(Number.isInteger)
    .map(step => ({ place: scale(step), label: formatStep(step) }))
  return { scale, ticks }
}

/** An axis of equal ratios with a mark at powers of ten, or at 1, 2 and 5 where there is but one. */
export function logAxis(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  most: number,
): Axis {
  const [bottom, top] = [Math.log10(low), Math.log10(high)]
  const place = scaleLinear([bottom, top], [from, to])
  const scale = (value: number) => place(Math.log10(value))
  const first = Math.ceil(bottom)
  const last = Math.floor(top)
  if (last - first < 1) {
    const within = [
      [1, 2, 5],
      [1, 1.5, 2, 3, 5, 7],
      [1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9],
    ]
      .map(mantissas => marksWithin(mantissas, [first - 1, first], low, high))
      .reduce((marks, more) => (marks.length < 3 ? more : marks))
    return {
      scale,
      ticks: within.map(value => ({
        place: scale(value),
        label: formatValue(Number(value.toPrecision(6))),
      })),
    }
  }
  const every = Math.ceil((last - first + 1) / most)
  const ticks: Tick[] = []
  for (let power = last; power >= first; power -= every) {
    ticks.push({ place: scale(10 ** power), label: powerOfTen(power) })
  }
  return { scale, ticks }
}

function marksWithin(
  mantissas: readonly number[],
  powers: readonly number[],
  low: number,
  high: number,
): number[] {
  const marks = powers.flatMap(power => mantissas.map(mantissa => mantissa * 10 ** power))
  return marks.filter(value => value >= low && value <= high)
}

/** Range of positive numbers with room at both ends, at least half a decade. */
export function logRange(values: readonly number[]): [number, number] | null {
  const plain = values.filter(value => value > 0 && value < Number.POSITIVE_INFINITY)
  if (plain.length === 0) return null
  const low = plain.reduce((a, b) => Math.min(a, b))
  const high = plain.reduce((a, b) => Math.max(a, b))
  const grow = Math.max(1.2, 10 ** (0.25 - Math.log10(high / low) / 2))
  return [low / grow, high * grow]
}

/** Horizontal lines with their labels at the left. */
export function verticalAxis({ ticks }: Axis, { left, top, width }: Box): Markup {
  return html`${ticks.map(
    ({ place, label }) =>
      html`<g transform="translate(${left},${round(top + place)})"><path class="grid" d="M0,0h${width}"/><text x="-6" dy="0.35em" text-anchor="end">${tickLabel(label)}</text></g>`,
  )}`
}

/** Marks below the plot, and what they count. */
export function horizontalAxis(
  { ticks }: Axis,
  { left, top, width, height }: Box,
  title: string,
): Markup {
  return html`<g transform="translate(${left},${top + height})"><path class="axis" d="M0,0h${width}"/>${ticks.map(
    ({ place, label }) =>
      html`<g transform="translate(${round(place)},0)"><path class="axis" d="M0,0v4"/><text y="16" text-anchor="middle">${tickLabel(label)}</text></g>`,
  )}<text class="words" x="${width / 2}" y="32" text-anchor="middle">${title}</text></g>`
}

/** Superscripts as raised digits, since not every face has all of them. */
function tickLabel(label: string): Markup | string {
  const power = /^10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(label)
  if (!power) return label
  const digits = [...power[2]!].map(digit => superscripts.indexOf(digit)).join('')
  return html`10<tspan dy="-4" font-size="9">${power[1] ? minus : ''}${digits}</tspan>`
}

interface Drawing {
  readonly title: string
  readonly note?: string
  readonly width: number
  readonly height: number
  /** What it shows, in words. */
  readonly description: string
  readonly legend?: readonly { readonly tone: string; readonly label: string }[]
  readonly content: Markup
}

/** A chart with its title, its legend and its text alternative. */
export function figure({
  title,
  note,
  width,
  height,
  description,
  legend,
  content,
}: Drawing): Markup {
  return html`<figure>
<figcaption><b>${title}</b>${note ? html` <span>${note}</span>` : null}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${description}">${content}</svg>
${legend ? html`<p class="legend">${legend.map(({ tone, label }) => html`<span><i class="${tone}"></i>${label}</span>`)}</p>` : null}
</figure>
`
}
