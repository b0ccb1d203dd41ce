import { select } from 'd3'
import { createChart, drawHead, oneLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { formatStep, formatValue, textWidth } from '../format'
import { drawPlaneAxes, fitPlot, labelRoom, type Plot, planeScales } from '../plane/plot'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { moveCursor, onKey, placeAt, showCursor } from './cursor'
import { drawField } from './field'
import { drawLegend, legendWidth } from './legend'
import { drawPoints } from './points'
import { type BoundaryData, type BoundaryOptions, group, predictedAt, type View } from './view'

const layers = ['title', 'lines', 'points', 'axis', 'legend', 'cursor', 'empty']
const views = new WeakMap<HTMLElement, View>()

const headHeight = 26
const footHeight = 36
const gap = 18

/**
 * Draws what a network predicts over its two inputs: colours on a canvas, lines where the predicted
 * class changes, and the examples. Call it again with the same container to redraw.
 */
export function drawBoundary(
  container: HTMLElement,
  data: BoundaryData,
  size: Size,
  options: BoundaryOptions,
): void {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  const { plane } = data
  view.plot = plane ? layOut(view) : none
  view.scales = plane && view.plot.width > 0 ? planeScales(plane, view.plot) : null
  view.svg.attr('width', size.width).attr('height', size.height)
  const { text } = options
  drawTitle(view)
  drawField(view)
  drawPoints(view)
  drawPlaneAxes(group(view, 'axis'), view.plot, view.scales, text)
  drawLegend(view)
  drawEmptyText(group(view, 'empty'), plane ? null : text.empty, size)
  showCursor(view)
  describe(view)
}

const none: Plot = { left: 0, top: 0, width: 0, height: 0 }

function layOut(view: View): Plot {
  const { data, size } = view
  const { plane } = data
  const height = Math.max(0, size.height - headHeight - footHeight)
  const left = Math.round(labelRoom(plane!.y, height) + 28)
  const width = Math.max(0, size.width - left - legendWidth(view) - gap)
  return fitPlot(plane!, { left, top: headHeight, width, height })
}

function createView(
  container: HTMLElement,
  data: BoundaryData,
  size: Size,
  options: BoundaryOptions,
): View {
  const canvas = select(container).append('canvas').attr('aria-hidden', 'true').node()!
  const svg = createChart(container, layers, {
    onPoint: place => moveCursor(view, place && placeAt(view, ...place)),
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
    drawn: { points: [], key: '' },
  }
  views.set(container, view)
  return view
}

function drawTitle(view: View): void {
  const { data, options, size } = view
  const { text } = options
  const { answer, plane } = data
  const state = answer ? `${text.step} ${formatStep(answer.step)}` : plane ? text.untrained : ''
  const lines = [
    { name: 'chart-heading', label: text.title, x: 0 },
    {
      name: answer ? 'chart-figure' : 'chart-measure',
      label: state,
      x: textWidth(text.title, 12) + 14,
    },
  ]
  const taken = lines[1]!.x + textWidth(state) + 14
  if (answer && taken + textWidth(text.measure) <= size.width) {
    lines.push({ name: 'chart-measure', label: text.measure, x: taken })
  }
  drawHead(
    group(view, 'title'),
    lines.map(line => ({ ...line, y: 14 })),
  )
}

/** Of every class the share of the plane that is predicted to be it. */
function sharesOf({ data }: View): number[] {
  const { answer, classes } = data
  if (!answer || classes === null) return []
  const counts = new Array<number>(answer.outputs.length).fill(0)
  const cells = answer.resolution ** 2
  for (let cell = 0; cell < cells; cell++) counts[predictedAt(answer.outputs, cell)]!++
  return counts.map(count => count / cells)
}

function describe(view: View): void {
  const { container, data, options } = view
  const { text } = options
  const { answer, classes, points, plane } = data
  const shares = sharesOf(view)
  const step = answer ? `${text.step} ${formatStep(answer.step)}` : text.untrained
  const percent = (share: number | undefined) =>
    share === undefined ? '–' : `${formatValue(share * 100, 2)} %`
  const figures = shares.map((share, index) => `${text.className(index)} ${percent(share)}`)
  const content = plane
    ? [step, shares.length > 0 ? `${text.share}: ${figures.join(', ')}` : ''].filter(Boolean)
    : [oneLine(text.empty)]
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content.join('. ')}`)
  const count = (index: number, isTraining: boolean) =>
    formatStep(points.filter(p => p.target === index && p.isTraining === isTraining).length)
  drawTextTable(container, {
    caption: `${text.title}. ${step}`,
    head: [text.predicted, text.share, text.training, text.heldOut],
    rows: Array.from({ length: classes ?? 0 }, (_, index) => [
      text.className(index),
      percent(shares[index]),
      count(index, true),
      count(index, false),
    ]),
  })
}
