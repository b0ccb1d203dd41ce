import {
  pointer,
  type ScaleContinuousNumeric,
  type Selection,
  scaleLinear,
  scaleLog,
  select,
} from 'd3'
import {
  brokenRuns,
  type Drawable,
  type Extremes,
  linePath,
  placeLabels,
  smooth,
} from './curve-shapes'
import { formatStep, formatValue, powerOfTen, textWidth, writeTick } from './format'
import type { Size } from './heatmap'
import { drawStepAxis } from './step-axis'
import { announce, showTooltip, type TooltipLine } from './tooltip'

/** Names a colour; the style sheet decides which. */
export type Tone = 'train' | 'validation' | 'test'

/** A value of every step. */
export interface StepLine extends Extremes {
  readonly label: string
  readonly tone: Tone
}

/** Values measured now and then. */
export interface PointLine {
  readonly label: string
  readonly tone: Tone
  readonly points: readonly { readonly step: number; readonly value: number }[]
}

export interface CurvesData {
  readonly step: Extremes
  readonly epoch: Extremes
  readonly count: number
  readonly stride: number
  readonly line: StepLine
  readonly pointLines: readonly PointLine[]
}

export interface CurvesText {
  readonly title: string
  /** Title of the vertical axis, with its unit. */
  readonly axis: string
  readonly log: string
  readonly step: string
  readonly epoch: string
  readonly smoothed: string
  readonly empty: string
  readonly role: string
}

export interface CurvesOptions {
  /** Equal ratios, not equal differences, are equally far apart; values ≤ 0 are gaps. */
  readonly log: boolean
  /** Fractions from 0 to 1, written in per cent. */
  readonly percent: boolean
  readonly text: CurvesText
}

interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface View {
  readonly container: HTMLElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: CurvesData
  options: CurvesOptions
  size: Size
  plot: Plot
  x: ReturnType<typeof scaleLinear<number, number>>
  y: ScaleContinuousNumeric<number, number>
  smoothed: Float64Array
  cursor: number | null
}

const views = new WeakMap<HTMLElement, View>()

const titleHeight = 26
const axisHeight = 24
const endLabelHeight = 27

/**
 * Draws one quantity over the steps: each step's value in a light line, its moving average in a
 * strong one, and values measured now and then as points. Call it again to redraw.
 */
export function drawCurves(
  container: HTMLElement,
  data: CurvesData,
  size: Size,
  options: CurvesOptions,
): void {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  const drawable = drawableOn(options.log)
  view.smoothed = smooth(data.line, data.count, smoothingWindow(data.count), drawable)
  const domain = valueRange(data, options)
  const rawTicks = domain ? axisTicks(domain, size.height - titleHeight - axisHeight, options) : []
  view.plot = layOut(
    data,
    size,
    rawTicks.map(tick => tick.label),
  )
  const { plot } = view
  const points = data.pointLines.flatMap(line => line.points.map(point => point.step))
  // The first evaluation is made at step 0, before the first step.
  const first = Math.min(data.count > 0 ? data.step.min[0]! : 0, ...points)
  const last = Math.max(data.count > 0 ? data.step.max[data.count - 1]! : 1, ...points)
  view.x = scaleLinear([first, Math.max(last, first + 1)], [0, plot.width])
  view.y = (options.log ? scaleLog() : scaleLinear())
    .domain(domain ?? [0.1, 1])
    .range([plot.height, 0])
    .clamp(true)

  view.svg.attr('width', size.width).attr('height', size.height)
  const visible = domain !== null && plot.width > 20 && plot.height > 20
  drawFrame(view, rawTicks, visible)
  drawLines(view, visible)
  drawEndLabels(view, visible)
  drawEmpty(view, domain !== null)
  drawCursor(view)
  describe(view)
}

function drawableOn(log: boolean): Drawable {
  return log ? value => value > 0 && value < Number.POSITIVE_INFINITY : Number.isFinite
}

/** Slots averaged: a fiftieth of the run, so that the average lags by a pixel or two at most. */
function smoothingWindow(count: number): number {
  return Math.max(1, Math.min(50, Math.round(count / 50)))
}

function createView(
  container: HTMLElement,
  data: CurvesData,
  size: Size,
  options: CurvesOptions,
): View {
  const root = select(container).classed('chart', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'grid', 'axis', 'lines', 'ends', 'cursor', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const view: View = {
    container,
    svg,
    data,
    options,
    size,
    plot: { left: 0, top: 0, width: 0, height: 0 },
    x: scaleLinear(),
    y: scaleLinear(),
    smoothed: new Float64Array(0),
    cursor: null,
  }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => {
      const [px, py] = pointer(event, container)
      const { plot } = view
      const inside =
        px >= plot.left - 4 &&
        px <= plot.left + plot.width + 4 &&
        py >= plot.top &&
        py <= plot.top + plot.height
      moveCursor(view, inside ? nearestSlot(view, px - plot.left) : null)
    })
    .on('pointerleave', () => moveCursor(view, null))
    .on('blur', () => moveCursor(view, null))
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

// Scales

/** Range of the vertical axis; null when there is nothing that can be drawn. */
export function valueRange(data: CurvesData, options: CurvesOptions): [number, number] | null {
  const drawable = drawableOn(options.log)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  function include(value: number): void {
    if (!drawable(value)) return
    if (value < low) low = value
    if (value > high) high = value
  }
  for (let i = 0; i < data.count; i++) {
    include(data.line.min[i]!)
    include(data.line.max[i]!)
  }
  for (const { points } of data.pointLines) for (const { value } of points) include(value)
  if (low > high) return null
  if (options.percent) return [low < 0.5 ? 0 : 0.5, 1]
  if (options.log) {
    // At least half a decade, so that a flat line does not fill the height with noise.
    const grow = Math.max(1.05, 10 ** (0.25 - Math.log10(high / low) / 2))
    return [low / grow, high * grow]
  }
  const ends = low >= 0 ? [0, high || 1] : [low, high > low ? high : low + 1]
  const [bottom, top] = scaleLinear(ends, [0, 1]).nice(5).domain()
  return [bottom!, top!]
}

export interface AxisTick {
  readonly value: number
  readonly label: string
}

/** Marks of the vertical axis, at most one in 34 pixels. */
export function axisTicks(
  domain: readonly [number, number],
  height: number,
  { log, percent }: Pick<CurvesOptions, 'log' | 'percent'>,
): AxisTick[] {
  const most = Math.max(2, Math.floor(height / 34))
  const [low, high] = domain
  if (!log) {
    const scale = scaleLinear().domain(domain)
    return scale.ticks(most).map(value => ({
      value,
      label: percent ? `${Math.round(value * 100)} %` : formatValue(Number(value.toPrecision(6))),
    }))
  }
  const first = Math.ceil(Math.log10(low))
  const last = Math.floor(Math.log10(high))
  if (last - first >= 1) {
    const every = Math.ceil((last - first + 1) / most)
    const ticks: AxisTick[] = []
    for (let exponent = last; exponent >= first; exponent -= every) {
      ticks.unshift({ value: 10 ** exponent, label: powerOfTen(exponent) })
    }
    return ticks
  }
  // Within about a decade: 1, 2 and 5 of each power.
  const exponent = Math.floor(Math.log10(low))
  const ticks = [exponent, exponent + 1].flatMap(e =>
    [1, 2, 3, 5].map(mantissa => Number(`${mantissa}e${e}`)),
  )
  const within = ticks.filter(value => value >= low && value <= high)
  return within.slice(-most).map(value => ({ value, label: formatValue(value) }))
}

function layOut(data: CurvesData, size: Size, tickLabels: readonly string[]): Plot {
  const left = Math.ceil(Math.max(24, ...tickLabels.map(label => textWidth(label)))) + 10
  const names = [data.line.label, ...data.pointLines.map(line => line.label)]
  const right = Math.ceil(Math.max(40, ...names.map(name => textWidth(name)))) + 16
  return {
    left,
    top: titleHeight + 6,
    width: Math.max(0, size.width - left - right),
    height: Math.max(0, size.height - titleHeight - 6 - axisHeight),
  }
}

// Drawing

function drawFrame(view: View, ticks: readonly AxisTick[], visible: boolean): void {
  const { plot, options, x, y, data } = view
  const title = group(view, 'title')
  title
    .selectAll('text.chart-heading')
    .data([options.text.title])
    .join('text')
    .attr('class', 'chart-heading')
    .attr('x', 0)
    .attr('y', 14)
    .text(d => d)
  const axisTitle = options.log ? `${options.text.axis}, ${options.text.log}` : options.text.axis
  const titleWidth = textWidth(options.text.title, 12)
  title
    .selectAll('text.chart-measure')
    .data(titleWidth + 14 + textWidth(axisTitle) <= view.size.width ? [axisTitle] : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('x', titleWidth + 14)
    .attr('y', 14)
    .text(d => d)

  const place = `translate(${plot.left},${plot.top})`
  group(view, 'grid')
    .attr('transform', place)
    .selectAll<SVGGElement, AxisTick>('g.tick')
    .data(visible ? ticks : [])
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

  const axis = group(view, 'axis')
    .attr('transform', `translate(${plot.left},${plot.top + plot.height})`)
    .attr('display', visible ? null : 'none')
  axis
    .selectAll('line.chart-baseline')
    .data([0])
    .join('line')
    .attr('class', 'chart-baseline')
    .attr('x2', plot.width)
  const ticked = axis
    .selectAll<SVGGElement, number>('g.chart-ticks')
    .data([0])
    .join('g')
    .attr('class', 'chart-ticks')
  if (visible) drawStepAxis(select(ticked.node()!), x)
  axis
    .selectAll('text.chart-axis-title')
    .data([options.text.step])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('x', plot.width + 12)
    .attr('y', 15)
    .text(d => d)

  // Steps whose value is NaN or infinite: a band, so that a gap is seen and not overlooked.
  const runs = visible ? brokenRuns(data.line, data.count) : []
  const bands = group(view, 'lines').attr('transform', place)
  bands
    .selectAll<SVGRectElement, [number, number]>('rect.chart-broken')
    .data(runs)
    .join(enter => enter.insert('rect', ':first-child').attr('class', 'chart-broken'))
    .attr('x', ([first]) => x(slotStep(data, first)) - 1)
    .attr('width', ([first, last]) =>
      Math.max(2, x(slotStep(data, last)) - x(slotStep(data, first)) + 2),
    )
    .attr('height', plot.height)
  const middle = ([first, last]: [number, number]) =>
    (x(slotStep(data, first)) + x(slotStep(data, last))) / 2
  bands
    .selectAll<SVGTextElement, [number, number]>('text.chart-broken-label')
    .data(runs.filter(([first, last]) => x(slotStep(data, last)) - x(slotStep(data, first)) >= 16))
    .join('text')
    .attr('class', 'chart-broken-label')
    .attr('text-anchor', 'middle')
    .attr('dy', '0.35em')
    .attr('transform', d => `translate(${middle(d).toFixed(1)},${plot.height / 2}) rotate(-90)`)
    .text('NaN / Inf')
}

function slotStep(data: CurvesData, slot: number): number {
  return data.step.min[slot]!
}

function drawLines(view: View, visible: boolean): void {
  const { data, x, y, smoothed, options } = view
  const root = group(view, 'lines')
  const drawable = drawableOn(options.log)
  const place = (slot: number) => x(slotStep(data, slot))
  const paths = visible
    ? [
        {
          kind: 'raw',
          tone: data.line.tone,
          d: linePath(data.line, data.count, place, y, drawable),
        },
        {
          kind: 'smooth',
          tone: data.line.tone,
          d: linePath({ min: smoothed, max: smoothed }, data.count, place, y, drawable),
        },
        ...data.pointLines.map(({ points, tone }) => {
          const values = Float64Array.from(points, point => point.value)
          const at = (i: number) => x(points[i]!.step)
          const d = linePath({ min: values, max: values }, points.length, at, y, drawable)
          return { kind: 'points', tone, d }
        }),
      ]
    : []
  root
    .selectAll<SVGPathElement, (typeof paths)[number]>('path')
    .data(paths)
    .join('path')
    .attr('class', p => `chart-line is-${p.kind} tone-${p.tone}`)
    .attr('d', p => p.d || null)
  const dots = visible
    ? data.pointLines.flatMap(({ points, tone }) =>
        points.length * 12 <= view.plot.width
          ? points.filter(p => drawable(p.value)).map(p => ({ ...p, tone }))
          : [],
      )
    : []
  // A line needs two points: a single step is seen as one.
  if (visible && data.count === 1 && drawable(data.line.max[0]!)) {
    dots.push({ step: slotStep(data, 0), value: data.line.max[0]!, tone: data.line.tone })
  }
  root
    .selectAll<SVGCircleElement, (typeof dots)[number]>('circle')
    .data(dots)
    .join('circle')
    .attr('class', d => `chart-dot tone-${d.tone}`)
    .attr('r', 2.5)
    .attr('cx', d => x(d.step).toFixed(1))
    .attr('cy', d => y(d.value).toFixed(1))
}

function write(view: View, value: number, digits?: number): string {
  if (view.options.percent && Number.isFinite(value)) {
    return `${(value * 100).toFixed(digits === undefined ? 2 : 1)} %`
  }
  return formatValue(value, digits)
}

interface EndLabel {
  readonly label: string
  readonly tone: Tone
  readonly value: string
  /** False where the value is NaN: its label stands at the bottom, without a line to it. */
  readonly anchored: boolean
  readonly anchorY: number
}

function endLabels(view: View): EndLabel[] {
  const { data, y, smoothed, options } = view
  const drawable = drawableOn(options.log)
  const labels: EndLabel[] = []
  function add(label: string, tone: Tone, value: number): void {
    labels.push({
      label,
      tone,
      value: write(view, value, 3),
      anchored: drawable(value),
      anchorY: drawable(value) ? y(value) : view.plot.height,
    })
  }
  if (data.count > 0) {
    const last = data.count - 1
    add(data.line.label, data.line.tone, smoothed[last]!)
  }
  for (const { label, tone, points } of data.pointLines) {
    const last = points.at(-1)
    if (last) add(label, tone, last.value)
  }
  return labels
}

function drawEndLabels(view: View, visible: boolean): void {
  const { plot } = view
  const labels = visible ? endLabels(view) : []
  const places = placeLabels(
    labels.map(label => label.anchorY),
    endLabelHeight,
    -8,
    plot.height + 4,
  )
  const root = group(view, 'ends').attr('transform', `translate(${plot.left},${plot.top})`)
  const items = root
    .selectAll<SVGGElement, EndLabel>('g')
    .data(labels)
    .join(enter => {
      const item = enter.append('g')
      item.append('path')
      item.append('text').attr('class', 'chart-end-name').attr('dy', '-0.15em')
      item.append('text').attr('class', 'chart-end-value').attr('dy', '0.95em')
      return item
    })
    .attr('class', d => `chart-end tone-${d.tone}`)
  const right = plot.width
  items
    .select('path')
    .attr('display', d => (d.anchored ? null : 'none'))
    .attr(
      'd',
      (d, i) => `M${right + 2},${d.anchorY.toFixed(1)}L${right + 9},${places[i]!.toFixed(1)}`,
    )
  items.selectAll('text').attr('x', right + 12)
  items
    .select('.chart-end-name')
    .attr('y', (_, i) => places[i]!.toFixed(1))
    .text(d => d.label)
  items
    .select('.chart-end-value')
    .attr('y', (_, i) => places[i]!.toFixed(1))
    .text(d => d.value)
}

function drawEmpty(view: View, hasValues: boolean): void {
  const { size, options } = view
  group(view, 'empty')
    .selectAll<SVGTextElement, string>('text')
    .data(hasValues ? [] : options.text.empty.split('\n'))
    .join('text')
    .attr('class', 'chart-empty')
    .attr('text-anchor', 'middle')
    .attr('x', size.width / 2)
    .attr('y', (_, i) => size.height / 2 + (i - 0.5) * 18)
    .attr('dy', '0.35em')
    .text(d => d)
}

// Cursor

/** Slot whose step is nearest to a place on the plot. */
function nearestSlot(view: View, px: number): number | null {
  const { data, x } = view
  if (data.count === 0) return null
  const step = x.invert(px)
  let low = 0
  let high = data.count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (data.step.max[middle]! < step - 0.5) low = middle + 1
    else high = middle
  }
  return low
}

function moveCursor(view: View, cursor: number | null, speak = false): void {
  view.cursor = cursor
  drawCursor(view)
  if (!speak) return
  const facts = cursor === null ? null : cursorFacts(view, cursor)
  const lines = facts?.lines.map(line => `${line.label} ${line.value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, cursor, plot } = view
  if (data.count === 0) return
  const last = data.count - 1
  const pixel = Math.max(1, Math.round(data.count / Math.max(1, plot.width)))
  const stride = pixel * (event.shiftKey ? 10 : 1)
  const moves: Record<string, () => number | null> = {
    ArrowLeft: () => (cursor === null ? last : Math.max(0, cursor - stride)),
    ArrowRight: () => (cursor === null ? last : Math.min(last, cursor + stride)),
    Home: () => 0,
    End: () => last,
    Escape: () => null,
  }
  if (!Object.hasOwn(moves, event.key)) return
  moveCursor(view, moves[event.key]!(), true)
  event.preventDefault()
  event.stopPropagation()
}

function cursorFacts(view: View, slot: number): { title: string; lines: TooltipLine[] } {
  const { data, options, smoothed } = view
  const { text } = options
  const from = data.step.min[slot]!
  const to = data.step.max[slot]!
  const low = data.line.min[slot]!
  const high = data.line.max[slot]!
  const steps = from === to ? formatStep(from) : `${formatStep(from)} – ${formatStep(to)}`
  const raw =
    low === high || (Number.isNaN(low) && Number.isNaN(high))
      ? write(view, high)
      : `${write(view, low)} … ${write(view, high)}`
  const lines: TooltipLine[] = [
    { label: data.line.label, value: raw, tone: `tone-${data.line.tone} is-raw` },
    {
      label: text.smoothed,
      value: write(view, smoothed[slot]!),
      tone: `tone-${data.line.tone}`,
    },
  ]
  for (const { label, tone, points } of data.pointLines) {
    const nearest = nearestPoint(points, (from + to) / 2)
    if (nearest) {
      const at = `${text.step} ${formatStep(nearest.step)}`
      lines.push({
        label: `${label}, ${at}`,
        value: write(view, nearest.value),
        tone: `tone-${tone}`,
      })
    }
  }
  return {
    title: `${text.step} ${steps} · ${text.epoch} ${formatStep(data.epoch.max[slot]!)}`,
    lines,
  }
}

function nearestPoint<T extends { step: number }>(points: readonly T[], step: number): T | null {
  let nearest: T | null = null
  for (const point of points) {
    if (!nearest || Math.abs(point.step - step) < Math.abs(nearest.step - step)) nearest = point
  }
  return nearest
}

function drawCursor(view: View): void {
  const { container, data, plot, x, y, smoothed, options } = view
  const root = group(view, 'cursor').attr('transform', `translate(${plot.left},${plot.top})`)
  const slot = view.cursor !== null && view.cursor < data.count ? view.cursor : null
  if (slot === null) {
    root.selectAll('*').remove()
    showTooltip(container, null)
    return
  }
  const at = x(slotStep(data, slot))
  root
    .selectAll('line')
    .data([0])
    .join('line')
    .attr('x1', at)
    .attr('x2', at)
    .attr('y2', plot.height)
  const drawable = drawableOn(options.log)
  root
    .selectAll<SVGCircleElement, number>('circle')
    .data([smoothed[slot]!].filter(drawable))
    .join('circle')
    .attr('class', `chart-dot tone-${data.line.tone}`)
    .attr('r', 3.5)
    .attr('cx', at)
    .attr('cy', value => y(value))
  showTooltip(container, cursorFacts(view, slot), plot.left + at, plot.top + plot.height / 2)
}

function describe(view: View): void {
  const { container, options } = view
  const { text } = options
  const figures = endLabels(view).map(({ label, value }) => `${label} ${value}`)
  const content = figures.length > 0 ? figures.join(', ') : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${text.axis}. ${content}`)
}
