import { pointer, type ScaleLinear, type Selection, scaleLinear, select } from 'd3'
import { axisTicks } from '../curves/value-axis'
import { drawEmptyText } from '../empty'
import { formatStep, formatValue, textWidth } from '../format'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'

export interface ResidualsData {
  /** Bin i counts from + i·width ≤ predicted − true < from + (i + 1)·width. */
  readonly from: number
  readonly width: number
  readonly counts: Uint32Array
}

export interface ResidualsText {
  readonly title: string
  readonly note: string
  readonly axis: string
  readonly count: string
  readonly empty: string
  readonly role: string
}

interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: ResidualsData | null
  text: ResidualsText
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  /** The bin under the pointer or the keyboard; −1 for none. */
  cursor: number
}

const views = new WeakMap<HTMLElement, View>()
const top = 42
const bottom = 34

/** Draws how often a regression was off by how much. Call it again to redraw. */
export function drawResiduals(
  container: HTMLElement,
  data: ResidualsData | null,
  size: Size,
  text: ResidualsText,
): void {
  const view = views.get(container) ?? createView(container, text)
  view.data = data
  view.text = text
  const most = Math.max(1, ...(data?.counts ?? []))
  const height = Math.max(0, size.height - top - bottom)
  const left = textWidth(formatStep(most)) + 16
  const width = Math.max(0, size.width - left - 12)
  const from = data?.from ?? 0
  const to = data ? data.from + data.counts.length * data.width : 1
  view.x = scaleLinear([from, to], [left, left + width])
  view.y = scaleLinear([0, most], [top + height, top]).nice(4)
  view.svg.attr('width', size.width).attr('height', size.height)
  drawAxes(view, left, width, height)
  drawBars(view)
  drawEmptyText(view.svg.select<SVGGElement>('g.chart-empty'), data ? null : text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(container: HTMLElement, text: ResidualsText): View {
  const root = select(container).classed('chart', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'grid', 'bars', 'axis', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const scale = scaleLinear()
  const view: View = { container, svg, data: null, text, x: scale, y: scale, cursor: -1 }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => moveCursor(view, binAt(view, pointer(event, container)[0])))
    .on('pointerleave blur', () => moveCursor(view, -1))
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

function drawAxes(view: View, left: number, width: number, height: number): void {
  const { svg, text, x, y, data } = view
  const scales = { log: false, percent: false }
  const whole = (value: number) => Number.isInteger(value)
  const rows = data ? axisTicks(y.domain() as [number, number], height, scales) : []
  const columns = data ? axisTicks(x.domain() as [number, number], width * 0.6, scales) : []
  svg
    .select('g.chart-grid')
    .selectAll<SVGGElement, (typeof rows)[number]>('g.tick')
    .data(rows.filter(tick => whole(tick.value)))
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('x', -8).attr('dy', '0.35em').attr('text-anchor', 'end')
      return tick
    })
    .attr('transform', tick => `translate(${left},${y(tick.value).toFixed(1)})`)
    .call(tick => tick.select('line').attr('x2', width))
    .call(tick => tick.select('text').text(({ label }) => label))
  const axis = svg.select('g.chart-axis')
  axis
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
  // Where a prediction is right.
  axis
    .selectAll('line.chart-one')
    .data(data ? [0] : [])
    .join('line')
    .attr('class', 'chart-one')
    .attr('x1', x(0))
    .attr('x2', x(0))
    .attr('y1', top)
    .attr('y2', top + height)
  const titles = [
    { name: 'chart-heading', label: text.title, x: 0, y: 14, anchor: 'start' },
    { name: 'chart-measure', label: text.note, x: 0, y: 31, anchor: 'start' },
    {
      name: 'chart-axis-title',
      label: text.axis,
      x: left + width / 2,
      y: top + height + 30,
      anchor: 'middle',
    },
  ]
  svg
    .select('g.chart-title')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(data ? titles : titles.slice(0, 1))
    .join('text')
    .attr('class', title => title.name)
    .attr('text-anchor', title => title.anchor)
    .attr('x', title => title.x)
    .attr('y', title => title.y)
    .text(title => title.label)
}

function drawBars({ svg, data, x, y, cursor }: View): void {
  const floor = y(0)
  const place = (bin: number) => x(data!.from + bin * data!.width)
  svg
    .select('g.chart-bars')
    .selectAll<SVGRectElement, number>('rect')
    .data(data ? [...data.counts] : [])
    .join('rect')
    .attr('class', (_, bin) => `chart-bar${bin === cursor ? ' is-here' : ''}`)
    .attr('x', (_, bin) => (place(bin) + 0.5).toFixed(1))
    .attr('width', (_, bin) => Math.max(0.5, place(bin + 1) - place(bin) - 1).toFixed(1))
    .attr('y', count => y(count).toFixed(1))
    .attr('height', count => (floor - y(count)).toFixed(1))
}

// Cursor

function binAt({ data, x }: View, px: number): number {
  if (!data) return -1
  const bin = Math.floor((x.invert(px) - data.from) / data.width)
  return bin >= 0 && bin < data.counts.length ? bin : -1
}

function moveCursor(view: View, cursor: number, speak = false): void {
  if (view.cursor === cursor && !speak) return
  view.cursor = cursor
  drawBars(view)
  showCursor(view)
  const facts = factsOf(view)
  if (speak) announce(view.container, facts ? `${facts.title}, ${facts.lines[0]!.value}` : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !view.data) return
  const last = view.data.counts.length - 1
  if (event.key === 'ArrowRight') moveCursor(view, Math.min(last, view.cursor + 1), true)
  else if (event.key === 'ArrowLeft') moveCursor(view, Math.max(0, view.cursor - 1), true)
  else if (event.key === 'Escape' && view.cursor >= 0) moveCursor(view, -1, true)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function factsOf({ data, text, cursor }: View) {
  if (!data || cursor < 0 || cursor >= data.counts.length) return null
  return {
    title: binName(data, cursor),
    lines: [{ label: text.count, value: formatStep(data.counts[cursor]!) }],
  }
}

function binName({ from, width }: ResidualsData, bin: number): string {
  return `${formatValue(from + bin * width, 4)} … ${formatValue(from + (bin + 1) * width, 4)}`
}

function showCursor(view: View): void {
  const facts = factsOf(view)
  const { data, x, y, cursor } = view
  if (!facts || !data) showTooltip(view.container, null)
  else {
    const middle = data.from + (cursor + 0.5) * data.width
    showTooltip(view.container, facts, x(middle), y(data.counts[cursor]! / 2))
  }
}

function describe({ container, data, text }: View): void {
  const content = data ? text.note : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content}`)
  drawTextTable(container, {
    caption: `${text.title}. ${text.note}`,
    head: [text.axis, text.count],
    rows: [...(data?.counts ?? [])].map((count, bin) => [binName(data!, bin), formatStep(count)]),
  })
}
