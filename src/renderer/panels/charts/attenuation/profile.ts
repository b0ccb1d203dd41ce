import { axisTicks } from '../curves/value-axis'
import { elide, formatValue, textWidth, writeTick } from '../format'
import { cividis } from '../palette'
import { type DepthPoint, group, isPlain, type View } from './view'

/** RMS gradient against depth on a logarithmic axis, and the straight line through it. */
export function drawProfile(view: View): void {
  const { data, profile: plot } = view
  const place = `translate(${plot.left},${plot.top})`
  group(view, 'grid').attr('transform', place)
  group(view, 'axis').attr('transform', `translate(${plot.left},${plot.top + plot.height})`)
  group(view, 'points').attr('transform', place)
  const plain = data.points.filter(point => isPlain(point.rms))
  drawGrid(view, plain.length > 0)
  drawDepthAxis(view, plain.length > 0)
  drawFit(view, plain)
  drawPoints(view, plain)
}

function drawGrid(view: View, visible: boolean): void {
  const { y, profile: plot } = view
  const domain = y.domain() as [number, number]
  const ticks = visible ? axisTicks(domain, plot.height, { log: true, percent: false }) : []
  group(view, 'grid')
    .selectAll<SVGGElement, (typeof ticks)[number]>('g.tick')
    .data(ticks)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('x', -8).attr('dy', '0.35em').attr('text-anchor', 'end')
      return tick
    })
    .attr('transform', d => `translate(0,${y(d.value).toFixed(1)})`)
    .call(tick => tick.select('line').attr('x2', plot.width))
    .call(tick =>
      tick.select<SVGTextElement>('text').each(function (d) {
        writeTick(this, d.label)
      }),
    )
}

/** Names of the layers where all of them fit, else every k-th depth as a number. */
function drawDepthAxis(view: View, visible: boolean): void {
  const { x, data, profile: plot, options } = view
  const { points } = data
  const spacing = plot.width / Math.max(1, points.length)
  const named = Math.max(0, ...points.map(point => textWidth(point.label))) + 8 <= spacing
  const every = named ? 1 : Math.ceil((textWidth(String(points.length)) + 10) / spacing)
  const labels = visible ? points.filter((_, i) => i % every === 0) : []
  const root = group(view, 'axis')
  root
    .selectAll('line.chart-baseline')
    .data(visible ? [0] : [])
    .join('line')
    .attr('class', 'chart-baseline')
    .attr('x2', plot.width)
  root
    .selectAll<SVGTextElement, DepthPoint>('text.chart-depth')
    .data(labels)
    .join('text')
    .attr('class', 'chart-depth')
    .attr('text-anchor', 'middle')
    .attr('x', point => x(point.depth).toFixed(1))
    .attr('y', 15)
    .text(point => (named ? elide(point.label, spacing) : String(point.depth)))
  root
    .selectAll('text.chart-axis-title')
    .data(visible ? [options.text.depth] : [])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', 'middle')
    .attr('x', plot.width / 2)
    .attr('y', 31)
    .text(d => d)
}

/** The line whose slope is the one number: through the means, as least squares has it. */
function drawFit(view: View, points: readonly DepthPoint[]): void {
  const { data, x, y } = view
  const slope = -Math.log10(data.factorPerLayer)
  const mean = (of: (point: DepthPoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const at = (depth: number) =>
    10 ** (mean(p => Math.log10(p.rms)) + slope * (depth - mean(p => p.depth)))
  const first = points[0]
  const last = points.at(-1)
  const drawn = first && last && first !== last && Number.isFinite(slope) ? [[first, last]] : []
  group(view, 'points')
    .selectAll<SVGPathElement, DepthPoint[]>('path.chart-fit')
    .data(drawn as DepthPoint[][])
    .join(enter => enter.insert('path', ':first-child').attr('class', 'chart-fit'))
    .attr('d', ([from, to]) =>
      [from!, to!]
        .map(({ depth }, i) => `${i ? 'L' : 'M'}${x(depth).toFixed(1)},${y(at(depth)).toFixed(1)}`)
        .join(''),
    )
}

function drawPoints(view: View, points: readonly DepthPoint[]): void {
  const { data, x, y, options, profile: plot } = view
  const [low, high] = y.domain() as [number, number]
  const colour = (rms: number) =>
    cividis(Math.log10(rms / low) / Math.log10(high / low), options.theme)
  const radius = Math.max(2, Math.min(5, plot.width / Math.max(1, data.points.length) / 3))
  const root = group(view, 'points')
  root
    .selectAll<SVGCircleElement, DepthPoint>('circle')
    .data(points, point => point.nodeId)
    .join('circle')
    .attr('class', point => {
      const chosen = point.nodeId === options.selectedNodeId
      return `chart-point${chosen ? ' is-selected' : ''}${view.cursor === point.nodeId ? ' is-here' : ''}`
    })
    .attr('r', point => (view.cursor === point.nodeId ? radius + 1.5 : radius))
    .attr('cx', point => x(point.depth).toFixed(1))
    .attr('cy', point => y(point.rms).toFixed(1))
    .attr('fill', point => colour(point.rms))
  // A layer without a size to draw still has its place: what it is stands at the bottom.
  root
    .selectAll<SVGTextElement, DepthPoint>('text.chart-broken-label')
    .data(data.points.filter(point => !isPlain(point.rms)))
    .join('text')
    .attr('class', 'chart-broken-label')
    .attr('text-anchor', 'middle')
    .attr('x', point => x(point.depth).toFixed(1))
    .attr('y', plot.height - 4)
    .text(point => formatValue(point.rms))
}
