import type { ScaleLinear, Selection } from 'd3'
import type { Size } from '../size'

/** How the entries of one gradient spread over the powers of two. */
export interface DistributionRow {
  /** The tensor: `dense1.W`. */
  readonly name: string
  readonly label: string
  readonly nodeId: string
  /** Of |g| in each power of two; zeros and what is not finite are in none. */
  readonly counts: Uint32Array
  /** All entries, or what is known of them: the counted ones. */
  readonly counted: number
  /** Share of entries that are exactly 0 at the same step; NaN where it is not known. */
  readonly zeros: number
}

export interface DistributionsData {
  /** The counted step; null before the first. */
  readonly step: number | null
  /** Bin i holds 2^(firstPower+i) ≤ |g| < 2^(firstPower+i+1). */
  readonly firstPower: number
  /** From input (top) to output (bottom). */
  readonly rows: readonly DistributionRow[]
}

export interface DistributionsText {
  readonly title: string
  /** Title of the axis: `|dL/dW|`. */
  readonly axis: string
  /** `share of non-zero entries in a power of two`. */
  readonly measure: string
  readonly step: string
  readonly zero: string
  readonly median: string
  readonly layer: string
  readonly empty: string
  readonly role: string
}

export interface DistributionsOptions {
  readonly selectedNodeId: string | null
  onSelectNode(nodeId: string): void
  onMoveStep(by: number): void
  onRelease(): void
  readonly text: DistributionsText
}

export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Cursor {
  readonly row: number
  readonly bin: number
}

export interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: DistributionsData
  size: Size
  options: DistributionsOptions
  plot: Plot
  /** Powers of two from left to right. */
  x: ScaleLinear<number, number>
  cursor: Cursor | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** The power of two that half of the counted entries lie below; NaN without any. */
export function medianPower(row: DistributionRow, firstPower: number): number {
  let below = 0
  for (const [bin, count] of row.counts.entries()) {
    if (count > 0 && below + count >= row.counted / 2) {
      return firstPower + bin + (row.counted / 2 - below) / count
    }
    below += count
  }
  return Number.NaN
}

/** Powers of two that are in use, with one more at either side; a few where none is. */
export function powersInUse({ rows, firstPower }: DistributionsData): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const { counts } of rows) {
    for (const [bin, count] of counts.entries()) {
      if (count === 0) continue
      low = Math.min(low, bin)
      high = Math.max(high, bin)
    }
  }
  if (low > high) return [-20, 0]
  return [firstPower + low - 1, firstPower + high + 2]
}
