import { type ScaleContinuousNumeric, type ScaleLinear, scaleLinear, scaleLog } from 'd3'
import { createChart, describeChart, drawHead, layerOf, oneLine, type Svg } from '../chart-frame'
import { type AxisTick, axisTicks } from '../curves/value-axis'
import { drawEmptyText } from '../empty'
import { formatStep, formatValue, textWidth, writeTick } from '../format'
import type { Size } from '../size'
import { drawStepAxis } from '../step-axis'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'

/** One line of the overlay: a run's training or validation curve. */
export interface OverlayLine {
  readonly label: string
  /** Which of the eight colours. */
  readonly colour: number
  readonly dashed: boolean
  readonly points: readonly { readonly step: number; readonly value: number }[]
}

export interface OverlayOptions {
  readonly log: boolean
  readonly percent: boolean
  readonly text: {
    readonly title: string
    /** How the lines differ. */
    readonly note: string
    readonly step: string
    readonly empty: string
    readonly role: string
  }
}

interface View {
  readonly container: HTMLElement
  readonly svg: Svg
  lines: readonly OverlayLine[]
  options: OverlayOptions
  x: ScaleLinear<number, number>
  y: ScaleContinuousNumeric<number, number>
  plot: { left: number; top: number; width: number; height: number }
  /** The step under the cursor. */
  cursor: number | null
}

const views = new WeakMap<HTMLElement, View>()
const top = 40
const bottom = 24
const right = 44

/** Draws the curves of several runs over each other. Call it again to redraw. */
export function drawOverlay(
  container: HTMLElement,
  lines: readonly OverlayLine[],
  size: Size,
  options: OverlayOptions,
): void {
  const view = views.get(container) ?? createView(container, options)
  view.lines = lines
  view.options = options
  const domain = domainOf(lines, options)
  const height = Math.max(0, size.height - top - bottom)
  const ticks = domain ? axisTicks(domain, height, options) : []
  const left = Math.ceil(Math.max(24, ...ticks.map(({ label }) => textWidth(label)))) + 10
  view.plot = { left, top, width: Math.max(0, size.width - left - right), height }
  const steps = lines.flatMap(({ points }) => points.map(({ step }) => step))
  const from = Math.min(...steps, Number.POSITIVE_INFINITY)
  const to = Math.max(...steps, Number.NEGATIVE_INFINITY)
  const ends = domain ? [from, Math.max(to, from + 1)] : [0, 1]
  view.x = scaleLinear(ends, [0, view.plot.width])
  view.y = (options.log ? scaleLog() : scaleLinear())
    .domain(domain ?? [0.1, 1])
    .range([height, 0])
    .clamp(true)
  view.svg.attr('width', size.width).attr('height', size.height)
  const visible = domain !== null && view.plot.width > 20 && height > 20
  drawFrame(view, visible ? ticks : [], visible)
  drawLines(view, visible)
  drawEmptyText(layerOf(view.svg, 'empty'), domain ? null : options.text.empty, size)
  drawCursor(view)
  describe(view)
}

function createView(container: HTMLElement, options: OverlayOptions): View {
  const svg = createChart(container, ['title', 'grid', 'axis', 'lines', 'cursor', 'empty'], {
    onPoint: place => moveCursor(view, place && stepAt(view, place[0])),
    onKey: event => onKey(view, event),
  })
  const plot = { left: 0, top: 0, width: 0, height: 0 }
  const view: View = {
    container,
    svg,
    lines: [],
    options,
    x: scaleLinear(),
    y: scaleLinear(),
    plot,
    cursor: null,
  }
  views.set(container, view)
  return view
}

const drawableOn = (log: boolean) => (value: number) =>
  Number.isFinite(value) && (!log || value > 0)

function domainOf(
  lines: readonly OverlayLine[],
  { log, percent }: OverlayOptions,
): [number, number] | null {
  const values = lines
    .flatMap(({ points }) => points.map(({ value }) => value))
    .filter(drawableOn(log))
  if (values.length === 0) return null
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  if (percent) return [low < 0.5 ? 0 : 0.5, 1]
  if (log) return [low / 1.2, high * 1.2]
  const [start, end] = scaleLinear([Math.min(0, low), high > 0 ? high : 1], [0, 1])
    .nice(5)
    .domain()
  return [start!, end!]
}

function drawFrame(
  { svg, plot, x, y, options }: View,
  ticks: readonly AxisTick[],
  visible: boolean,
) {
  const { title, note, step } = options.text
  drawHead(layerOf(svg, 'title'), [
    { name: 'chart-heading', label: title, x: 0, y: 14 },
    { name: 'chart-measure', label: note, x: 0, y: 30 },
  ])
  layerOf(svg, 'grid')
    .attr('transform', `translate(${plot.left},${plot.top})`)
    .selectAll<SVGGElement, AxisTick>('g.tick')
    .data(ticks)
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('x', -8).attr('dy', '0.35em').attr('text-anchor', 'end')
      return tick
    })
    .attr('transform', tick => `translate(0,${y(tick.value).toFixed(1)})`)
    .call(tick => tick.select('line').attr('x2', plot.width))
    .call(tick =>
      tick.select<SVGTextElement>('text').each(function (d) {
        writeTick(this, d.label)
      }),
    )
  const axis = layerOf(svg, 'axis')
    .attr('transform', `translate(${plot.left},${plot.top + plot.height})`)
    .attr('display', visible ? null : 'none')
  if (visible) drawStepAxis(axis, x)
  axis
    .selectAll('text.chart-axis-title')
    .data([step])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('x', plot.width + 12)
    .attr('y', 15)
    .text(d => d)
}

function drawLines({ svg, lines, plot, x, y, options }: View, visible: boolean): void {
  const drawable = drawableOn(options.log)
  const path = ({ points }: OverlayLine) => {
    let pen = 'M'
    let d = ''
    for (const { step, value } of points) {
      // What cannot be drawn is a gap.
      if (!drawable(value)) pen = 'M'
      else {
        d += `${pen}${x(step).toFixed(1)},${y(value).toFixed(1)}`
        pen = 'L'
      }
    }
    return d
  }
  const root = layerOf(svg, 'lines').attr('transform', `translate(${plot.left},${plot.top})`)
  const shown = visible ? lines : []
  root
    .selectAll<SVGPathElement, OverlayLine>('path')
    .data(shown)
    .join('path')
    .attr('class', d => `chart-line run-${d.colour}${d.dashed ? ' is-dashed' : ''}`)
    .attr('data-label', d => d.label)
    .attr('d', d => path(d) || null)
  // A line needs two points: a single one is seen as a dot.
  root
    .selectAll<SVGCircleElement, OverlayLine>('circle')
    .data(shown.filter(({ points }) => points.length === 1 && drawable(points[0]!.value)))
    .join('circle')
    .attr('class', d => `chart-dot run-${d.colour}`)
    .attr('r', 3)
    .attr('cx', d => x(d.points[0]!.step))
    .attr('cy', d => y(d.points[0]!.value))
}

function stepAt({ x, plot }: View, px: number): number | null {
  if (px < plot.left - 4 || px > plot.left + plot.width + 4) return null
  const [from, to] = x.domain() as [number, number]
  return Math.min(to, Math.max(from, Math.round(x.invert(px - plot.left))))
}

function moveCursor(view: View, cursor: number | null, speak = false): void {
  view.cursor = cursor
  drawCursor(view)
  if (!speak) return
  const facts = cursor === null ? [] : factsAt(view, cursor)
  const said = facts.map(({ label, value }) => `${label} ${value}`)
  const title = cursor === null ? [] : [`${view.options.text.step} ${formatStep(cursor)}`]
  announce(view.container, [...title, ...said].join(', '))
}

/** Each line's newest value at a step. */
function factsAt({ lines, options }: View, step: number) {
  return lines.flatMap(line => {
    const { points } = line
    const found = points.findLast(point => point.step <= step) ?? points[0]
    if (!found || step > (points.at(-1)?.step ?? 0) * 1.02 + 1) return []
    const { value } = found
    const text =
      options.percent && Number.isFinite(value)
        ? `${(value * 100).toFixed(1)} %`
        : formatValue(value, 4)
    return [{ label: line.label, value: text, tone: `run-${line.colour}` }]
  })
}

function drawCursor(view: View): void {
  const { svg, plot, cursor, x, container, options, lines } = view
  const shown = cursor !== null && lines.length > 0 && plot.width > 0
  layerOf(svg, 'cursor')
    .attr('transform', `translate(${plot.left},${plot.top})`)
    .selectAll('line')
    .data(shown ? [x(cursor)] : [])
    .join('line')
    .attr('x1', d => d)
    .attr('x2', d => d)
    .attr('y2', plot.height)
  if (!shown) {
    showTooltip(container, null)
    return
  }
  const title = `${options.text.step} ${formatStep(cursor)}`
  const content = { title, lines: factsAt(view, cursor) }
  showTooltip(container, content, plot.left + x(cursor), plot.top + plot.height / 2)
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const [from, to] = view.x.domain() as [number, number]
  const stride = Math.max(1, Math.round((to - from) / 100)) * (event.shiftKey ? 10 : 1)
  const at = view.cursor ?? to
  const go = (step: number) => moveCursor(view, Math.min(to, Math.max(from, step)), true)
  if (event.key === 'ArrowRight') go(at + stride)
  else if (event.key === 'ArrowLeft') go(view.cursor === null ? to : at - stride)
  else if (event.key === 'Home') go(from)
  else if (event.key === 'End') go(to)
  else if (event.key === 'Escape' && view.cursor !== null) moveCursor(view, null, true)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function describe({ container, lines, options }: View): void {
  const { text } = options
  const last = ({ label, points }: OverlayLine) =>
    `${label} ${formatValue(points.at(-1)!.value, 4)}`
  const drawn = lines.filter(({ points }) => points.length > 0)
  const content = drawn.length > 0 ? drawn.map(last).join(', ') : oneLine(text.empty)
  describeChart(container, { role: text.role, title: text.title, measure: text.note, content })
  drawTextTable(container, {
    caption: text.title,
    head: ['', text.step, text.title],
    rows: drawn.map(line => {
      const { step, value } = line.points.at(-1)!
      return [line.label, formatStep(step), formatValue(value, 4)]
    }),
  })
}
