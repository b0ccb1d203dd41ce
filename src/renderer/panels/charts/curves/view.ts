import type { ScaleContinuousNumeric, ScaleLinear, Selection } from 'd3'
import { formatValue } from '../format'
import type { ScrubHandlers, ScrubMark } from '../scrub'
import type { Size } from '../size'
import type { StepWindow, TimeAxis } from '../time-window'
import type { Drawable, Extremes } from './shapes'

/** Names a colour; the style sheet decides which. */
export type Tone = 'train' | 'validation' | 'test'

/** A value of every step. */
export interface StepLine extends Extremes {
  /** Mean over a slot's steps. */
  mean(slot: number): number
  readonly label: string
  readonly tone: Tone
}

/** Values measured now and then. */
export interface PointLine {
  readonly label: string
  readonly tone: Tone
  readonly points: readonly { readonly step: number; readonly value: number }[]
}

export interface CurvesData {
  readonly step: Extremes
  readonly epoch: Extremes
  readonly count: number
  readonly stride: number
  readonly line: StepLine
  readonly pointLines: readonly PointLine[]
}

export interface CurvesText {
  readonly title: string
  /** Title of the vertical axis, with its unit. */
  readonly axis: string
  readonly log: string
  readonly step: string
  readonly epoch: string
  readonly smoothed: string
  readonly empty: string
  readonly role: string
}

export interface CurvesOptions {
  /** Equal ratios, not equal differences, are equally far apart; values ≤ 0 are gaps. */
  readonly log: boolean
  /** Fractions from 0 to 1, written in per cent. */
  readonly percent: boolean
  /** Whether a moving average leads the eye through noise. */
  readonly smooth: boolean
  /** The stretch of steps in sight; null for the whole run. */
  readonly window: StepWindow | null
  onWindow(window: StepWindow | null): void
  readonly scrub: ScrubHandlers
  readonly marks: readonly ScrubMark[]
  readonly text: CurvesText
}

export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: CurvesData
  options: CurvesOptions
  size: Size
  plot: Plot
  x: ScaleLinear<number, number>
  y: ScaleContinuousNumeric<number, number>
  smoothed: Float64Array
  /** The slots in sight: first, and the one after the last. */
  sight: readonly [number, number]
  /** First and last step of the whole run. */
  full: StepWindow
  cursor: number | null
  /** What was drawn last, but for the cursor. */
  drawn: { readonly key: string; readonly values: Float64Array } | null
}

export function drawableOn(log: boolean): Drawable {
  return log ? value => value > 0 && value < Number.POSITIVE_INFINITY : Number.isFinite
}

/** The steps as the axis has them. */
export function timeAxis({ data, plot, full, options }: View): TimeAxis | null {
  if (data.count === 0 || plot.width <= 0) return null
  return { left: plot.left, width: plot.width, full, window: options.window }
}

/** First slot in a window of steps, and the one after the last. */
export function slotsInSight(data: CurvesData, window: StepWindow | null): [number, number] {
  if (!window) return [0, data.count]
  let first = 0
  while (first < data.count && data.step.max[first]! < window.from) first++
  let end = first
  while (end < data.count && data.step.min[end]! <= window.to) end++
  return [first, end]
}

export function isInSight({ options: { window } }: View, step: number): boolean {
  return !window || (step >= window.from && step <= window.to)
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

export function slotStep(data: CurvesData, slot: number): number {
  return data.step.min[slot]!
}

export function write(view: View, value: number, digits?: number): string {
  if (view.options.percent && Number.isFinite(value)) {
    return `${(value * 100).toFixed(digits === undefined ? 2 : 1)} %`
  }
  return formatValue(value, digits)
}
