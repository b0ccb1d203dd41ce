import type { Selection } from 'd3'
import type { Size } from '../size'

/** What each unit of a layer put out over a batch. */
export interface UnitsData {
  readonly mean: Float32Array
  readonly std: Float32Array
  /** Share of examples for which a unit was exactly 0. */
  readonly zeroFraction: Float32Array
  /** Examples of the batch. */
  readonly rows: number
}

export interface UnitsText {
  readonly title: string
  /** `3 of 100 dead`, step. */
  readonly figure: string
  readonly unit: string
  readonly active: string
  readonly mean: string
  readonly std: string
  readonly dead: string
  readonly empty: string
  readonly role: string
  units(from: number, to: number): string
}

export interface UnitsOptions {
  readonly text: UnitsText
}

export interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: UnitsData | null
  size: Size
  options: UnitsOptions
  left: number
  width: number
  /** First unit of each bar; one more entry for the end. */
  edges: Uint32Array
  cursor: number | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** Units that were 0 for every example. */
export function deadUnits({ zeroFraction }: UnitsData): number {
  let dead = 0
  for (const share of zeroFraction) if (share === 1) dead++
  return dead
}
