import { createChart, describeChart, drawHead, layerOf, oneLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'
import { drawAxes, drawBrushes, drawLost } from './axes'
import { cornersOf, drawLines, nearestLine } from './lines'
import {
  labelOf,
  linesWithin,
  type ParallelData,
  type ParallelLine,
  type ParallelOptions,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()
const layers = ['title', 'lines', 'bar', 'axes', 'lost', 'brushes', 'empty']
const nothing: ParallelData = { axes: [], lines: [] }

/**
 * Draws trials as lines over an axis for each field; a stretch of an axis that is marked filters them.
 * Call it again to redraw; null data says what will be there.
 */
export function drawParallelCoordinates(
  container: HTMLElement,
  data: ParallelData | null,
  size: Size,
  options: ParallelOptions,
): void {
  const view = views.get(container) ?? createView(container, options)
  view.data = data ?? nothing
  view.options = options
  view.size = size
  const { text } = options
  const visible = data !== null && data.lines.length > 0
  view.svg.attr('width', size.width).attr('height', size.height)
  const head = [
    { name: 'chart-heading', label: text.title, x: 0, y: 14 },
    { name: 'chart-measure', label: `${text.measure} · ${text.hint}`, x: 0, y: 31 },
  ]
  drawHead(layerOf(view.svg, 'title'), visible ? head : [])
  if (!visible) {
    view.data = nothing
    view.marks.clear()
  }
  drawAxes(view)
  drawLost(view)
  drawBrushes(view, () => filter(view))
  drawLines(view)
  drawEmptyText(layerOf(view.svg, 'empty'), visible ? null : text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(container: HTMLElement, options: ParallelOptions): View {
  const svg = createChart(container, layers, {
    onPoint: place => {
      view.pointer = place
      hover(view, place && nearestLine(view, ...place))
    },
    onKey: event => onKey(view, event),
  })
  const view: View = {
    container,
    svg,
    data: nothing,
    options,
    size: { width: 0, height: 0 },
    marks: new Map(),
    hovered: null,
    pointer: null,
  }
  container.addEventListener('click', event => {
    // A click on an axis is for what is marked on it.
    if ((event.target as Element).closest('.parallel-brush')) return
    const { left, top } = container.getBoundingClientRect()
    const line = nearestLine(view, event.clientX - left, event.clientY - top)
    if (line) view.options.onSelect(line.id)
  })
  views.set(container, view)
  return view
}

function filter(view: View): void {
  const ids = view.marks.size === 0 ? null : linesWithin(view).map(({ id }) => id)
  drawLines(view)
  view.options.onFilter(ids)
}

function hover(view: View, line: ParallelLine | null): void {
  const id = line?.id ?? null
  if (id === view.hovered) return
  view.hovered = id
  drawLines(view)
  showCursor(view)
}

/** Left and right go through the trials by rank; Enter chooses one. */
function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const lines = linesWithin(view)
  const at = lines.findIndex(({ id }) => id === view.hovered)
  const move: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(lines.length - 1, at + 1),
    ArrowLeft: Math.max(0, at - 1),
    Home: 0,
    End: lines.length - 1,
  }
  const to = move[event.key]
  if (to !== undefined && lines.length > 0) {
    const line = lines[to]!
    view.pointer = null
    hover(view, line)
    announce(view.container, [line.label, ...linesOf(view, line).map(spoken)].join(', '))
  } else if (event.key === 'Enter' && view.hovered !== null) view.options.onSelect(view.hovered)
  else if (event.key === 'Escape' && view.hovered !== null) hover(view, null)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function spoken({ label, value }: { readonly label: string; readonly value: string }): string {
  return `${label} ${value}`
}

function linesOf({ data }: View, line: ParallelLine) {
  return data.axes.flatMap((axis, i) => {
    const value = line.values[i] ?? null
    return value === null ? [] : [{ label: axis.label, value: labelOf(axis, value) }]
  })
}

function showCursor(view: View): void {
  const line = view.data.lines.find(({ id }) => id === view.hovered)
  if (!line) {
    showTooltip(view.container, null)
    return
  }
  const corners = cornersOf(view, line)
  const [x, y] = view.pointer ?? corners[Math.floor(corners.length / 2)] ?? [0, 0]
  const content = {
    title: line.label,
    lines: linesOf(view, line),
    ...(line.note !== undefined && { note: line.note }),
  }
  showTooltip(view.container, content, x, y)
}

function describe(view: View): void {
  const { container, data, options } = view
  const { role, title, measure, empty } = options.text
  const content = data.lines.length > 0 ? (data.lines[0]?.label ?? '') : oneLine(empty)
  describeChart(container, { role, title, measure, content })
  drawTextTable(container, {
    caption: `${title}. ${measure}`,
    head: [title, ...data.axes.map(({ label }) => label)],
    rows: data.lines.slice(0, 100).map(line => [
      line.label,
      ...data.axes.map((axis, i) => {
        const value = line.values[i] ?? null
        return value === null ? (line.note ?? '–') : labelOf(axis, value)
      }),
    ]),
  })
}
