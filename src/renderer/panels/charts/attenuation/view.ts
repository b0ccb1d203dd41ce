import type { ScaleLinear, ScaleLogarithmic, Selection } from 'd3'
import type { ChartTheme } from '../palette'
import type { Size } from '../size'

export const shareKinds = ['weights', 'activation', 'other'] as const
/** What a part of the network does to the gradient on its way back. */
export type ShareKind = (typeof shareKinds)[number]

/** A hidden layer in the profile of the gradient over depth. */
export interface DepthPoint {
  readonly nodeId: string
  readonly label: string
  /** From 1, at the data. */
  readonly depth: number
  readonly rms: number
}

/** By what the gradient's norm is multiplied in one layer; null where the layer has no such part. */
export interface LayerShares extends Readonly<Record<ShareKind, number | null>> {
  readonly nodeId: string
  readonly label: string
}

export interface AttenuationData {
  /** Null before the first step. */
  readonly step: { readonly first: number; readonly last: number } | null
  readonly points: readonly DepthPoint[]
  /** By what RMS is multiplied on its way back through one layer; NaN where it cannot be fitted. */
  readonly factorPerLayer: number
  /** Largest slope of an activation function on the way that keeps below 1. */
  readonly bound: { readonly name: string; readonly slope: number } | null
  /** From the data to the loss. */
  readonly layers: readonly LayerShares[]
  readonly products: Readonly<Record<ShareKind, number | null>>
  readonly total: number
}

export interface AttenuationText {
  readonly title: string
  /** `×0.21 a layer`. */
  perLayer(factor: string): string
  /** `the bound of sigmoid is 0.25`. */
  bound(name: string, slope: string): string
  readonly axis: string
  readonly depth: string
  readonly step: string
  readonly blameTitle: string
  readonly blameAxis: string
  readonly share: Readonly<Record<ShareKind, string>>
  readonly shareHelp: Readonly<Record<ShareKind, string>>
  /** `= ×8.8e−7 from end to end`. */
  total(factor: string): string
  readonly layer: string
  readonly empty: string
  /** Instead of a profile: too few layers, or nothing finite. */
  readonly flat: string
  readonly role: string
}

export interface AttenuationOptions {
  readonly theme: ChartTheme
  readonly selectedNodeId: string | null
  onSelectNode(nodeId: string): void
  /** Moves the step that all views show by so many. */
  onMoveStep(by: number): void
  onRelease(): void
  readonly text: AttenuationText
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
  data: AttenuationData
  size: Size
  options: AttenuationOptions
  profile: Plot
  /** Null where there is no room for it. */
  blame: Plot | null
  x: ScaleLinear<number, number>
  y: ScaleLogarithmic<number, number>
  /** The layer under the pointer or the keyboard. */
  cursor: string | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** A size that a logarithmic axis can show. */
export function isPlain(value: number | null): value is number {
  return value !== null && value > 0 && value < Number.POSITIVE_INFINITY
}
