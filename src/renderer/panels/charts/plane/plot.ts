import { type ScaleLinear, type Selection, scaleLinear } from 'd3'
import type { Extent, Plane } from '../../../../engine/probe/boundary'
import { formatValue, textWidth } from '../format'

/** A rectangle of a chart that something is drawn in. */
export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface PlaneScales {
  readonly x: ScaleLinear<number, number>
  /** From the bottom up. */
  readonly y: ScaleLinear<number, number>
}

export type Group = Selection<SVGGElement, unknown, null, undefined>

/** Where a plane's values lie in a plot. */
export function planeScales({ x, y }: Plane, { width, height }: Plot): PlaneScales {
  return {
    x: scaleLinear([x.from, x.to], [0, width]),
    y: scaleLinear([y.from, y.to], [height, 0]),
  }
}

/** As much room as there is, as wide as it is high where both axes span the same. */
export function fitPlot({ x, y }: Plane, room: Plot): Plot {
  const ratio = span(x) / span(y)
  if (Math.abs(ratio - 1) > 1e-6) return room
  const side = Math.max(0, Math.min(room.width, room.height))
  return { ...room, width: side, height: side }
}

function span({ from, to }: Extent): number {
  return to - from
}

// Labels beside each other need more room than labels below each other.
const across = 64
const down = 40

interface AxisTick {
  readonly value: number
  readonly label: string
}

/** @param spacing pixels between two ticks, about */
function ticksOf(scale: ScaleLinear<number, number>, length: number, spacing: number): AxisTick[] {
  const count = Math.max(2, Math.floor(length / spacing))
  return scale.ticks(count).map(value => ({ value, label: formatValue(value, 4) }))
}

/** Room that the labels of a vertical axis take. */
export function labelRoom(extent: Extent, height: number): number {
  const ticks = ticksOf(scaleLinear([extent.from, extent.to], [height, 0]), height, down)
  return Math.max(20, ...ticks.map(({ label }) => textWidth(label)))
}

/** Draws ticks and titles around a plot, with a frame; nothing where there is no plane. */
export function drawPlaneAxes(
  root: Group,
  plot: Plot,
  scales: PlaneScales | null,
  titles: { readonly x: string; readonly y: string },
): void {
  root.attr('transform', `translate(${plot.left},${plot.top})`)
  root
    .selectAll<SVGRectElement, number>('rect.chart-frame')
    .data(scales ? [0] : [])
    .join('rect')
    .attr('class', 'chart-frame')
    .attr('width', plot.width)
    .attr('height', plot.height)
  drawTicks(root, 'x', scales ? ticksOf(scales.x, plot.width, across) : [])
    .attr('transform', ({ value }) => `translate(${scales?.x(value) ?? 0},${plot.height})`)
    .call(tick => {
      tick.select('line').attr('y2', 4)
      tick.select('text').attr('y', 15).attr('text-anchor', 'middle')
    })
  drawTicks(root, 'y', scales ? ticksOf(scales.y, plot.height, down) : [])
    .attr('transform', ({ value }) => `translate(0,${scales?.y(value) ?? 0})`)
    .call(tick => {
      tick.select('line').attr('x2', -4)
      tick.select('text').attr('x', -7).attr('dy', '0.35em').attr('text-anchor', 'end')
    })
  const labels = scales ? Math.max(20, ...ticksOf(scales.y, plot.height, down).map(widthOf)) : 0
  const places = [
    { text: titles.x, place: `translate(${plot.width / 2},${plot.height + 30})` },
    { text: titles.y, place: `translate(${-labels - 16},${plot.height / 2}) rotate(-90)` },
  ]
  root
    .selectAll<SVGTextElement, (typeof places)[number]>('text.chart-axis-title')
    .data(scales ? places : [])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', 'middle')
    .attr('transform', ({ place }) => place)
    .text(({ text }) => text)
}

const widthOf = ({ label }: AxisTick) => textWidth(label)

function drawTicks(root: Group, axis: 'x' | 'y', ticks: readonly AxisTick[]) {
  const drawn = root
    .selectAll<SVGGElement, AxisTick>(`g.is-${axis}`)
    .data(ticks, ({ value }) => value)
    .join(enter => {
      const tick = enter.append('g').attr('class', `tick is-${axis}`)
      tick.append('line')
      tick.append('text')
      return tick
    })
  drawn.select('text').text(({ label }) => label)
  return drawn
}
