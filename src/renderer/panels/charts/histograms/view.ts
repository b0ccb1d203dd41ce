import type { Selection } from 'd3'
import type { Size } from '../size'

/** How values are spread over bins of one width. */
export interface Histogram {
  /** What it is of; nodes are selected by it where it is one. */
  readonly id: string
  readonly label: string
  /** Ends of the bins. */
  readonly low: number
  readonly high: number
  readonly counts: ArrayLike<number>
  /** All values; those that are not finite are in no bin. */
  readonly total: number
  readonly zeros: number
  readonly notFinite: number
  readonly mean: number
  readonly std: number
}

export interface HistogramsText {
  readonly title: string
  /** Step and batch. */
  readonly figure: string
  /** What is counted: `output y`. */
  readonly measure: string
  /** What heights are: `share, up to 24 %`. */
  share(most: string): string
  readonly mean: string
  readonly std: string
  readonly zero: string
  readonly layer: string
  readonly empty: string
  readonly role: string
}

export interface HistogramsOptions {
  readonly selectedId: string | null
  /** Absent where there is nothing to select. */
  readonly onSelect?: ((id: string) => void) | undefined
  readonly text: HistogramsText
}

/** Where one histogram stands. */
export interface Cell {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Cursor {
  readonly cell: number
  /** Negative for none. */
  readonly bin: number
}

export interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: readonly Histogram[]
  cells: readonly Cell[]
  size: Size
  options: HistogramsOptions
  cursor: Cursor | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

export function shareOf({ counts, total }: Histogram, bin: number): number {
  return total > 0 ? counts[bin]! / total : 0
}
