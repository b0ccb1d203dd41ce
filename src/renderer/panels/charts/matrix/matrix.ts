import { pointer, select } from 'd3'
import { drawEmptyText } from '../empty'
import { formatValue, textWidth } from '../format'
import { paletteOf } from '../palette'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { binMatrix, codesOf, matrixFacts, signedCoder } from './cells'
import { cursorAt, drawCursor, moveCursor, onKey } from './cursor'
import { drawAxes, drawLegend, drawStrips, drawTitle } from './frame'
import { clearedCanvas, paintCodes } from './paint'
import {
  group,
  isWhole,
  type MatrixData,
  type MatrixOptions,
  type Plot,
  strip,
  type View,
  wholeOf,
} from './view'
import { panned, zoomed } from './zoom'

const views = new WeakMap<HTMLElement, View>()

const titleHeight = 22
const axisHeight = 32
const legendHeight = 30

/**
 * Draws a tensor cell by cell: signed values on a symlog scale about 0, RMS of rows and columns at the
 * margins. The wheel zooms, dragging pans, a double click shows all. Call it again to redraw.
 */
export function drawMatrix(
  container: HTMLElement,
  data: MatrixData | null,
  size: Size,
  options: MatrixOptions,
): void {
  const view = views.get(container) ?? createView(container, size, options)
  const sameShape =
    data?.rows === view.data?.rows &&
    data?.columns === view.data?.columns &&
    data?.name === view.data?.name
  view.data = data
  view.size = size
  view.options = options
  view.facts = data && matrixFacts(data.values, data.rows, data.columns)
  if (data && !sameShape) {
    view.region = wholeOf(data)
    view.cursor = null
  }
  redraw(view)
}

function redraw(view: View): void {
  const { data, size, options, facts } = view
  view.plot = layOut(data, size)
  const { plot } = view
  const drawable = data !== null && plot.width > 0 && plot.height > 0
  const largest = facts?.largest || 1
  view.scale = { kind: 'symlog', domain: [-largest, largest] }
  const ratio = options.pixelRatio
  view.bins = drawable
    ? binMatrix(
        data.values,
        data.columns,
        view.region,
        Math.round(plot.height * ratio),
        Math.round(plot.width * ratio),
      )
    : null
  view.svg.attr('width', size.width).attr('height', size.height)
  const context = clearedCanvas(view.canvas, size, ratio)
  if (context && view.bins) {
    const codes = codesOf(view.bins, signedCoder(view.scale))
    const place = {
      x: Math.round(plot.left * ratio),
      y: Math.round(plot.top * ratio),
      width: Math.round(plot.width * ratio),
      height: Math.round(plot.height * ratio),
    }
    const grid = { rows: view.bins.rows, columns: view.bins.columns, codes }
    paintCodes(
      context,
      grid,
      paletteOf(options.theme, 'symlog'),
      place,
      Math.max(1, Math.round(ratio)),
    )
  }
  view.svg
    .select('rect.chart-frame')
    .attr('display', drawable ? null : 'none')
    .attr('x', plot.left - 0.5)
    .attr('y', plot.top - 0.5)
    .attr('width', Math.max(0, plot.width) + 1)
    .attr('height', Math.max(0, plot.height) + 1)
  drawTitle(view)
  drawAxes(view)
  drawStrips(view)
  drawLegend(view, context)
  drawEmptyText(group(view, 'empty'), data ? null : options.text.empty, size)
  drawCursor(view)
  select(view.container).classed('is-zoomed', !isWhole(view))
  describe(view)
}

function layOut(data: MatrixData | null, size: Size): Plot {
  const digits = data ? textWidth(String(Math.max(0, data.rows - 1))) : 0
  const vector = data?.vector ?? true
  const left = vector ? 12 : Math.max(44, 22 + digits)
  const right = vector ? 12 : strip.width + strip.gap + 14
  const top = titleHeight + (vector ? 4 : strip.height + strip.gap + 2)
  const height = size.height - top - axisHeight - legendHeight
  return {
    left: Math.round(left),
    top,
    width: Math.floor(size.width - left - right),
    height: Math.floor(vector ? Math.min(48, height) : height),
  }
}

function createView(container: HTMLElement, size: Size, options: MatrixOptions): View {
  const root = select(container).classed('chart chart-matrix', true)
  const canvas = root.append('canvas').attr('aria-hidden', 'true').node()!
  const svg = root.append('svg').attr('aria-hidden', 'true')
  svg.append('rect').attr('class', 'chart-frame')
  for (const name of ['title', 'strips', 'axis', 'legend', 'cursor', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const view: View = {
    container,
    canvas,
    svg,
    data: null,
    facts: null,
    size,
    options,
    plot: { left: 0, top: 0, width: 0, height: 0 },
    region: { top: 0, bottom: 0, left: 0, right: 0 },
    bins: null,
    scale: { kind: 'symlog', domain: [-1, 1] },
    cursor: null,
    drag: null,
  }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => onMove(view, event))
    .on('pointerdown', event => {
      const [x, y] = pointer(event, container)
      if (event.button !== 0 || !cursorAt(view, x, y)) return
      view.drag = { x, y, region: view.region }
      container.setPointerCapture(event.pointerId)
    })
    .on('pointerup pointercancel', () => {
      view.drag = null
    })
    .on('pointerleave blur', () => moveCursor(view, null))
    .on('dblclick', () => {
      if (!view.data) return
      view.region = wholeOf(view.data)
      redraw(view)
    })
    .on('wheel', event => onWheel(view, event))
    .on('keydown', (event: KeyboardEvent) => {
      const done = onKey(view, event)
      if (done === 'zoomed') {
        redraw(view)
        moveCursor(view, view.cursor, true)
      }
      if (!done) return
      event.preventDefault()
      event.stopPropagation()
    })
  return view
}

function onMove(view: View, event: PointerEvent): void {
  const [x, y] = pointer(event, view.container)
  const { drag, data, plot } = view
  if (!drag || !data) {
    moveCursor(view, cursorAt(view, x, y))
    return
  }
  const { region } = drag
  const columns = Math.round(((drag.x - x) / plot.width) * (region.right - region.left))
  const rows = Math.round(((drag.y - y) / plot.height) * (region.bottom - region.top))
  const next = panned(region, wholeOf(data), rows, columns)
  if (next.left === view.region.left && next.top === view.region.top) return
  view.region = next
  view.cursor = null
  redraw(view)
}

function onWheel(view: View, event: WheelEvent): void {
  const { data, plot } = view
  const [x, y] = pointer(event, view.container)
  if (!data || !cursorAt(view, x, y) || event.deltaY === 0) return
  event.preventDefault()
  const factor = Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * 0.002)))
  const [u, v] = [(x - plot.left) / plot.width, (y - plot.top) / plot.height]
  view.region = zoomed(view.region, wholeOf(data), factor, u, v)
  redraw(view)
  moveCursor(view, cursorAt(view, x, y))
}

function describe({ container, data, facts, options }: View): void {
  const { text } = options
  const rows =
    data && facts
      ? [
          [text.largest, formatValue(facts.largest, 4)],
          [text.rms, formatValue(facts.rms, 4)],
          [text.mean, formatValue(facts.mean, 4)],
          [text.zero, String(facts.zeros)],
          ['NaN', String(facts.nans)],
          ['Inf', String(facts.infinities)],
        ]
      : []
  const content = data
    ? rows.map(row => row.join(' ')).join(', ')
    : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${data ? `${text.figure}. ` : ''}${content}`)
  drawTextTable(container, {
    caption: `${text.title}. ${text.figure}`,
    head: [text.measure, ''],
    rows,
  })
}
