import { pointer, select } from 'd3'
import { formatValue, textWidth } from '../format'
import type { Size } from '../size'
import { type ColourScale, type Domain, gridFor, valueDomain, widenLogDomain } from './cells'
import { cursorAt, drawCursor, moveCursor, onKey, rowAt } from './cursor'
import { drawCells } from './draw-cells'
import { drawLegend } from './legend'
import { drawRows } from './rows'
import { drawSteps } from './steps'
import { drawTitle } from './title'
import {
  axisHeight,
  endToEnd,
  group,
  type HeatmapData,
  type HeatmapOptions,
  type Layout,
  legendHeight,
  titleHeight,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()

/** A single step is never wider than this. */
const widestStep = 18

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
