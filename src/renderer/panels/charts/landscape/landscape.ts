import { select } from 'd3'
import { createChart, drawHead, oneLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { formatValue, textWidth } from '../format'
import { drawPlaneAxes, fitPlot, labelRoom, type Plot, planeScales } from '../plane/plot'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'
import { drawLossBar, drawSurface, lossBarWidth } from './surface'
import {
  centreLoss,
  extentOf,
  type GridPoint,
  group,
  type LandscapeData,
  type LandscapeOptions,
  lossScale,
  placeOf,
  type View,
} from './view'

const layers = ['title', 'lines', 'axis', 'legend', 'centre', 'cursor', 'empty']
const views = new WeakMap<HTMLElement, View>()

const headHeight = 26
const footHeight = 36
const none: Plot = { left: 0, top: 0, width: 0, height: 0 }

/**
 * Draws the loss around the present weights as a map with contour lines, by powers of the loss. Call it
 * again with the same container to redraw.
 */
export function drawLandscape(
  container: HTMLElement,
  data: LandscapeData | null,
  size: Size,
  options: LandscapeOptions,
): void {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  layOut(view)
  view.svg.attr('width', size.width).attr('height', size.height)
  const scale = data && lossScale(data)
  drawTitle(view)
  drawSurface(view, scale)
  drawPlaneAxes(group(view, 'axis'), view.plot, view.scales, { x: 'α', y: 'β' })
  drawLossBar(view, scale)
  drawCentre(view)
  drawEmptyText(group(view, 'empty'), data ? null : options.text.empty, size)
  showCursor(view)
  describe(view)
}

function layOut(view: View): void {
  const { data, size } = view
  view.plot = none
  view.scales = null
  if (!data) return
  const extent = extentOf(data)
  const height = Math.max(0, size.height - headHeight - footHeight)
  const left = Math.round(labelRoom(extent, height) + 28)
  const width = Math.max(0, size.width - left - lossBarWidth)
  view.plot = fitPlot({ x: extent, y: extent }, { left, top: headHeight, width, height })
  if (view.plot.width > 0) view.scales = planeScales({ x: extent, y: extent }, view.plot)
}

function createView(
  container: HTMLElement,
  data: LandscapeData | null,
  size: Size,
  options: LandscapeOptions,
): View {
  const canvas = select(container).append('canvas').attr('aria-hidden', 'true').node()!
  const svg = createChart(container, layers, {
    onPoint: place => moveCursor(view, place && pointAt(view, ...place)),
    onKey: event => onKey(view, event),
  })
  const view: View = {
    container,
    canvas,
    svg,
    data,
    size,
    options,
    plot: none,
    scales: null,
    cursor: null,
  }
  views.set(container, view)
  return view
}

function drawTitle(view: View): void {
  const { data, options, size } = view
  const { text } = options
  const x = textWidth(text.title, 12) + 14
  const fits = data && x + textWidth(text.measure) <= size.width
  drawHead(group(view, 'title'), [
    { name: 'chart-heading', label: text.title, x: 0, y: 14 },
    { name: 'chart-measure', label: fits ? text.measure : '', x, y: 14 },
  ])
}

/** A cross at the weights as they are, with their loss. */
function drawCentre(view: View): void {
  const { data, plot, scales } = view
  const root = group(view, 'centre').attr('transform', `translate(${plot.left},${plot.top})`)
  const loss = data ? centreLoss(data) : Number.NaN
  const isKnown = scales !== null && !Number.isNaN(loss)
  const [x, y] = scales ? [scales.x(0), scales.y(0)] : [0, 0]
  root
    .selectAll<SVGPathElement, string>('path')
    .data(scales ? ['chart-cross-mark is-casing', 'chart-cross-mark'] : [])
    .join('path')
    .attr('class', name => name)
    .attr('d', `M${x - 6},${y}h12M${x},${y - 6}v12`)
  root
    .selectAll<SVGTextElement, string>('text')
    .data(isKnown ? ['chart-on-map is-casing', 'chart-on-map'] : [])
    .join('text')
    .attr('class', name => name)
    .attr('x', x + 9)
    .attr('y', y - 7)
    .text(formatValue(loss, 3))
}

function pointAt({ data, plot }: View, px: number, py: number): GridPoint | null {
  if (!data || plot.width === 0) return null
  const column = Math.floor(((px - plot.left) / plot.width) * data.resolution)
  const row = Math.floor((1 - (py - plot.top) / plot.height) * data.resolution)
  const isInside = column >= 0 && row >= 0 && column < data.resolution && row < data.resolution
  return isInside ? { column, row } : null
}

function moveCursor(view: View, cursor: GridPoint | null, speak = false): void {
  view.cursor = cursor
  showCursor(view)
  if (!speak) return
  const facts = factsOf(view)
  const lines = facts?.lines.map(({ label, value }) => `${label} ${value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, cursor } = view
  if (!data) return
  const middle = (data.resolution - 1) / 2
  const { column, row } = cursor ?? { column: middle, row: middle }
  const far = event.shiftKey ? 5 : 1
  const moves: Record<string, GridPoint> = {
    ArrowLeft: { column: column - far, row },
    ArrowRight: { column: column + far, row },
    ArrowUp: { column, row: row + far },
    ArrowDown: { column, row: row - far },
    Home: { column: middle, row: middle },
  }
  if (event.key === 'Escape') moveCursor(view, null, true)
  else if (Object.hasOwn(moves, event.key)) {
    const next = moves[event.key]!
    const within = (at: number) => Math.max(0, Math.min(data.resolution - 1, at))
    moveCursor(view, { column: within(next.column), row: within(next.row) }, true)
  } else return
  event.preventDefault()
  event.stopPropagation()
}

function factsOf({ data, cursor, options }: View) {
  if (!data || !cursor) return null
  const { text } = options
  const loss = data.losses[cursor.row * data.resolution + cursor.column]!
  if (cursor.row * data.resolution + cursor.column >= data.done) return null
  const [alpha, beta] = [placeOf(data, cursor.column), placeOf(data, cursor.row)]
  const lines = [{ label: text.loss, value: formatValue(loss, 5) }]
  const centre = centreLoss(data)
  if (centre > 0) {
    lines.push({ label: `÷ ${text.centre}`, value: `×${formatValue(loss / centre, 3)}` })
  }
  return { title: `α ${formatValue(alpha, 3)}, β ${formatValue(beta, 3)}`, lines }
}

function showCursor(view: View): void {
  const { container, cursor, data, plot, scales } = view
  const facts = factsOf(view)
  const root = group(view, 'cursor').attr('transform', `translate(${plot.left},${plot.top})`)
  const at =
    facts && scales && cursor && data
      ? [{ x: scales.x(placeOf(data, cursor.column)), y: scales.y(placeOf(data, cursor.row)) }]
      : []
  root
    .selectAll<SVGCircleElement, (typeof at)[number]>('circle')
    .data(at)
    .join('circle')
    .attr('class', 'chart-aim')
    .attr('r', 4)
    .attr('cx', ({ x }) => x)
    .attr('cy', ({ y }) => y)
  if (!facts || !at[0]) showTooltip(container, null)
  else showTooltip(container, facts, plot.left + at[0].x, plot.top + at[0].y)
}

function describe({ container, data, options }: View): void {
  const { text } = options
  const scale = data && lossScale(data)
  const figures =
    data && scale
      ? [
          `${text.centre} ${formatValue(centreLoss(data), 4)}`,
          `${text.lowest} ${formatValue(scale.low, 4)}`,
        ]
      : []
  const content = data ? [text.measure, ...figures] : [oneLine(text.empty)]
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content.join('. ')}`)
  const middle = data ? (data.resolution - 1) / 2 : 0
  drawTextTable(container, {
    caption: `${text.title}. ${text.profile}`,
    head: ['α, β', text.alongAlpha, text.alongBeta],
    rows: Array.from({ length: data?.resolution ?? 0 }, (_, i) => [
      formatValue(placeOf(data!, i), 3),
      formatValue(data!.losses[middle * data!.resolution + i]!, 4),
      formatValue(data!.losses[i * data!.resolution + middle]!, 4),
    ]),
  })
}
