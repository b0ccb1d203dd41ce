import type { Selection } from 'd3'
import type { ChartTheme } from '../palette'
import type { Group, PlaneScales, Plot } from '../plane/plot'
import type { Size } from '../size'

/** Losses around the weights of a step. */
export interface LandscapeData {
  /** Points along each side; odd. */
  readonly resolution: number
  /** α and β go from −range to range. */
  readonly range: number
  /** [β][α], from −range up; NaN where there is none yet. */
  readonly losses: Float64Array
  /** Points that are measured, from the first on. */
  readonly done: number
}

export interface LandscapeText {
  readonly title: string
  /** `mean data loss, 400 training examples, step 1,200`; what the colours are. */
  readonly measure: string
  readonly loss: string
  readonly centre: string
  readonly lowest: string
  readonly profile: string
  readonly alongAlpha: string
  readonly alongBeta: string
  readonly empty: string
  readonly role: string
  readonly profileRole: string
}

export interface LandscapeOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  readonly text: LandscapeText
}

/** A point of the grid. */
export interface GridPoint {
  readonly column: number
  readonly row: number
}

export interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: LandscapeData | null
  size: Size
  options: LandscapeOptions
  plot: Plot
  scales: PlaneScales | null
  cursor: GridPoint | null
}

export function group(view: View, name: string): Group {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** α or β of a column or row. */
export function placeOf({ resolution, range }: LandscapeData, index: number): number {
  const half = (resolution - 1) / 2
  return ((index - half) / half) * range
}

/** The loss at the present weights; NaN while it is not measured. */
export function centreLoss({ losses }: LandscapeData): number {
  return losses[(losses.length - 1) / 2]!
}

/** From −range to range and half a cell beyond, since points stand in the middle of their cells. */
export function extentOf({ resolution, range }: LandscapeData): { from: number; to: number } {
  const edge = range + range / (resolution - 1)
  return { from: -edge, to: edge }
}

/** A loss as the scale has it: by its logarithm where losses allow, the same for all of them. */
export interface LossScale {
  readonly low: number
  readonly high: number
  readonly isLog: boolean
  /** 0 at the lowest loss, 1 at the highest. */
  place(loss: number): number
  /** The loss at a place. */
  loss(place: number): number
}

/** Null where no loss is a number. */
export function lossScale({ losses }: Pick<LandscapeData, 'losses'>): LossScale | null {
  const finite = [...losses].filter(Number.isFinite)
  if (finite.length === 0) return null
  const high = Math.max(...finite)
  const positive = finite.filter(loss => loss > 0)
  const isLog = positive.length > 0 && finite.every(loss => loss >= 0)
  const low = Math.min(...(isLog ? positive : finite))
  const by = isLog ? Math.log : (loss: number) => loss
  const back = isLog ? Math.exp : (value: number) => value
  const [from, span] = [by(low), by(high) - by(low) || 1]
  return {
    low,
    high,
    isLog,
    place: loss => Math.max(0, (by(isLog ? Math.max(loss, low) : loss) - from) / span),
    loss: place => back(from + place * span),
  }
}
