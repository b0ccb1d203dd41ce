import { type ScaleLinear, scaleLinear } from 'd3'
import { createChart, describeChart, drawHead, layerOf, type Svg } from '../chart-frame'
import { formatValue } from '../format'
import type { Size } from '../size'
import { announce } from '../tooltip'

export interface PathPoint {
  readonly x: number
  readonly y: number
}

export interface OptimizerPathData {
  /** From the start on, to the last step. */
  readonly path: readonly PathPoint[]
  /** How many steps are shown. */
  readonly step: number
  readonly lowest: PathPoint
  /** Half the width and height of the contour line of a height. */
  contour(height: number): PathPoint
}

export interface OptimizerPathOptions {
  readonly text: {
    readonly title: string
    /** Where the path is now, in words. */
    readonly at: string
    readonly role: string
  }
  /** A step that the keyboard asks for. */
  onStep(step: number): void
}

interface View {
  readonly svg: Svg
  data: OptimizerPathData
  options: OptimizerPathOptions
}

const views = new WeakMap<HTMLElement, View>()
const margin = { top: 24, right: 10, bottom: 22, left: 26 } as const
/** The part of the plane that is shown: both axes in one scale would waste most of the height. */
const extent = { x: [-8, 5], y: [-3.2, 3.2] } as const
const heights = [0.05, 0.25, 0.6, 1.2, 2, 3, 4.5, 6.5, 9] as const

/** Draws the way of an optimiser over the contour lines of the surface. Call it again to redraw. */
export function drawOptimizerPath(
  container: HTMLElement,
  data: OptimizerPathData,
  size: Size,
  options: OptimizerPathOptions,
): void {
  const view = views.get(container) ?? createView(container, data, options)
  view.data = data
  view.options = options
  const { svg } = view
  const width = Math.max(0, size.width - margin.left - margin.right)
  const height = Math.max(0, size.height - margin.top - margin.bottom)
  const x = scaleLinear(extent.x, [margin.left, margin.left + width])
  const y = scaleLinear(extent.y, [margin.top + height, margin.top])
  svg.attr('width', size.width).attr('height', size.height)
  drawHead(layerOf(svg, 'title'), [
    { name: 'chart-heading', label: options.text.title, x: 0, y: 13 },
  ])
  drawAxes(view, x, y)
  clip(view, width, height)
  drawContours(view, x, y)
  drawPath(view, x, y)
  describe(view, container)
}

let clips = 0

function createView(
  container: HTMLElement,
  data: OptimizerPathData,
  options: OptimizerPathOptions,
): View {
  const svg = createChart(container, ['title', 'axis', 'plane'], {
    onPoint: () => {},
    onKey: event => onKey(view, container, event),
  })
  const id = `path-clip-${clips++}`
  svg.append('clipPath').attr('id', id).append('rect')
  const plane = layerOf(svg, 'plane').attr('clip-path', `url(#${id})`)
  for (const name of ['contours', 'path']) plane.append('g').attr('class', `path-${name}`)
  const view: View = { svg, data, options }
  views.set(container, view)
  return view
}

function clip({ svg }: View, width: number, height: number): void {
  layerOf(svg, 'axis').selectAll('rect').data([0]).join('rect').attr('class', 'chart-frame')
  svg
    .selectAll('clipPath rect, rect.chart-frame')
    .attr('x', margin.left)
    .attr('y', margin.top)
    .attr('width', width)
    .attr('height', height)
}

type Scale = ScaleLinear<number, number>

function drawAxes({ svg }: View, x: Scale, y: Scale): void {
  const bottom = y.range()[0]!
  const left = x.range()[0]!
  const marks = [
    ...x.ticks(5).map(value => ({ value, axis: 'x', at: [x(value), bottom + 15] as const })),
    ...y.ticks(4).map(value => ({ value, axis: 'y', at: [left - 6, y(value) + 4] as const })),
  ]
  layerOf(svg, 'axis')
    .selectAll<SVGTextElement, (typeof marks)[number]>('text')
    .data(marks)
    .join('text')
    .attr('text-anchor', ({ axis }) => (axis === 'x' ? 'middle' : 'end'))
    .attr('x', ({ at }) => at[0].toFixed(1))
    .attr('y', ({ at }) => at[1].toFixed(1))
    .text(({ value }) => formatValue(value))
}

function drawContours({ svg, data }: View, x: Scale, y: Scale): void {
  const { lowest } = data
  svg
    .select('g.path-contours')
    .selectAll<SVGEllipseElement, number>('ellipse')
    .data(heights)
    .join('ellipse')
    .attr('class', 'path-contour')
    .attr('cx', x(lowest.x))
    .attr('cy', y(lowest.y))
    .attr('rx', height => x(data.contour(height).x) - x(0))
    .attr('ry', height => y(0) - y(data.contour(height).y))
}

function drawPath({ svg, data }: View, x: Scale, y: Scale): void {
  const shown = data.path.slice(0, data.step + 1).map(point => ({
    // Far outside all is the same, and an SVG takes no larger numbers.
    x: x(clamp(point.x)),
    y: y(clamp(point.y)),
  }))
  const root = svg.select<SVGGElement>('g.path-path')
  const [lowest, now] = [data.lowest, shown.at(-1)!]
  root
    .selectAll<SVGPathElement, string>('path')
    .data([shown.map((point, i) => `${i ? 'L' : 'M'}${point.x.toFixed(1)},${point.y.toFixed(1)}`)])
    .join('path')
    .attr('class', 'path-line')
    .attr('d', parts => parts.join(''))
  const dots = [
    { ...{ x: x(lowest.x), y: y(lowest.y) }, name: 'path-lowest', radius: 3 },
    ...shown.map(point => ({ ...point, name: 'path-dot', radius: 1.8 })),
    { ...now, name: 'path-now', radius: 4.5 },
  ]
  root
    .selectAll<SVGCircleElement, (typeof dots)[number]>('circle')
    .data(dots)
    .join('circle')
    .attr('class', ({ name }) => name)
    .attr('cx', point => point.x.toFixed(1))
    .attr('cy', point => point.y.toFixed(1))
    .attr('r', ({ radius }) => radius)
}

function clamp(value: number): number {
  return Math.max(-100, Math.min(100, value))
}

function onKey(view: View, container: HTMLElement, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { step, path } = view.data
  const last = path.length - 1
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: step - 1,
    ArrowRight: step + 1,
    Home: 0,
    End: last,
  }
  const to = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined
  if (to === undefined) return
  view.options.onStep(Math.max(0, Math.min(last, to)))
  announce(container, view.options.text.at)
  event.preventDefault()
  event.stopPropagation()
}

function describe({ options: { text } }: View, container: HTMLElement): void {
  describeChart(container, { role: text.role, title: text.title, measure: '', content: text.at })
}
