import type { Selection } from 'd3'
import type { OutputKind, Plane } from '../../../../engine/probe/boundary'
import type { ChartTheme } from '../palette'
import type { Group, PlaneScales, Plot } from '../plane/plot'
import type { Size } from '../size'

/** An example of the data set. */
export interface BoundaryPoint {
  readonly x: number
  readonly y: number
  /** Class index, or the number to predict. */
  readonly target: number
  /** Whether it is of the training part. */
  readonly isTraining: boolean
}

/** What the network answers at every cell; see `PlaneAnswer`. */
export interface BoundaryAnswer {
  readonly step: number
  readonly resolution: number
  readonly kind: OutputKind
  readonly outputs: readonly Float32Array[]
}

export interface BoundaryData {
  /** Null where there is nothing to draw on. */
  readonly plane: Plane | null
  /** Null where numbers are predicted. */
  readonly classes: number | null
  /** Null before there is a run. */
  readonly answer: BoundaryAnswer | null
  readonly points: readonly BoundaryPoint[]
}

export interface BoundaryText {
  readonly title: string
  /** What the colours are. */
  readonly measure: string
  readonly x: string
  readonly y: string
  readonly step: string
  readonly training: string
  readonly heldOut: string
  /** Share of the plane that falls to a class. */
  readonly share: string
  readonly predicted: string
  /** Why nothing is drawn. */
  readonly empty: string
  /** Beside the points while there is no run. */
  readonly untrained: string
  readonly role: string
  className(index: number): string
}

export interface BoundaryOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  readonly text: BoundaryText
}

/** A place on the plane, in the data's own units. */
export interface Place {
  readonly x: number
  readonly y: number
}

export interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: BoundaryData
  size: Size
  options: BoundaryOptions
  plot: Plot
  /** Null where there is no plane. */
  scales: PlaneScales | null
  cursor: Place | null
  /** What the marks were drawn of and how, so that a new answer leaves them alone. */
  drawn: { readonly points: readonly BoundaryPoint[]; readonly key: string }
}

export function group(view: View, name: string): Group {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

/** The cell of an answer that holds a place; −1 outside. */
export function cellAt(plane: Plane, resolution: number, { x, y }: Place): number {
  const column = Math.floor(((x - plane.x.from) / (plane.x.to - plane.x.from)) * resolution)
  const row = Math.floor(((y - plane.y.from) / (plane.y.to - plane.y.from)) * resolution)
  if (column < 0 || row < 0 || column >= resolution || row >= resolution) return -1
  return row * resolution + column
}

/** The output that is largest in a cell: the class that is predicted there. */
export function predictedAt(outputs: readonly Float32Array[], cell: number): number {
  let best = 0
  for (let k = 1; k < outputs.length; k++) {
    if (outputs[k]![cell]! > outputs[best]![cell]!) best = k
  }
  return best
}

/** How sure a prediction is: 0 where the two best classes are equal, 1 where there is no other. */
export function marginAt(answer: BoundaryAnswer, cell: number): number {
  const { outputs, kind } = answer
  const best = predictedAt(outputs, cell)
  let second = Number.NEGATIVE_INFINITY
  let sum = 0
  for (let k = 0; k < outputs.length; k++) {
    const value = outputs[k]![cell]!
    sum += value
    if (k !== best) second = Math.max(second, value)
  }
  const margin = outputs[best]![cell]! - second
  // Probabilities of their own need not add up to 1.
  const whole = kind === 'sigmoid' ? sum : 1
  return Math.max(0, Math.min(1, margin / whole))
}

/** What stands in the middle between the prediction for a class and for the best other one. */
export function leadOf(outputs: readonly Float32Array[], index: number): Float32Array {
  const own = outputs[index]!
  return own.map((value, cell) => {
    let other = Number.NEGATIVE_INFINITY
    for (let k = 0; k < outputs.length; k++) {
      if (k !== index) other = Math.max(other, outputs[k]![cell]!)
    }
    return value - other
  })
}
