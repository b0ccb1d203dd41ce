import { pointer, type Selection, scaleLinear, scaleLog, select } from 'd3'
import { elide, formatStep, formatValue, powerOfTen, textWidth, writeTick } from './format'
import {
  type CellRow,
  type ColourScale,
  cellCodes,
  type Domain,
  extremes,
  type Grid,
  gridFor,
  paintCells,
  type RangeMode,
  rowEdge,
  type Slots,
  valueDomain,
  widenLogDomain,
} from './heatmap-cells'
import {
  type ChartTheme,
  cividis,
  infCell,
  nanCell,
  palettes,
  type SpecialCell,
  specialPixel,
  zeroCell,
} from './palette'
import { drawStepAxis } from './step-axis'
import { announce, showTooltip } from './tooltip'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface HeatmapRow extends CellRow {
  /** The tensor: `dense1.W`. */
  readonly name: string
  /** The layer as its user calls it. */
  readonly label: string
  readonly nodeId: string
  /** Value of the newest step, exact. */
  readonly latest: number
}

export interface HeatmapData extends Slots {
  /** From input (top) to output (bottom). */
  readonly rows: readonly HeatmapRow[]
  /** Number of the first and the last step of each slot, and their epochs. */
  readonly step: CellRow
  readonly epoch: CellRow
}

export interface HeatmapText {
  readonly title: string
  /** What a colour stands for: `RMS of dL/dW per element`. */
  readonly measure: string
  readonly step: string
  readonly epoch: string
  readonly zero: string
  readonly largest: string
  readonly smallest: string
  /** What will be here, while there is nothing. */
  readonly empty: string
  /** Says what kind of thing a screen reader has reached. */
  readonly role: string
  summary(first: string, last: string, ratio: string): string
  /** The text alternative. */
  description(
    first: string,
    firstValue: string,
    last: string,
    lastValue: string,
    ratio: string,
  ): string
}

export interface HeatmapOptions {
  readonly theme: ChartTheme
  readonly pixelRatio: number
  /** Logarithmic colours; otherwise linear from 0 to 1, for fractions. */
  readonly log: boolean
  readonly range: RangeMode
  /** The range while it is locked; the whole run's until then. */
  readonly lockedDomain?: Domain | undefined
  readonly selectedNodeId: string | null
  onSelectNode(nodeId: string): void
  readonly text: HeatmapText
}

/** A place in the data, not on the screen: it stays on its step while the run grows. */
interface Cursor {
  readonly row: number
  readonly slot: number
}

interface Layout {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface View {
  readonly container: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>
  data: HeatmapData
  size: Size
  options: HeatmapOptions
  layout: Layout
  grid: Grid
  cursor: Cursor | null
  codes: Int16Array<ArrayBuffer>
  image: ImageData | null
}

const views = new WeakMap<HTMLElement, View>()

const titleHeight = 26
const axisHeight = 22
const legendHeight = 34
const labelHeight = 13
/** A single step is never wider than this. */
const widestStep = 18
const swatch = { width: 16, height: 10 }

/**
 * Draws a quantity by layer and step: cells on a canvas, everything else in SVG above it. Call it
 * again with the same container to redraw.
 * @returns the range of values the colours span, to lock it; null when there are none
 */
export function drawHeatmap(
  container: HTMLElement,
  data: HeatmapData,
  size: Size,
  options: HeatmapOptions,
): Domain | null {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  view.layout = layOut(data, size)
  const domain = chooseDomain(data, options)
  const scale: ColourScale = { log: options.log, domain: domain ?? [0.1, 1] }
  view.grid = gridFor(
    data,
    Math.max(1, Math.round(view.layout.width * options.pixelRatio)),
    widestStep * options.pixelRatio,
  )
  view.svg.attr('width', size.width).attr('height', size.height)
  const drawable = data.rows.length > 0 && view.layout.width > 0 && view.layout.height > 0
  drawCells(view, scale, drawable)
  drawTitle(view, drawable)
  drawRows(view, drawable)
  drawSteps(view, drawable)
  drawLegend(view, scale, drawable && domain !== null)
  drawEmpty(view, drawable)
  drawCursor(view)
  describe(view)
  return domain
}

function chooseDomain(data: HeatmapData, options: HeatmapOptions): Domain | null {
  const { log, range, lockedDomain } = options
  if (!log) return data.count > 0 ? [0, 1] : null
  if (range === 'locked' && lockedDomain) return lockedDomain
  const domain = valueDomain(data, range === 'locked' ? 'all' : range, true)
  return domain && widenLogDomain(domain)
}

function layOut(data: HeatmapData, size: Size): Layout {
  const widest = Math.max(40, ...data.rows.map(row => textWidth(row.label)))
  const left = Math.min(widest, 150, size.width * 0.25) + 14
  return {
    left: Math.round(left),
    top: titleHeight,
    width: Math.floor(size.width - Math.round(left) - 6),
    height: Math.floor(size.height - titleHeight - axisHeight - legendHeight),
  }
}

function createView(
  container: HTMLElement,
  data: HeatmapData,
  size: Size,
  options: HeatmapOptions,
): View {
  const root = select(container).classed('chart', true)
  const canvas = root.append('canvas').attr('aria-hidden', 'true').node()!
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'rows', 'axis', 'legend', 'cursor', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const view: View = {
    container,
    canvas,
    svg,
    data,
    size,
    options,
    layout: layOut(data, size),
    grid: { group: 1, columns: 0, span: 1, binned: false },
    cursor: null,
    codes: new Int16Array(0),
    image: null,
  }
  views.set(container, view)

  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => {
      const [x, y] = pointer(event, container)
      moveCursor(view, cursorAt(view, x, y))
    })
    .on('pointerleave', () => moveCursor(view, null))
    .on('click', event => {
      const [x, y] = pointer(event, container)
      const row = rowAt(view, x, y)
      if (row) view.options.onSelectNode(row.nodeId)
    })
    .on('blur', () => moveCursor(view, null))
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

function group(view: View, name: string): Selection<SVGGElement, unknown, null, undefined> {
  return view.svg.select<SVGGElement>(`g.chart-${name}`)
}

// Cells

function drawCells(view: View, scale: ColourScale, drawable: boolean): void {
  const { canvas, size, options, layout, data, grid } = view
  const ratio = options.pixelRatio
  const width = Math.max(1, Math.round(size.width * ratio))
  const height = Math.max(1, Math.round(size.height * ratio))
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
    select(canvas).style('width', `${size.width}px`).style('height', `${size.height}px`)
  }
  const context = canvas.getContext('2d')
  if (!context) return
  context.clearRect(0, 0, width, height)
  if (!drawable) return
  const palette = palettes[options.theme]
  const unit = Math.max(1, Math.round(ratio))
  const plotWidth = Math.round(layout.width * ratio)
  const plotHeight = Math.round(layout.height * ratio)
  let image = view.image
  if (!image || image.width !== plotWidth || image.height !== plotHeight) {
    image = context.createImageData(plotWidth, plotHeight)
    view.image = image
  }
  view.codes = cellCodes(data, grid, scale, view.codes)
  const pixels = new Uint32Array(image.data.buffer)
  const raster = { width: plotWidth, height: plotHeight, pixels }
  paintCells(raster, view.codes, data.rows.length, data, grid, palette, unit)
  context.putImageData(image, Math.round(layout.left * ratio), Math.round(layout.top * ratio))

  for (const { code, x } of swatches(view)) {
    const w = Math.round(swatch.width * ratio)
    const h = Math.round(swatch.height * ratio)
    const sample = context.createImageData(w, h)
    const sampled = new Uint32Array(sample.data.buffer)
    for (let i = 0; i < sampled.length; i++) {
      sampled[i] = specialPixel(palette, code, i % w, Math.floor(i / w), unit)
    }
    context.putImageData(sample, Math.round(x * ratio), Math.round((legendTop(view) + 4) * ratio))
  }
}

// Title

/** `1.1e−6 ÷ 0.2 = 5.5e−6`: how much of the gradient at the output is left at the input. */
function endToEnd(
  data: HeatmapData,
): { first: HeatmapRow; last: HeatmapRow; ratio: number } | null {
  const first = data.rows[0]
  const last = data.rows.at(-1)
  if (!first || !last || first === last || data.count === 0) return null
  const ratio = first.latest / last.latest
  return Number.isFinite(ratio) ? { first, last, ratio } : null
}

function drawTitle(view: View, drawable: boolean): void {
  const { layout, options, data } = view
  const { text, log } = options
  const root = group(view, 'title')
  root
    .selectAll('text.chart-heading')
    .data([text.title])
    .join('text')
    .attr('class', 'chart-heading')
    .attr('x', layout.left)
    .attr('y', 14)
    .text(d => d)
  const ends = drawable && log ? endToEnd(data) : null
  const summary = ends
    ? text.summary(
        `${ends.first.label} ${formatValue(ends.first.latest, 2)}`,
        `${ends.last.label} ${formatValue(ends.last.latest, 2)}`,
        formatValue(ends.ratio, 2),
      )
    : ''
  const titleWidth = textWidth(text.title, 12)
  const inTitle = drawable && !measureFits(view) ? [text.measure] : []
  root
    .selectAll('text.chart-measure')
    .data(inTitle)
    .join('text')
    .attr('class', 'chart-measure')
    .attr('x', layout.left + titleWidth + 14)
    .attr('y', 14)
    .text(d => d)
  const room =
    layout.width - titleWidth - 24 - (inTitle.length > 0 ? textWidth(text.measure) + 14 : 0)
  root
    .selectAll('text.chart-figure')
    .data(summary && textWidth(summary) <= room ? [summary] : [])
    .join('text')
    .attr('class', 'chart-figure')
    .attr('text-anchor', 'end')
    .attr('x', layout.left + layout.width)
    .attr('y', 14)
    .text(d => d)
}

// Rows

interface RowLabel {
  readonly row: HeatmapRow
  readonly y: number
  readonly selected: boolean
}

/** Every label, or every k-th when rows are too low for all; the selected row's before any other. */
export function rowLabels(
  rows: readonly HeatmapRow[],
  height: number,
  selectedNodeId: string | null,
): RowLabel[] {
  const every = Math.max(1, Math.ceil((labelHeight * rows.length) / height))
  const labels = rows.map((row, index) => ({
    row,
    index,
    y: ((index + 0.5) * height) / rows.length,
    selected: row.nodeId === selectedNodeId,
  }))
  const chosen = labels.filter(label => label.selected)
  const rest = labels.filter(label => !label.selected && label.index % every === 0)
  for (const label of [...labels.slice(-1), ...rest]) {
    if (chosen.every(other => Math.abs(other.y - label.y) >= labelHeight)) chosen.push(label)
  }
  return chosen
    .sort((a, b) => a.index - b.index)
    .map(({ row, y, selected }) => ({ row, y, selected }))
}

function drawRows(view: View, drawable: boolean): void {
  const { layout, data, options } = view
  const root = group(view, 'rows').attr('transform', `translate(${layout.left},${layout.top})`)
  root
    .selectAll('rect.chart-frame')
    .data(drawable ? [0] : [])
    .join('rect')
    .attr('class', 'chart-frame')
    .attr('x', -0.5)
    .attr('y', -0.5)
    .attr('width', layout.width + 1)
    .attr('height', layout.height + 1)
  root
    .selectAll<SVGTextElement, RowLabel>('text')
    .data(drawable ? rowLabels(data.rows, layout.height, options.selectedNodeId) : [])
    .join('text')
    .attr('class', d => (d.selected ? 'chart-row is-selected' : 'chart-row'))
    .attr('x', -8)
    .attr('y', d => d.y.toFixed(1))
    .attr('dy', '0.35em')
    .attr('text-anchor', 'end')
    .text(d => elide(d.row.label, layout.left - 12))
  const selected = data.rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => row.nodeId === options.selectedNodeId)
  root
    .selectAll('rect.chart-selected')
    .data(drawable ? selected : [])
    .join('rect')
    .attr('class', 'chart-selected')
    .attr('x', -3)
    .attr('width', layout.width + 5)
    .attr('y', d => rowEdge(d.index, data.rows.length, layout.height) - 1.5)
    .attr('height', d => {
      const { length } = data.rows
      return (
        rowEdge(d.index + 1, length, layout.height) - rowEdge(d.index, length, layout.height) + 2
      )
    })
}

// Step axis

function firstStep(data: HeatmapData): number {
  return data.count > 0 ? data.step.min[0]! : 1
}

function drawSteps(view: View, drawable: boolean): void {
  const { layout, data, options, grid } = view
  const visible = drawable && data.count > 0
  const root = group(view, 'axis')
    .attr('transform', `translate(${layout.left},${layout.top + layout.height + 1})`)
    .attr('display', visible ? null : 'none')
  if (!visible) return
  const start = firstStep(data)
  // A step is an interval of the axis; its tick marks the middle.
  const scale = scaleLinear()
    .domain([start - 0.5, start - 0.5 + grid.span])
    .range([0, layout.width])
  const ticked = root
    .selectAll<SVGGElement, number>('g.chart-ticks')
    .data([0])
    .join('g')
    .attr('class', 'chart-ticks')
  drawStepAxis(select(ticked.node()!), scale)
  root
    .selectAll('text.chart-axis-title')
    .data([options.text.step])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('x', -8)
    .attr('y', 15)
    .attr('text-anchor', 'end')
    .text(d => d)
}

// Legend

function legendTop(view: View): number {
  return view.layout.top + view.layout.height + axisHeight + 4
}

function swatches(view: View): { code: SpecialCell; label: string; x: number }[] {
  const { text, log } = view.options
  const kinds: [SpecialCell, string][] = [
    [infCell, 'Inf'],
    [nanCell, 'NaN'],
  ]
  if (log) kinds.unshift([zeroCell, text.zero])
  let x = view.layout.left
  return kinds.map(([code, label]) => {
    const at = x
    x += swatch.width + 6 + textWidth(label) + 16
    return { code, label, x: at }
  })
}

// Room for half a label beyond the end of the bar, and between the bar and what it measures.
const barInset = 12
const measureGap = 20

function swatchesEnd(specials: ReturnType<typeof swatches>): number {
  const last = specials.at(-1)!
  return last.x + swatch.width + 6 + textWidth(last.label)
}

/** Whether what the colours measure stands beside the bar; in a narrow chart it goes to the title. */
function measureFits(view: View): boolean {
  const { layout, options } = view
  const room = layout.left + layout.width - swatchesEnd(swatches(view)) - 20
  return room - barInset - measureGap - textWidth(options.text.measure) >= 90
}

interface LegendTick {
  /** Empty for a mark without room for its label. */
  readonly label: string
  /** 0 … 1 along the bar. */
  readonly place: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/**
 * Marks of the colour bar: powers of ten, thinned until they stand apart; where the range holds
 * fewer than two of them, its ends.
 */
export function legendTicks(scale: ColourScale, width: number): LegendTick[] {
  const { log, domain } = scale
  const [low, high] = domain
  if (!log) {
    return [low, (low + high) / 2, high].map((value, i) => ({
      label: formatValue(value, 2),
      place: i / 2,
      anchor: 'middle',
    }))
  }
  const place = scaleLog().domain(domain).range([0, 1])
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const last = Math.floor(Math.log10(high) + 1e-9)
  const decades = last - first
  if (decades < 1) {
    return [
      { label: formatValue(low, 2), place: 0, anchor: 'start' },
      { label: formatValue(high, 2), place: 1, anchor: 'end' },
    ]
  }
  const spacing = width / Math.log10(high / low)
  const needed = textWidth(powerOfTen(first)) + 10
  const every = Math.max(1, Math.ceil(needed / spacing))
  const ticks: LegendTick[] = []
  // Counted from the top, the end where the eye starts to compare.
  for (let exponent = last; exponent >= first; exponent--) {
    const label = (last - exponent) % every === 0 ? powerOfTen(exponent) : ''
    if (label || spacing >= 4) {
      ticks.unshift({ label, place: place(10 ** exponent), anchor: 'middle' })
    }
  }
  return ticks
}

function drawLegend(view: View, scale: ColourScale, hasValues: boolean): void {
  const { layout, options, size } = view
  const top = legendTop(view)
  const drawable = view.data.rows.length > 0 && layout.height > 0
  const root = group(view, 'legend').attr('display', drawable ? null : 'none')
  if (!drawable) return
  const specials = swatches(view)
  const swatched = root
    .selectAll<SVGGElement, (typeof specials)[number]>('g.chart-special')
    .data(specials, d => d.code)
    .join(enter => {
      const item = enter.append('g').attr('class', 'chart-special')
      item.append('rect').attr('width', swatch.width).attr('height', swatch.height)
      item
        .append('text')
        .attr('x', swatch.width + 6)
        .attr('y', swatch.height / 2)
        .attr('dy', '0.35em')
      return item
    })
    .attr('transform', d => `translate(${d.x},${top + 4})`)
  swatched.select('text').text(d => d.label)

  const leftEnd = swatchesEnd(specials)
  const right = layout.left + layout.width
  const room = right - leftEnd - 20
  const measureWidth = textWidth(options.text.measure)
  const labelled = measureFits(view)
  const widest = size.width > 900 ? 260 : 200
  const barWidth = Math.max(
    40,
    Math.min(widest, room - barInset - (labelled ? measureWidth + measureGap : 0)),
  )
  const barLeft = right - barWidth - barInset
  root
    .selectAll('text.chart-measure')
    .data(labelled ? [options.text.measure] : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('text-anchor', 'end')
    .attr('x', barLeft - measureGap)
    .attr('y', top + 9)
    .attr('dy', '0.35em')
    .text(d => d)

  const bar = root
    .selectAll<SVGGElement, number>('g.chart-bar')
    .data(hasValues ? [0] : [])
    .join('g')
    .attr('class', 'chart-bar')
    .attr('transform', `translate(${barLeft},${top + 5})`)
  const parts = 64
  const part = barWidth / parts
  bar
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: parts }, (_, i) => i))
    .join('rect')
    .attr('x', i => (i * part).toFixed(2))
    .attr('width', (part + 0.5).toFixed(2))
    .attr('height', 8)
    .attr('fill', i => cividis(i / (parts - 1), options.theme))
  const ticks = bar
    .selectAll<SVGGElement, LegendTick>('g.tick')
    .data(hasValues ? legendTicks(scale, barWidth) : [])
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line').attr('y1', 8).attr('y2', 11)
      tick.append('text').attr('y', 21)
      return tick
    })
    .attr('transform', d => `translate(${(d.place * barWidth).toFixed(1)},0)`)
  ticks
    .select<SVGTextElement>('text')
    .attr('text-anchor', d => d.anchor)
    .each(function (d) {
      writeTick(this, d.label)
    })
}

function drawEmpty(view: View, drawable: boolean): void {
  const { size, layout, data, options } = view
  const lines = data.count === 0 ? options.text.empty.split('\n') : []
  const x = drawable ? layout.left + layout.width / 2 : size.width / 2
  const y = drawable ? layout.top + layout.height / 2 : size.height / 2
  group(view, 'empty')
    .selectAll<SVGTextElement, string>('text')
    .data(lines)
    .join('text')
    .attr('class', (_, i) => (i === 0 ? 'chart-empty is-first' : 'chart-empty'))
    .attr('text-anchor', 'middle')
    .attr('x', x)
    .attr('y', (_, i) => y + (i - (lines.length - 1) / 2) * 20)
    .attr('dy', '0.35em')
    .text(d => d)
}

// Cursor

/** Slot and row under a point of the container; null outside the cells. */
function cursorAt(view: View, x: number, y: number): Cursor | null {
  const { layout, data, grid } = view
  if (data.rows.length === 0 || data.count === 0) return null
  const u = (x - layout.left) / layout.width
  const v = (y - layout.top) / layout.height
  if (u < 0 || u >= 1 || v < 0 || v >= 1) return null
  const slot = Math.floor((u * grid.span) / data.stride)
  return slot < data.count ? { row: Math.floor(v * data.rows.length), slot } : null
}

function rowAt(view: View, x: number, y: number): HeatmapRow | undefined {
  const { layout, data } = view
  const v = (y - layout.top) / layout.height
  if (v < 0 || v >= 1 || x < 0 || x > layout.left + layout.width) return undefined
  return data.rows[Math.floor(v * data.rows.length)]
}

function moveCursor(view: View, cursor: Cursor | null, speak = false): void {
  view.cursor = cursor
  drawCursor(view)
  if (speak) announce(view.container, cursor ? cellText(view, cursor).join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  const { data, grid, cursor, options } = view
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  if (data.rows.length === 0 || data.count === 0) return
  const { row, slot } = cursor ?? { row: 0, slot: data.count - 1 }
  const stride = grid.group * (event.shiftKey ? 10 : 1)
  const moves: Record<string, () => Cursor | null> = {
    ArrowLeft: () => ({ row, slot: cursor ? slot - stride : slot }),
    ArrowRight: () => ({ row, slot: cursor ? slot + stride : slot }),
    ArrowUp: () => ({ row: cursor ? row - 1 : row, slot }),
    ArrowDown: () => ({ row: cursor ? row + 1 : row, slot }),
    Home: () => ({ row, slot: 0 }),
    End: () => ({ row, slot: data.count - 1 }),
    Escape: () => null,
  }
  if (event.key === 'Enter' && cursor) {
    options.onSelectNode(data.rows[row]!.nodeId)
  } else if (Object.hasOwn(moves, event.key)) {
    const next = moves[event.key]!()
    moveCursor(
      view,
      next && {
        row: Math.max(0, Math.min(data.rows.length - 1, next.row)),
        slot: Math.max(0, Math.min(data.count - 1, next.slot)),
      },
      true,
    )
  } else return
  event.preventDefault()
  event.stopPropagation()
}

/** `1,200` or `1,201 – 1,208`. */
function numberRange(first: number, last: number): string {
  return first === last ? formatStep(first) : `${formatStep(first)} – ${formatStep(last)}`
}

/** Layer, steps and values of the column of cells under the cursor. */
function cellFacts(view: View, { row, slot }: Cursor) {
  const { data, grid, options } = view
  const { text } = options
  const line = data.rows[row]!
  const start = slot - (slot % grid.group)
  const end = Math.min(data.count, start + grid.group) - 1
  const { lower, upper } = extremes(line.min, line.max, start, data.count, grid.group)
  const steps = numberRange(data.step.min[start]!, data.step.max[end]!)
  const epochs = numberRange(data.epoch.min[start]!, data.epoch.max[end]!)
  const values: { label: string; value: string }[] =
    Object.is(lower, upper) || lower === upper
      ? [{ label: text.measure, value: formatValue(upper) }]
      : [
          { label: text.largest, value: formatValue(upper) },
          { label: text.smallest, value: formatValue(lower) },
        ]
  return {
    label: line.label,
    name: line.name,
    when: `${text.step} ${steps} · ${text.epoch} ${epochs}`,
    values,
    start,
    end,
  }
}

function cellText(view: View, cursor: Cursor): string[] {
  const { label, when, values } = cellFacts(view, cursor)
  return [label, ...values.map(v => `${v.label} ${v.value}`), when]
}

function drawCursor(view: View): void {
  const { container, layout, data, grid, cursor } = view
  const root = group(view, 'cursor').attr('transform', `translate(${layout.left},${layout.top})`)
  const alive = cursor && cursor.row < data.rows.length && cursor.slot < data.count ? cursor : null
  if (!alive) {
    root.selectAll('*').remove()
    showTooltip(container, null)
    return
  }
  const facts = cellFacts(view, alive)
  const perStep = layout.width / grid.span
  const left = facts.start * data.stride * perStep
  const width = Math.max(1, (facts.end + 1 - facts.start) * data.stride * perStep)
  const top = rowEdge(alive.row, data.rows.length, layout.height)
  const bottom = rowEdge(alive.row + 1, data.rows.length, layout.height)
  const middle = left + width / 2
  const level = (top + bottom) / 2
  const cross = [
    `M${middle},0V${top - 1}M${middle},${bottom}V${layout.height}`,
    `M0,${level}H${left - 1}M${left + width + 1},${level}H${layout.width}`,
    `M${left - 1},${top - 1}h${width + 2}v${bottom - top + 1}h${-width - 2}z`,
  ].join('')
  // Light on a dark casing, so that it stands out on every colour of the scale.
  root
    .selectAll<SVGPathElement, string>('path')
    .data(['chart-cross is-casing', 'chart-cross'])
    .join('path')
    .attr('class', d => d)
    .attr('d', cross)
  const title = facts.label === facts.name ? facts.label : `${facts.label} · ${facts.name}`
  showTooltip(
    container,
    { title, note: facts.when, lines: facts.values },
    layout.left + left + width,
    layout.top + (top + bottom) / 2,
  )
}

function describe(view: View): void {
  const { container, data, options } = view
  const { text } = options
  const ends = endToEnd(data)
  const figures = ends
    ? text.description(
        ends.first.label,
        formatValue(ends.first.latest, 3),
        ends.last.label,
        formatValue(ends.last.latest, 3),
        formatValue(ends.ratio, 3),
      )
    : data.count === 0
      ? text.empty.replaceAll('\n', ' ')
      : data.rows.map(row => `${row.label} ${formatValue(row.latest, 3)}`).join(', ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${text.measure}. ${figures}`)
}
