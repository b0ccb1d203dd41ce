import { line, type Selection, scaleLinear, scaleLog, select } from 'd3'
import { axisTicks } from '../curves/value-axis'
import { formatValue, textWidth } from '../format'
import { classColour } from '../plane/classes'
import type { Size } from '../size'
import { centreLoss, type LandscapeData, type LandscapeOptions, lossScale, placeOf } from './view'

const roots = new WeakMap<HTMLElement, Selection<SVGSVGElement, unknown, null, undefined>>()

const headHeight = 26
const footHeight = 36

interface Curve {
  readonly label: string
  readonly colour: string
  readonly points: readonly (readonly [number, number])[]
}

/** Draws the loss along each direction by itself: L(θ + α·δ) and L(θ + β·η). */
export function drawProfile(
  container: HTMLElement,
  data: LandscapeData | null,
  size: Size,
  { theme, text }: Pick<LandscapeOptions, 'theme' | 'text'>,
): void {
  const svg = roots.get(container) ?? createRoot(container)
  svg.attr('width', size.width).attr('height', size.height)
  const curves = data ? curvesOf(data, theme) : []
  const scale = lossScale({ losses: Float64Array.from(curves.flatMap(lossesOf)) })
  const height = Math.max(0, size.height - headHeight - footHeight)
  const domain: [number, number] = scale ? padded(scale.low, scale.high, scale.isLog) : [0, 1]
  const isLog = scale?.isLog ?? false
  const ticks = axisTicks(domain, height, { log: isLog, percent: false })
  const left = Math.max(30, ...ticks.map(({ label }) => textWidth(label))) + 26
  const width = Math.max(0, size.width - left - 20)
  const range = data?.range ?? 1
  const x = scaleLinear([-range, range], [0, width])
  const y = (isLog ? scaleLog() : scaleLinear()).domain(domain).range([height, 0])
  const visible = scale !== null && width > 40 && height > 20
  const root = svg
    .select<SVGGElement>('g.chart-plot')
    .attr('transform', `translate(${left},${headHeight})`)

  const titles = visible ? [text.profile] : []
  svg
    .selectAll<SVGTextElement, string>('text.chart-heading')
    .data(titles)
    .join('text')
    .attr('class', 'chart-heading')
    .attr('y', 14)
    .text(d => d)
  drawKeys(svg, visible ? curves : [], textWidth(text.profile, 12) + 16)

  const rows = root
    .selectAll<SVGGElement, (typeof ticks)[number]>('g.is-y')
    .data(visible ? ticks : [])
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick is-y')
      tick.append('line').attr('class', 'chart-rule')
      tick.append('text').attr('x', -7).attr('dy', '0.35em').attr('text-anchor', 'end')
      return tick
    })
    .attr('transform', tick => `translate(0,${y(tick.value)})`)
  rows.select('line').attr('x2', width)
  rows.select('text').text(tick => tick.label)
  const columns = root
    .selectAll<SVGGElement, number>('g.is-x')
    .data(visible ? x.ticks(Math.max(2, Math.floor(width / 60))) : [])
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick is-x')
      tick.append('line').attr('y2', 4)
      tick.append('text').attr('y', 15).attr('text-anchor', 'middle')
      return tick
    })
    .attr('transform', value => `translate(${x(value)},${height})`)
  columns.select('text').text(value => formatValue(value, 3))
  const labels = [
    { label: 'α, β', place: `translate(${width / 2},${height + 30})` },
    { label: text.loss, place: `translate(${18 - left},${height / 2}) rotate(-90)` },
  ]
  root
    .selectAll<SVGTextElement, (typeof labels)[number]>('text.chart-axis-title')
    .data(visible ? labels : [])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', 'middle')
    .attr('transform', d => d.place)
    .text(d => d.label)
  const path = line<readonly [number, number]>()
    .defined(([, loss]) => Number.isFinite(loss) && (!isLog || loss > 0))
    .x(([at]) => x(at))
    .y(([, loss]) => y(loss))
  root
    .selectAll<SVGPathElement, Curve>('path.chart-line')
    .data(visible ? curves : [])
    .join('path')
    .attr('class', 'chart-line is-smooth')
    .style('--tone', curve => curve.colour)
    .attr('stroke-dasharray', (_, i) => (i === 1 ? '5 3' : null))
    .attr('d', curve => path(curve.points))
  const centre = data ? centreLoss(data) : Number.NaN
  root
    .selectAll<SVGCircleElement, number>('circle')
    .data(visible && Number.isFinite(centre) && (!isLog || centre > 0) ? [centre] : [])
    .join('circle')
    .attr('class', 'chart-aim')
    .attr('r', 3.5)
    .attr('cx', x(0))
    .attr('cy', loss => y(loss))
  select(container)
    .attr('aria-roledescription', text.profileRole)
    .attr('aria-label', `${text.profile}. ${text.centre} ${formatValue(centre, 4)}`)
}

function createRoot(container: HTMLElement) {
  const svg = select(container).classed('chart', true).attr('role', 'img').append('svg')
  svg.attr('aria-hidden', 'true').append('g').attr('class', 'chart-plot')
  roots.set(container, svg)
  return svg
}

function curvesOf(data: LandscapeData, theme: LandscapeOptions['theme']): Curve[] {
  const { resolution, losses } = data
  const middle = (resolution - 1) / 2
  const along = (index: (i: number) => number) =>
    Array.from({ length: resolution }, (_, i) => [placeOf(data, i), losses[index(i)]!] as const)
  return [
    {
      label: 'α',
      colour: classColour(0, theme),
      points: along(i => middle * resolution + i),
    },
    {
      label: 'β',
      colour: classColour(1, theme),
      points: along(i => i * resolution + middle),
    },
  ]
}

function lossesOf({ points }: Curve): number[] {
  return points.map(([, loss]) => loss)
}

/** A little beyond the ends, so that no line runs along the frame. */
function padded(low: number, high: number, isLog: boolean): [number, number] {
  if (isLog) {
    const factor = Math.max(1.1, (high / low) ** 0.06)
    return [low / factor, high * factor]
  }
  const more = (high - low) * 0.06 || 1
  return [low - more, high + more]
}

function drawKeys(
  svg: Selection<SVGSVGElement, unknown, null, undefined>,
  curves: readonly Curve[],
  left: number,
): void {
  const places = curves.map((_, i) =>
    curves.slice(0, i).reduce((x, { label }) => x + textWidth(label) + 40, left),
  )
  const keys = svg
    .selectAll<SVGGElement, Curve>('g.chart-key')
    .data(curves)
    .join(enter => {
      const key = enter.append('g').attr('class', 'chart-key')
      key.append('path').attr('class', 'chart-line is-smooth').attr('d', 'M0,0h18')
      key.append('text').attr('x', 24).attr('dy', '0.35em')
      return key
    })
    .attr('transform', (_, i) => `translate(${places[i]},10)`)
  keys
    .select('path')
    .style('--tone', curve => curve.colour)
    .attr('stroke-dasharray', (_, i) => (i === 1 ? '5 3' : null))
  keys.select('text').text(curve => curve.label)
}
