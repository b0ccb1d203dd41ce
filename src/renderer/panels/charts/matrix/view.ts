import type { Selection } from 'd3'
import type { ColourScale } from '../heatmap/colour-scale'
import type { ChartTheme } from '../palette'
import type { Size } from '../size'
import type { Bins, MatrixFacts, Region } from './cells'

/** A tensor as a matrix; a vector is one row. */
export interface MatrixData {
  /** `W`, as it stands in formulas: a cell is `W[3, 7]`. */
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** Row-major. */
  readonly values: Float32Array
  /** Whether it is a vector, whose cells have one index. */
  readonly vector: boolean
}

export interface MatrixText {
  readonly title: string
  /** Shape and step. */
  readonly figure: string
  /** What a colour stands for. */
  readonly measure: string
  readonly row: string
  readonly column: string
  readonly zero: string
  readonly rms: string
  readonly rowRms: string
  readonly columnRms: string
  readonly mean: string
  readonly largest: string
  readonly empty: string
  readonly role: string
  /** `largest of 7 × 2 cells`. */
  binned(rows: number, columns: number): string
}

export interface MatrixOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  readonly text: MatrixText
}

export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A bin of the grid. */
export interface Cursor {
  readonly i: number
  readonly j: number
}

export interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: MatrixData | null
  facts: MatrixFacts | null
  size: Size
  options: MatrixOptions
  plot: Plot
  /** What is in sight. */
  region: Region
  bins: Bins | null
  scale: ColourScale
  cursor: Cursor | null
  drag: { readonly x: number; readonly y: number; readonly region: Region } | null
}

export const strip = { height: 20, width: 34, gap: 4 }

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

export function wholeOf(data: MatrixData): Region {
  return { top: 0, bottom: data.rows, left: 0, right: data.columns }
}

export function isWhole({ region, data }: View): boolean {
  if (!data) return true
  const { top, bottom, left, right } = region
  return top === 0 && left === 0 && bottom === data.rows && right === data.columns
}
