import { pointer, type ScaleLinear, type Selection, scaleLinear, select } from 'd3'
import { axisTicks } from '../curves/value-axis'
import { drawEmptyText } from '../empty'
import { formatValue, textWidth } from '../format'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'

export interface ScatterData {
  /** True and predicted value by turns. */
  readonly pairs: Float64Array
}

export interface ScatterText {
  readonly title: string
  readonly note: string
  readonly truth: string
  readonly predicted: string
  /** Names the line on which every prediction would be right. */
  readonly perfect: string
  readonly empty: string
  readonly role: string
}

interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  points: readonly Point[]
  text: ScatterText
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  cursor: number
}

interface Point {
  readonly truth: number
  readonly predicted: number
}

const views = new WeakMap<HTMLElement, View>()
const top = 42
const bottom = 34

/**
 * Draws predicted against true values on equal axes, with the line on which both are the same. Call it
 * again to redraw.
 */
export function drawScatter(
  container: HTMLElement,
  data: ScatterData | null,
  size: Size,
  text: ScatterText,
): void {
  const view = views.get(container) ?? createView(container, text)
  view.text = text
  view.points = pointsOf(data)
  if (view.cursor >= view.points.length) view.cursor = -1
  const [low, high] = rangeOf(view.points)
  const height = Math.max(0, size.height - top - bottom)
  const ticks = axisTicks([low, high], height, { log: false, percent: false })
  const left = Math.max(24, ...ticks.map(tick => textWidth(tick.label))) + 26
  const width = Math.max(0, size.width - left - 12)
  view.x = scaleLinear([low, high], [left, left + width])
  view.y = scaleLinear([low, high], [top + height, top])
  view.svg.attr('width', size.width).attr('height', size.height)
  const visible = view.points.length > 0
  drawAxes(view, visible, left, width, height)
  drawPoints(view, visible)
  drawEmptyText(view.svg.select<SVGGElement>('g.chart-empty'), visible ? null : text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(container: HTMLElement, text: ScatterText): View {
  const root = select(container).classed('chart', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'grid', 'axis', 'points', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const scale = scaleLinear()
  const view: View = { container, svg, points: [], text, x: scale, y: scale, cursor: -1 }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => moveCursor(view, nearest(view, ...pointer(event, container))))
    .on('pointerleave blur', () => moveCursor(view, -1))
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

/** By true value, so that the arrow keys go from left to right. */
function pointsOf(data: ScatterData | null): Point[] {
  const points: Point[] = []
  const pairs = data?.pairs ?? []
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const point = { truth: pairs[i]!, predicted: pairs[i + 1]! }
    if (Number.isFinite(point.truth) && Number.isFinite(point.predicted)) points.push(point)
  }
  return points.sort((a, b) => a.truth - b.truth)
}

function rangeOf(points: readonly Point[]): [number, number] {
  if (points.length === 0) return [0, 1]
  const values = points.flatMap(({ truth, predicted }) => [truth, predicted])
  const low = Math.min(...values)
  const high = Math.max(...values)
  const [from, to] = scaleLinear([low, high > low ? high : low + 1], [0, 1])
    .nice(5)
    .domain()
  return [from!, to!]
}

function drawAxes(view: View, visible: boolean, left: number, width: number, height: number): void {
  const { svg, text, x, y } = view
  const domain = x.domain() as [number, number]
  const scales = { log: false, percent: false }
  const rows = visible ? axisTicks(domain, height, scales) : []
  const columns = visible ? axisTicks(domain, width * 0.6, scales) : []
  svg
    .select('g.chart-grid')
    .selectAll<SVGGElement, (typeof rows)[number]>('g.tick')
    .data(rows)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('x', -8).attr('dy', '0.35em').attr('text-anchor', 'end')
      return tick
    })
    .attr('transform', tick => `translate(${left},${y(tick.value).toFixed(1)})`)
    .call(tick => tick.select('line').attr('x2', width))
    .call(tick => tick.select('text').text(({ label }) => label))
  svg
    .select('g.chart-axis')
    .selectAll<SVGGElement, (typeof columns)[number]>('g.tick')
    .data(columns)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line').attr('y2', 4)
      tick.append('text').attr('y', 15).attr('text-anchor', 'middle')
      return tick
    })
    .attr('transform', tick => `translate(${x(tick.value).toFixed(1)},${top + height})`)
    .call(tick => tick.select('text').text(({ label }) => label))
  const titles = [
    { name: 'chart-heading', label: text.title, place: 'translate(0,14)', anchor: 'start' },
    {
      name: 'chart-measure',
      label: `${text.note} · ${text.perfect} ╱`,
      place: 'translate(0,31)',
      anchor: 'start',
    },
    {
      name: 'chart-axis-title',
      label: text.truth,
      place: `translate(${left + width / 2},${top + height + 30})`,
      anchor: 'middle',
    },
    {
      name: 'chart-axis-title',
      label: text.predicted,
      place: `translate(10,${top + height / 2}) rotate(-90)`,
      anchor: 'middle',
    },
  ]
  svg
    .select('g.chart-title')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(visible ? titles : titles.slice(0, 1))
    .join('text')
    .attr('class', title => title.name)
    .attr('text-anchor', title => title.anchor)
    .attr('transform', title => title.place)
    .text(title => title.label)
}

function drawPoints({ svg, points, x, y, cursor }: View, visible: boolean): void {
  const [low, high] = x.domain() as [number, number]
  const root = svg.select('g.chart-points')
  root
    .selectAll('path.chart-fit')
    .data(visible ? [0] : [])
    .join(enter => enter.insert('path', ':first-child').attr('class', 'chart-fit'))
    .attr('d', `M${x(low)},${y(low)}L${x(high)},${y(high)}`)
  root
    .selectAll<SVGCircleElement, Point>('circle')
    .data(points)
    .join('circle')
    .attr('class', (_, i) => `chart-sample${i === cursor ? ' is-here' : ''}`)
    .attr('r', (_, i) => (i === cursor ? 5 : points.length > 400 ? 2 : 3))
    .attr('cx', point => x(point.truth).toFixed(1))
    .attr('cy', point => y(point.predicted).toFixed(1))
}

// Cursor

function nearest({ points, x, y }: View, px: number, py: number): number {
  let found = -1
  let least = 18 ** 2
  points.forEach((point, i) => {
    const distance = (x(point.truth) - px) ** 2 + (y(point.predicted) - py) ** 2
    if (distance < least) {
      least = distance
      found = i
    }
  })
  return found
}

function moveCursor(view: View, cursor: number, speak = false): void {
  if (view.cursor === cursor && !speak) return
  view.cursor = cursor
  drawPoints(view, view.points.length > 0)
  showCursor(view)
  const point = view.points[cursor]
  if (speak)
    announce(
      view.container,
      point
        ? linesOf(view, point)
            .map(l => `${l.label} ${l.value}`)
            .join(', ')
        : '',
    )
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const last = view.points.length - 1
  const far = event.shiftKey ? 10 : 1
  if (event.key === 'ArrowRight') moveCursor(view, Math.min(last, view.cursor + far), true)
  else if (event.key === 'ArrowLeft')
    moveCursor(view, Math.max(Math.min(0, last), view.cursor - far), true)
  else if (event.key === 'Escape' && view.cursor >= 0) moveCursor(view, -1, true)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function linesOf({ text }: View, { truth, predicted }: Point) {
  return [
    { label: text.truth, value: formatValue(truth) },
    { label: text.predicted, value: formatValue(predicted) },
  ]
}

function showCursor(view: View): void {
  const point = view.points[view.cursor]
  if (!point) {
    showTooltip(view.container, null)
    return
  }
  const [truth, predicted] = linesOf(view, point)
  const content = { title: `${truth!.label} ${truth!.value}`, lines: [predicted!] }
  showTooltip(view.container, content, view.x(point.truth), view.y(point.predicted))
}

function describe({ container, points, text }: View): void {
  const content = points.length > 0 ? text.note : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content}`)
  drawTextTable(container, {
    caption: `${text.title}. ${text.note}`,
    head: [text.truth, text.predicted],
    rows: points
      .slice(0, 50)
      .map(point => [formatValue(point.truth, 4), formatValue(point.predicted, 4)]),
  })
}
