import type { Selection } from 'd3'
import type { ChartTheme } from '../palette'
import type { Size } from '../size'

/** The weights of each unit of the first layer, as the image that they see. */
export interface WeightImagesData {
  readonly name: string
  /** Pixels of one image. */
  readonly height: number
  readonly width: number
  readonly units: number
  /** [height · width, units], row-major. */
  readonly values: Float32Array
}

export interface WeightImagesText {
  readonly title: string
  readonly figure: string
  readonly measure: string
  readonly unit: string
  readonly rms: string
  readonly empty: string
  readonly role: string
  readonly enlarge: string
}

export interface WeightImagesOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  /** The unit that is shown large; null for none. */
  readonly chosen: number | null
  onChoose(unit: number | null): void
  readonly text: WeightImagesText
}

/** Where the images stand. */
export interface Grid {
  readonly left: number
  readonly top: number
  readonly columns: number
  /** Room of one image with the gap after it. */
  readonly pitch: number
  /** Height over width of an image. */
  readonly ratio: number
  /** Images that have room. */
  readonly shown: number
}

export interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: WeightImagesData | null
  size: Size
  options: WeightImagesOptions
  grid: Grid
  /** Side of the large image; 0 where there is none. */
  large: number
  largest: number
  cursor: { readonly unit: number; readonly pixel: number | null } | null
}

export function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}
