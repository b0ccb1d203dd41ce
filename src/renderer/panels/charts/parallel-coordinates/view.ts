import { scaleLinear, scaleLog } from 'd3'
import type { Svg } from '../chart-frame'
import { formatValue, powerOfTen } from '../format'
import type { ChartTheme } from '../palette'
import type { Size } from '../size'

export type ParallelValue = number | string | boolean

/** A field, or what trials are ranked by. */
export interface ParallelAxis {
  readonly id: string
  readonly label: string
  readonly scale: 'log' | 'linear' | 'list'
  /** Of a scale of numbers. */
  readonly domain: readonly [number, number]
  /** Of a list: its values in order, and how they are called. */
  readonly list?: readonly { readonly value: ParallelValue; readonly label: string }[]
  readonly percent?: boolean
}

/** A trial: its place on every axis. */
export interface ParallelLine {
  readonly id: number
  readonly label: string
  /** Null where it has none, as a trial that diverged has no loss. */
  readonly values: readonly (ParallelValue | null)[]
  /** 0 worst … 1 best; null where it cannot be ranked. */
  readonly goodness: number | null
  /** Said of it besides. */
  readonly note?: string
}

export interface ParallelData {
  /** The last is what the colour is of. */
  readonly axes: readonly ParallelAxis[]
  /** From best to worst. */
  readonly lines: readonly ParallelLine[]
}

export interface ParallelText {
  readonly title: string
  readonly measure: string
  readonly hint: string
  /** Where lines go that have no place on an axis. */
  readonly lost: string
  readonly empty: string
  readonly role: string
}

export interface ParallelOptions {
  readonly theme: ChartTheme
  readonly text: ParallelText
  readonly selected: number | null
  onSelect(id: number | null): void
  /** The lines within all that is marked; null where nothing is. */
  onFilter(ids: readonly number[] | null): void
}

/** What is marked on an axis, as shares of its length from the top. */
export type Marked = readonly [from: number, to: number]

export interface View {
  readonly container: HTMLElement
  readonly svg: Svg
  data: ParallelData
  options: ParallelOptions
  size: Size
  /** By the axis' id. */
  readonly marks: Map<string, Marked>
  hovered: number | null
  /** Where the pointer is; null while the keyboard leads. */
  pointer: readonly [x: number, y: number] | null
}

export const margin = { top: 62, bottom: 28, left: 52, right: 62 } as const

/** Where axes stand and how long they are. */
export function layoutOf({ size, data }: Pick<View, 'size' | 'data'>) {
  const width = Math.max(0, size.width - margin.left - margin.right)
  const height = Math.max(0, size.height - margin.top - margin.bottom)
  const gap = data.axes.length > 1 ? width / (data.axes.length - 1) : 0
  return { width, height, gap, x: (axis: number) => margin.left + axis * gap }
}

/** How far down an axis a value stands, 0 … 1; null where it has no place. */
export function placeOn(axis: ParallelAxis, value: ParallelValue | null): number | null {
  if (value === null) return null
  if (axis.scale === 'list') {
    const list = axis.list ?? []
    const at = list.findIndex(each => each.value === value)
    if (at < 0) return null
    return list.length === 1 ? 0.5 : 1 - at / (list.length - 1)
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  if (axis.scale === 'log' && value <= 0) return null
  const [low, high] = axis.domain
  if (low === high) return 0.5
  const scale = axis.scale === 'log' ? scaleLog() : scaleLinear()
  const place = scale.domain([low, high]).range([1, 0])(value)
  return Math.min(1, Math.max(0, place))
}

export interface AxisTick {
  readonly place: number
  readonly label: string
}

/** Least distance between two marks, and between two names of a list, in pixels. */
const apart = 20
const namesApart = 13

/** Marks of an axis: powers of ten, round numbers or the list, with room between them. */
export function ticksOf(axis: ParallelAxis, height: number): AxisTick[] {
  if (axis.scale === 'list') {
    const list = axis.list ?? []
    const every = Math.max(1, Math.ceil((list.length * namesApart) / Math.max(namesApart, height)))
    return list
      .filter((_, i) => i % every === 0)
      .map(({ value, label }) => ({ place: placeOn(axis, value)!, label }))
  }
  const [low, high] = axis.domain
  if (low === high) return [{ place: 0.5, label: labelOf(axis, low) }]
  const most = Math.max(2, Math.floor(height / apart))
  return valuesOf(axis, most).map(value => ({
    place: placeOn(axis, value)!,
    label:
      axis.scale === 'log' && isFarPower(value) ? powerOfTen(log10(value)) : labelOf(axis, value),
  }))
}

function valuesOf({ scale, domain: [low, high] }: ParallelAxis, most: number): number[] {
  if (scale === 'linear') return scaleLinear([low, high], [0, 1]).ticks(Math.min(most, 5))
  const within = (values: readonly number[]) =>
    values.filter(value => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
  const first = Math.floor(Math.log10(low))
  const count = Math.ceil(Math.log10(high)) - first + 1
  const powers = Array.from({ length: count }, (_, i) => Number(`1e${first + i}`))
  const decades = within(powers)
  if (decades.length > 2) {
    const every = Math.ceil(decades.length / most)
    return decades.filter((_, i) => i % every === 0)
  }
  const series = within(powers.flatMap(power => [1, 2, 5].map(digit => digit * power)))
  if (series.length < 2) return scaleLinear([low, high], [0, 1]).ticks(3)
  return series.length > most ? [series[0]!, series.at(-1)!] : series
}

function log10(value: number): number {
  return Math.round(Math.log10(value))
}

function isFarPower(value: number): boolean {
  return Math.abs(log10(value)) > 2 && Number(`1e${log10(value)}`) === value
}

/** A value as an axis or a tooltip writes it. */
export function labelOf(axis: ParallelAxis, value: ParallelValue): string {
  const listed = axis.list?.find(each => each.value === value)
  if (listed) return listed.label
  if (typeof value !== 'number') return String(value)
  return axis.percent ? `${formatValue(value * 100, 4)} %` : formatValue(value, 4)
}

/** Lines within all that is marked; all of them where nothing is. */
export function linesWithin({ data, marks }: Pick<View, 'data' | 'marks'>): ParallelLine[] {
  const marked = data.axes.flatMap((axis, i) => {
    const mark = marks.get(axis.id)
    return mark ? [{ axis, i, mark }] : []
  })
  return data.lines.filter(({ values }) =>
    marked.every(({ axis, i, mark: [from, to] }) => {
      const place = placeOn(axis, values[i] ?? null)
      return place !== null && place >= from && place <= to
    }),
  )
}
