import { scaleLinear, scaleLog } from 'd3'
import { createChart, describeChart, oneLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { textWidth } from '../format'
import type { Size } from '../size'
import { followTimeGestures } from '../time-window'
import { drawCursor, nearestSlot, onKey, pointAt } from './cursor'
import { drawEndLabels, endLabels } from './end-labels'
import { drawFrame } from './frame'
import { drawLines } from './lines'
import { smooth } from './shapes'
import { axisTicks, valueRange } from './value-axis'
import {
  type CurvesData,
  type CurvesOptions,
  drawableOn,
  group,
  type Plot,
  slotsInSight,
  timeAxis,
  type View,
  write,
} from './view'

const views = new WeakMap<HTMLElement, View>()

const layers = ['title', 'grid', 'axis', 'lines', 'ends', 'cursor', 'empty']

const titleHeight = 26
const axisHeight = 24

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
  const key = contentKey(data, size, options)
  if (view.drawn?.key === key && view.drawn.values === data.line.max) {
    drawCursor(view)
    return
  }
  view.drawn = { key, values: data.line.max }
  const drawable = drawableOn(options.log)
  const means = Float64Array.from({ length: data.count }, (_, slot) => data.line.mean(slot))
  const average = options.smooth ? smoothingWindow(data.count) : 1
  view.smoothed = smooth({ min: means, max: means }, data.count, average, drawable)
  view.sight = slotsInSight(data, options.window)
  const domain = valueRange(data, options)
  const rawTicks = domain ? axisTicks(domain, size.height - titleHeight - axisHeight, options) : []
  view.plot = layOut(
    view,
    rawTicks.map(tick => tick.label),
  )
  const { plot } = view
  const points = data.pointLines.flatMap(line => line.points.map(point => point.step))
  // The first evaluation is made at step 0, before the first step.
  const first = Math.min(data.count > 0 ? data.step.min[0]! : 0, ...points)
  const last = Math.max(data.count > 0 ? data.step.max[data.count - 1]! : 1, ...points)
  view.full = { from: first, to: Math.max(last, first + 1) }
  const { from, to } = options.window ?? view.full
  view.x = scaleLinear([from, to], [0, plot.width])
  view.y = (options.log ? scaleLog() : scaleLinear())
    .domain(domain ?? [0.1, 1])
    .range([plot.height, 0])
    .clamp(true)

  view.svg.attr('width', size.width).attr('height', size.height)
  const visible = domain !== null && plot.width > 20 && plot.height > 20
  drawFrame(view, rawTicks, visible)
  drawLines(view, visible)
  drawEndLabels(view, visible)
  drawEmptyText(group(view, 'empty'), domain ? null : options.text.empty, size)
  drawCursor(view)
  describe(view)
}

/** What a drawing depends on, but for the cursor, which moves far more often. */
function contentKey(
  { count, step, line, pointLines }: CurvesData,
  size: Size,
  options: CurvesOptions,
) {
  const { window, log, percent, smooth: smoothed, text } = options
  const evaluated = pointLines.map(({ label, points }) => {
    const sum = points.reduce((total, point) => total + point.step * point.value, 0)
    return [label, points.length, sum, points.at(-1)]
  })
  const newest = count > 0 ? [step.max[count - 1], line.min[count - 1], line.max[count - 1]] : []
  return JSON.stringify([
    [count, newest.map(String), line.label, evaluated],
    [size, window, log, percent, smoothed, text],
  ])
}

function smoothingWindow(count: number): number {
  return Math.max(1, Math.min(50, Math.round(count / 50)))
}

function createView(
  container: HTMLElement,
  data: CurvesData,
  size: Size,
  options: CurvesOptions,
): View {
  const svg = createChart(container, layers, {
    onPoint: place => pointAt(view, place && slotUnder(view, ...place)),
    onKey: event => onKey(view, event),
  })
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
    sight: [0, 0],
    full: { from: 0, to: 1 },
    cursor: null,
    drawn: null,
  }
  views.set(container, view)
  followTimeGestures(container, {
    axis: () => timeAxis(view),
    onWindow: window => view.options.onWindow(window),
    onClick(px, py) {
      const { plot } = view
      const slot = py <= plot.top + plot.height ? nearestSlot(view, px - plot.left) : null
      if (slot !== null) view.options.scrub.pin(view.data.step.max[slot]!)
    },
  })
  return view
}

function layOut(view: View, tickLabels: readonly string[]): Plot {
  const { data, size, smoothed } = view
  const left = Math.ceil(Math.max(24, ...tickLabels.map(label => textWidth(label)))) + 10
  const names = [data.line.label, ...data.pointLines.map(line => line.label)]
  const lasts = [smoothed.at(-1), ...data.pointLines.map(line => line.points.at(-1)?.value)]
  const values = lasts.map(last => (last === undefined ? '' : write(view, last, 3)))
  const right = Math.ceil(Math.max(40, ...[...names, ...values].map(text => textWidth(text)))) + 20
  return {
    left,
    top: titleHeight + 6,
    width: Math.max(0, size.width - left - right),
    height: Math.max(0, size.height - titleHeight - 6 - axisHeight),
  }
}

/** The slot under the pointer while it is over the plot, or just beside it. */
function slotUnder(view: View, px: number, py: number): number | null {
  const { left, top, width, height } = view.plot
  const inside = px >= left - 4 && px <= left + width + 4 && py >= top && py <= top + height
  return inside ? nearestSlot(view, px - left) : null
}

function describe(view: View): void {
  const { container, options } = view
  const { text } = options
  const figures = endLabels(view).map(({ label, value }) => `${label} ${value}`)
  const content = figures.length > 0 ? figures.join(', ') : oneLine(text.empty)
  const { role, title, axis: measure } = text
  describeChart(container, { role, title, measure, content })
}
