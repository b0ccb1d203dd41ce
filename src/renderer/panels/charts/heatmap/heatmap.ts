import { select } from 'd3'
import { createChart, describeChart, oneLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { formatValue, textWidth } from '../format'
import { pinnedStep } from '../scrub'
import type { Size } from '../size'
import { followTimeGestures, type StepWindow } from '../time-window'
import { createCellMemory } from './cells'
import { type ColourScale, type Domain, valueDomain, widenLogDomain } from './colour-scale'
import { cursorAt, drawCursor, onKey, pointAt, rowAt, slotOf, slotStep } from './cursor'
import { drawCells } from './draw-cells'
import { gridFor } from './grid'
import { drawLegend } from './legend'
import { drawRows } from './rows'
import { drawSteps } from './steps'
import { drawTitle } from './title'
import {
  axisHeight,
  endToEnd,
  firstStep,
  group,
  type HeatmapData,
  type HeatmapOptions,
  type Layout,
  legendHeight,
  timeAxis,
  titleHeight,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()

const layers = ['title', 'rows', 'axis', 'legend', 'cursor', 'empty']

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
  const scale: ColourScale = { kind: options.scale, domain: domain ?? [0.1, 1] }
  const pixels = Math.max(1, Math.round(view.layout.width * options.pixelRatio))
  const widest = widestStep * options.pixelRatio
  const whole = gridFor(data, pixels, widest)
  view.fullSpan = whole.span
  view.grid = options.window ? gridFor(data, pixels, widest, sightOf(data, options.window)) : whole
  view.svg.attr('width', size.width).attr('height', size.height)
  const drawable = data.rows.length > 0 && view.layout.width > 0 && view.layout.height > 0
  drawCells(view, scale, drawable)
  drawTitle(view, drawable)
  drawRows(view, drawable)
  drawSteps(view, drawable)
  drawLegend(view, scale, drawable && domain !== null)
  drawEmptyText(group(view, 'empty'), data.count === 0 ? options.text.empty : null, size)
  drawCursor(view)
  describe(view)
  return domain
}

function sightOf(data: HeatmapData, { from, to }: StepWindow): StepWindow {
  const start = firstStep(data) - 0.5
  return { from: from - start, to: to - start }
}

function chooseDomain(data: HeatmapData, options: HeatmapOptions): Domain | null {
  const { scale, range, lockedDomain, marks } = options
  if (scale === 'linear') return data.count > 0 ? [0, 1] : null
  if (range === 'locked' && lockedDomain) return lockedDomain
  const shown = slotOf(data, pinnedStep(marks))
  const mode = range === 'locked' ? 'all' : range
  const domain = valueDomain(data, mode, scale === 'log', shown)
  if (!domain) return null
  if (scale === 'log') return widenLogDomain(domain)
  const largest = Math.max(Math.abs(domain[0]), Math.abs(domain[1])) || 1
  return [-largest, largest]
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
  const canvas = select(container).append('canvas').attr('aria-hidden', 'true').node()!
  const svg = createChart(container, layers, {
    onPoint: place => pointAt(view, place && cursorAt(view, ...place)),
    onKey: event => onKey(view, event),
  })
  const view: View = {
    container,
    canvas,
    svg,
    data,
    size,
    options,
    layout: layOut(data, size),
    grid: { group: 1, first: 0, columns: 0, from: 0, span: 1, binned: false },
    fullSpan: 1,
    cursor: null,
    codes: new Int16Array(0),
    memory: createCellMemory(),
    painted: null,
    image: null,
  }
  views.set(container, view)
  followTimeGestures(container, {
    axis: () => timeAxis(view),
    onWindow: window => view.options.onWindow(window),
    onClick(x, y) {
      const row = rowAt(view, x, y)
      const cell = cursorAt(view, x, y)
      if (cell) view.options.scrub.pin(slotStep(view, cell.slot))
      if (row) view.options.onSelectNode(row.nodeId)
    },
  })
  return view
}

function describe(view: View): void {
  const { container, data, options } = view
  const { text } = options
  const ends = endToEnd(data)
  const figures = ends
    ? text.description(
        ends.first.label,
        formatValue(ends.first.shown, 3),
        ends.last.label,
        formatValue(ends.last.shown, 3),
        formatValue(ends.ratio, 3),
      )
    : data.count === 0
      ? oneLine(text.empty)
      : data.rows.map(row => `${row.label} ${formatValue(row.shown, 3)}`).join(', ')
  const { role, title, measure } = text
  describeChart(container, { role, title, measure, content: figures })
}
