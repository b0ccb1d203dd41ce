import type { Selection } from 'd3'
import type { ChartTheme } from '../palette'
import type { Size } from '../size'
import type { CellRow, Domain, Grid, RangeMode, Slots } from './cells'

export interface HeatmapRow extends CellRow {
  /** The tensor: `dense1.W`. */
  readonly name: string
  /** The layer as its user calls it. */
  readonly label: string
  readonly nodeId: string
  /** Value of the newest step, exact. */
  readonly latest: number
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
  readonly largest: string
  readonly smallest: string
  /** What will be here, while there is nothing. */
  readonly empty: string
  /** Says what kind of thing a screen reader has reached. */
  readonly role: string
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
  /** Logarithmic colours; otherwise linear from 0 to 1, for fractions. */
  readonly log: boolean
  readonly range: RangeMode
  /** The range while it is locked; the whole run's until then. */
  readonly lockedDomain?: Domain | undefined
  readonly selectedNodeId: string | null
  onSelectNode(nodeId: string): void
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
  cursor: Cursor | null
  codes: Int16Array<ArrayBuffer>
  image: ImageData | null
}

export const titleHeight = 26
export const axisHeight = 22
export const legendHeight = 34

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
  const ratio = first.latest / last.latest
  return Number.isFinite(ratio) ? { first, last, ratio } : null
}
