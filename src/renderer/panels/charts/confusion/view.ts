import type { Selection } from 'd3'
import type { ChartTheme } from '../palette'
import type { Size } from '../size'

export interface ConfusionData {
  /** Names of the classes. */
  readonly classes: readonly string[]
  /** Examples by true class (row) and predicted class (column), row by row. */
  readonly matrix: Uint32Array
  /** Per true class, the examples without a prediction. */
  readonly unclassified: Uint32Array
}

/** A cell; `predicted` is −1 for what has no prediction. */
export interface Cell {
  readonly truth: number
  readonly predicted: number
}

export const cellFigures = ['count', 'share'] as const
/** What stands in a cell: examples, or their share of the row. Colours always tell the share. */
export type CellFigure = (typeof cellFigures)[number]

export interface ConfusionText {
  readonly title: string
  /** Beside the title: of which part and weights. */
  readonly note: string
  readonly truth: string
  readonly predicted: string
  readonly share: string
  readonly count: string
  /** The upper end of the colours: all of a true class. */
  readonly full: string
  /** Heads the column of examples without a prediction. */
  readonly none: string
  readonly empty: string
  readonly role: string
}

export interface ConfusionOptions {
  readonly theme: ChartTheme
  readonly figure: CellFigure
  readonly selected: Cell | null
  onSelect(cell: Cell | null): void
  readonly text: ConfusionText
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
  data: ConfusionData | null
  size: Size
  options: ConfusionOptions
  plot: Plot
  cursor: Cell | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** The predicted classes in the order of the columns; −1 last where some example has none. */
export function columnsOf({ classes, unclassified }: ConfusionData): number[] {
  const columns = classes.map((_, k) => k)
  return unclassified.some(count => count > 0) ? [...columns, -1] : columns
}

export function countAt({ classes, matrix, unclassified }: ConfusionData, cell: Cell): number {
  const { truth, predicted } = cell
  return predicted < 0 ? unclassified[truth]! : matrix[truth * classes.length + predicted]!
}

/** Share of the true class that is in a cell; 0 for a class without examples. */
export function shareAt(data: ConfusionData, cell: Cell): number {
  const of = columnsOf(data).reduce(
    (sum, predicted) => sum + countAt(data, { truth: cell.truth, predicted }),
    0,
  )
  return of === 0 ? 0 : countAt(data, cell) / of
}

export function isSameCell(a: Cell | null, b: Cell | null): boolean {
  return a?.truth === b?.truth && a?.predicted === b?.predicted
}
