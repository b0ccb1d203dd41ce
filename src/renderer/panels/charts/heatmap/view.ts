import type { Selection } from 'd3'
import type { ChartTheme, ScaleKind } from '../palette'
import type { ScrubHandlers, ScrubMark } from '../scrub'
import type { Size } from '../size'
import type { StepWindow, TimeAxis } from '../time-window'
import type { CellMemory } from './cells'
import type { Domain, RangeMode } from './colour-scale'
import type { Grid } from './grid'
import type { CellRow, Slots } from './slots'

export interface HeatmapRow extends CellRow {
  /** The tensor: `dense1.W`. */
  readonly name: string
  /** The layer as its user calls it. */
  readonly label: string
  readonly nodeId: string
  /** Value at the shown step. */
  readonly shown: number
  /** Mean over a slot's steps. */
  mean(slot: number): number
}

export interface HeatmapData extends Slots {
  /** From input (top) to output (bottom). */
  readonly rows: readonly HeatmapRow[]
  /** Number of the first and the last step of each slot, and their epochs. */
  readonly step: CellRow
  readonly epoch: CellRow
}

export interface HeatmapText {
  readonly title: string
  /** What a colour stands for: `RMS of dL/dW per element`. */
  readonly measure: string
  readonly step: string
  readonly epoch: string
  readonly zero: string
  /** What it means that a quantity has no value. */
  readonly undefined: string
  readonly mean: string
  readonly largest: string
  readonly smallest: string
  /** What will be here, while there is nothing. */
  readonly empty: string
  /** Says what kind of thing a screen reader has reached. */
  readonly role: string
  /** `largest ¦ smallest of 8 steps`. */
  binned(steps: number): string
  summary(first: string, last: string, ratio: string): string
  /** The text alternative. */
  description(
    first: string,
    firstValue: string,
    last: string,
    lastValue: string,
    ratio: string,
  ): string
}

export interface HeatmapOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  /** Logarithmic, linear from 0 to 1 for fractions, or symlog or diverging (linear) about 0 for what has a sign. */
  readonly scale: ScaleKind
  /** Whether the quantity may have no value. */
  readonly mayBeUndefined: boolean
  readonly range: RangeMode
  /** The range while it is locked; the whole run's until then. */
  readonly lockedDomain?: Domain | undefined
  readonly selectedNodeId: string | null
  /** The stretch of steps in sight; null for the whole run. */
  readonly window: StepWindow | null
  onSelectNode(nodeId: string): void
  onWindow(window: StepWindow | null): void
  readonly scrub: ScrubHandlers
  readonly marks: readonly ScrubMark[]
  readonly text: HeatmapText
}

/** A place in the data, not on the screen: it stays on its step while the run grows. */
export interface Cursor {
  readonly row: number
  readonly slot: number
}

export interface Layout {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: HeatmapData
  size: Size
  options: HeatmapOptions
  layout: Layout
  grid: Grid
  /** Steps that the width stands for when the whole run is in sight. */
  fullSpan: number
  cursor: Cursor | null
  codes: Int16Array<ArrayBuffer>
  readonly memory: CellMemory
  /** What the cells on the canvas were painted from. */
  painted: { readonly key: string; readonly rows: readonly Float64Array[] } | null
  image: ImageData | null
}

export const titleHeight = 26
export const axisHeight = 22
export const legendHeight = 34

/** Number of the first step. */
export function firstStep(data: HeatmapData): number {
  return data.count > 0 ? data.step.min[0]! : 1
}

/** Place of a step on the plot, the middle of its cell; may lie outside. */
export function stepX({ data, grid, layout }: View, step: number): number {
  return ((step - firstStep(data) + 0.5 - grid.from) / grid.span) * layout.width
}

/** The steps as the axis has them. */
export function timeAxis(view: View): TimeAxis | null {
  const { data, layout, options, fullSpan } = view
  if (data.count === 0 || data.rows.length === 0) return null
  const start = firstStep(data) - 0.5
  const full = { from: start, to: start + fullSpan }
  return { left: layout.left, width: layout.width, full, window: options.window }
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** `1.1e−6 ÷ 0.2 = 5.5e−6`: how much of the gradient at the output is left at the input. */
export function endToEnd(
  data: HeatmapData,
): { first: HeatmapRow; last: HeatmapRow; ratio: number } | null {
  const first = data.rows[0]
  const last = data.rows.at(-1)
  if (!first || !last || first === last || data.count === 0) return null
  const ratio = first.shown / last.shown
  return Number.isFinite(ratio) ? { first, last, ratio } : null
}
