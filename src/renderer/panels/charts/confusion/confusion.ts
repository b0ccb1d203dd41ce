import { pointer, select } from 'd3'
import { drawEmptyText } from '../empty'
import { formatStep, textWidth } from '../format'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'
import { cellSize, drawCells, drawClassNames } from './cells'
import { drawHead } from './head'
import {
  type Cell,
  type ConfusionData,
  type ConfusionOptions,
  columnsOf,
  countAt,
  group,
  isSameCell,
  shareAt,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()
const headHeight = 40
const footHeight = 34

/**
 * Draws how often each class was taken for each other, coloured by the share of the true class. Call
 * it again to redraw.
 *
 * @param data null while there is nothing to draw.
 */
export function drawConfusion(
  container: HTMLElement,
  data: ConfusionData | null,
  size: Size,
  options: ConfusionOptions,
): void {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  if (!data || (view.cursor && view.cursor.truth >= data.classes.length)) view.cursor = null
  const names = Math.max(16, ...(data?.classes ?? []).map(name => textWidth(name)))
  const left = Math.round(Math.min(names, 110, size.width * 0.28) + 30)
  view.plot = {
    left,
    top: headHeight,
    width: Math.max(0, size.width - left - 6),
    height: Math.max(0, size.height - headHeight - footHeight),
  }
  view.svg.attr('width', size.width).attr('height', size.height)
  drawHead(view)
  drawCells(view)
  drawClassNames(view)
  drawEmptyText(group(view, 'empty'), data ? null : options.text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(
  container: HTMLElement,
  data: ConfusionData | null,
  size: Size,
  options: ConfusionOptions,
): View {
  const root = select(container).classed('chart', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'legend', 'axis', 'rows', 'columns', 'cells', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const plot = { left: 0, top: 0, width: 0, height: 0 }
  const view: View = { container, svg, data, size, options, plot, cursor: null }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => moveCursor(view, cellAt(view, ...pointer(event, container))))
    .on('pointerleave blur', () => moveCursor(view, null))
    .on('click', event => choose(view, cellAt(view, ...pointer(event, container))))
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

function cellAt(view: View, px: number, py: number): Cell | null {
  const { data, plot } = view
  if (!data || px < plot.left || py < plot.top) return null
  const { width, height } = cellSize(view)
  const truth = Math.floor((py - plot.top) / height)
  const predicted = columnsOf(data)[Math.floor((px - plot.left) / width)]
  return truth < data.classes.length && predicted !== undefined ? { truth, predicted } : null
}

/** A second click on a cell takes the choice back. */
function choose({ options }: View, cell: Cell | null): void {
  if (cell) options.onSelect(isSameCell(cell, options.selected) ? null : cell)
}

function moveCursor(view: View, cursor: Cell | null, speak = false): void {
  if (isSameCell(view.cursor, cursor) && !speak) return
  view.cursor = cursor
  drawCells(view)
  showCursor(view)
  if (!speak) return
  const facts = cursor && factsOf(view, cursor)
  const lines = facts?.lines.map(line => `${line.label} ${line.value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, cursor, options } = view
  if (!data) return
  const columns = columnsOf(data)
  const go = (rows: number, across: number) => {
    const row = cursor ? cursor.truth + rows : 0
    const column = cursor ? columns.indexOf(cursor.predicted) + across : 0
    const truth = Math.max(0, Math.min(data.classes.length - 1, row))
    const predicted = columns[Math.max(0, Math.min(columns.length - 1, column))]!
    moveCursor(view, { truth, predicted }, true)
  }
  if (event.key === 'ArrowUp') go(-1, 0)
  else if (event.key === 'ArrowDown') go(1, 0)
  else if (event.key === 'ArrowLeft') go(0, -1)
  else if (event.key === 'ArrowRight') go(0, 1)
  else if (event.key === 'Enter' || event.key === ' ') choose(view, cursor)
  else if (event.key === 'Escape' && (cursor || options.selected)) {
    if (options.selected) options.onSelect(null)
    moveCursor(view, null, true)
  } else return
  event.preventDefault()
  event.stopPropagation()
}

function factsOf({ data, options }: View, cell: Cell) {
  const { text } = options
  const name = (k: number) => (k < 0 ? text.none : data!.classes[k]!)
  const lines = [
    { label: text.predicted, value: name(cell.predicted) },
    { label: text.count, value: formatStep(countAt(data!, cell)) },
    { label: text.share, value: `${(shareAt(data!, cell) * 100).toFixed(1)} %` },
  ]
  return { title: `${text.truth} ${name(cell.truth)}`, lines }
}

function showCursor(view: View): void {
  const { container, cursor, data, plot } = view
  if (!cursor || !data) {
    showTooltip(container, null)
    return
  }
  const { width, height } = cellSize(view)
  const column = columnsOf(data).indexOf(cursor.predicted)
  const x = plot.left + (column + 1) * width
  showTooltip(container, factsOf(view, cursor), x, plot.top + (cursor.truth + 0.5) * height)
}

function describe({ container, data, options }: View): void {
  const { text } = options
  const content = data ? text.note : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content}`)
  const columns = data ? columnsOf(data) : []
  drawTextTable(container, {
    caption: `${text.title}. ${text.note}`,
    head: [
      `${text.truth} \\ ${text.predicted}`,
      ...columns.map(k => (k < 0 ? text.none : data!.classes[k]!)),
    ],
    rows: (data?.classes ?? []).map((name, truth) => [
      name,
      ...columns.map(predicted => {
        const cell = { truth, predicted }
        return `${countAt(data!, cell)} (${(shareAt(data!, cell) * 100).toFixed(1)} %)`
      }),
    ]),
  })
}
