import type { Selection } from 'd3'
import type { Size } from '../size'

/** What each unit of a layer put out over a batch. */
export interface UnitActivityData {
  readonly mean: Float32Array
  readonly std: Float32Array
  /** Share of examples for which a unit was exactly 0. */
  readonly zeroFraction: Float32Array
}

export interface UnitActivityText {
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

export interface UnitActivityOptions {
  readonly text: UnitActivityText
}

export interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: UnitActivityData | null
  size: Size
  options: UnitActivityOptions
  left: number
  width: number
  /** First unit of each bar; one more entry for the end. */
  edges: Uint32Array
  cursor: number | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

export function barCount({ data, edges }: View): number {
  return data ? edges.length - 1 : 0
}

/** The least active unit of a bar. */
export function shownUnit({ data, edges }: View, bar: number): number {
  let shown = edges[bar]!
  for (let unit = shown; unit < edges[bar + 1]!; unit++) {
    if (data!.zeroFraction[unit]! > data!.zeroFraction[shown]!) shown = unit
  }
  return shown
}

/** Units that were 0 for every example. */
export function deadUnits({ zeroFraction }: UnitActivityData): number {
  let dead = 0
  for (const share of zeroFraction) if (share === 1) dead++
  return dead
}
