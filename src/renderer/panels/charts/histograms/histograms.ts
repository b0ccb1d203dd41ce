import { pointer, select } from 'd3'
import { drawEmptyText } from '../empty'
import { elide, formatValue, textWidth } from '../format'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip, type TooltipContent } from '../tooltip'
import { layOutCells } from './layout'
import {
  type Cell,
  group,
  type Histogram,
  type HistogramsOptions,
  shareOf,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()
const headHeight = 24
const left = 12

/**
 * Draws histograms side by side on one scale of shares, so that a layer whose values are piled up
 * stands out from one whose values are spread. Call it again to redraw.
 */
export function drawHistograms(
  container: HTMLElement,
  data: readonly Histogram[],
  size: Size,
  options: HistogramsOptions,
): void {
  const view = views.get(container) ?? createView(container, size, options)
  view.data = data
  view.size = size
  view.options = options
  view.cells = layOutCells(data.length, size, headHeight, left)
  view.svg.attr('width', size.width).attr('height', size.height)
  drawTitle(view)
  drawCells(view)
  drawEmptyText(group(view, 'empty'), data.length > 0 ? null : options.text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(container: HTMLElement, size: Size, options: HistogramsOptions): View {
  const root = select(container).classed('chart chart-histograms', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'cells', 'empty']) svg.append('g').attr('class', `chart-${name}`)
  const view: View = { container, svg, data: [], cells: [], size, options, cursor: null }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => {
      const [x, y] = pointer(event, container)
      view.cursor = cursorAt(view, x, y)
      showCursor(view)
    })
    .on('pointerleave blur', () => {
      view.cursor = null
      showCursor(view)
    })
    .on('click', event => {
      const [x, y] = pointer(event, container)
      const found = view.data[cursorAt(view, x, y)?.cell ?? -1]
      if (found) view.options.onSelect?.(found.id)
    })
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

function drawTitle({ svg, options, data, size }: View): void {
  const { text } = options
  const start = left + textWidth(text.title, 12) + 10
  const share = text.share(percent(Math.max(0, ...data.map(largestShare))))
  const hasRoom = start + textWidth(text.figure) + textWidth(share) + 24 < size.width
  const right = size.width - 8
  const room = right - start - (hasRoom ? textWidth(share) + 12 : 0)
  const lines = [
    { name: 'chart-heading', label: text.title, x: left, anchor: 'start' },
    { name: 'chart-figure', label: elide(text.figure, room), x: start, anchor: 'start' },
    { name: 'chart-measure', label: hasRoom ? share : '', x: right, anchor: 'end' },
  ]
  svg
    .select('g.chart-title')
    .selectAll<SVGTextElement, (typeof lines)[number]>('text')
    .data(data.length > 0 ? lines : [])
    .join('text')
    .attr('class', line => line.name)
    .attr('text-anchor', line => line.anchor)
    .attr('x', line => line.x)
    .attr('y', 14)
    .text(line => line.label)
}

function drawCells(view: View): void {
  const { data, cells, options } = view
  const tallest = Math.max(1e-9, ...data.map(largestShare))
  const drawn = data.map((histogram, i) => ({ histogram, cell: cells[i]! }))
  const joined = group(view, 'cells')
    .selectAll<SVGGElement, (typeof drawn)[number]>('g.chart-histogram')
    .data(drawn)
    .join(enter => {
      const cell = enter.append('g')
      cell.append('path').attr('class', 'chart-bars')
      cell.append('line').attr('class', 'chart-baseline')
      cell.append('line').attr('class', 'chart-median')
      for (const name of ['name', 'spread', 'low', 'high']) {
        cell.append('text').attr('class', `chart-${name}`)
      }
      return cell
    })
    .attr('class', ({ histogram }) =>
      histogram.id === options.selectedId ? 'chart-histogram is-selected' : 'chart-histogram',
    )
    .attr('transform', ({ cell }) => `translate(${cell.left.toFixed(1)},${cell.top.toFixed(1)})`)
  joined
    .select('path.chart-bars')
    .attr('d', ({ histogram, cell }) => barsPath(histogram, cell, tallest))
  joined
    .select('line.chart-baseline')
    .attr('x2', d => d.cell.width.toFixed(1))
    .attr('y1', d => d.cell.height.toFixed(1))
    .attr('y2', d => d.cell.height.toFixed(1))
  joined
    .select('line.chart-median')
    .attr('display', ({ histogram }) => (Number.isFinite(histogram.mean) ? null : 'none'))
    .attr('x1', d => meanX(d.histogram, d.cell))
    .attr('x2', d => meanX(d.histogram, d.cell))
    .attr('y1', d => d.cell.height.toFixed(1))
    .attr('y2', d => (d.cell.height + 5).toFixed(1))
  const spread = (histogram: Histogram) => `σ ${formatValue(histogram.std, 2)}`
  joined
    .select('text.chart-name')
    .attr('y', -5)
    .text(({ histogram, cell }) =>
      elide(histogram.label, Math.max(40, cell.width - textWidth(spread(histogram)) - 8)),
    )
  joined
    .select('text.chart-spread')
    .attr('text-anchor', 'end')
    .attr('x', d => d.cell.width.toFixed(1))
    .attr('y', -5)
    .text(({ histogram, cell }) =>
      cell.width > textWidth(spread(histogram)) + 48 ? spread(histogram) : '',
    )
  joined
    .select('text.chart-low')
    .attr('y', d => (d.cell.height + 14).toFixed(1))
    .text(d => formatValue(d.histogram.low, 2))
  joined
    .select('text.chart-high')
    .attr('text-anchor', 'end')
    .attr('x', d => d.cell.width.toFixed(1))
    .attr('y', d => (d.cell.height + 14).toFixed(1))
    .text(d => formatValue(d.histogram.high, 2))
}

function largestShare(histogram: Histogram): number {
  let most = 0
  for (let bin = 0; bin < histogram.counts.length; bin++) {
    most = Math.max(most, shareOf(histogram, bin))
  }
  return most
}

function barsPath(histogram: Histogram, { width, height }: Cell, tallest: number): string {
  const bins = histogram.counts.length
  let path = `M0,${height.toFixed(1)}`
  for (let bin = 0; bin < bins; bin++) {
    const share = shareOf(histogram, bin)
    // What is there is seen, however little it is.
    const tall = share > 0 ? Math.max(0.75, (share / tallest) * height) : 0
    path += `V${(height - tall).toFixed(1)}H${(((bin + 1) / bins) * width).toFixed(1)}`
  }
  return `${path}V${height.toFixed(1)}Z`
}

function meanX({ mean, low, high }: Histogram, { width }: Cell): string {
  const place = Number.isFinite(mean) ? (mean - low) / (high - low) : 0
  return (Math.max(0, Math.min(1, place)) * width).toFixed(1)
}

function cursorAt({ cells, data }: View, x: number, y: number) {
  const cell = cells.findIndex(
    each =>
      x >= each.left &&
      x <= each.left + each.width &&
      y >= each.top - 14 &&
      y <= each.top + each.height + 16,
  )
  if (cell < 0) return null
  const { left: start, width } = cells[cell]!
  const bins = data[cell]!.counts.length
  return { cell, bin: Math.min(bins - 1, Math.floor(((x - start) / width) * bins)) }
}

function percent(share: number): string {
  return `${formatValue(share * 100, 3)} %`
}

function factsOf({ data, options }: View, cell: number, bin: number): TooltipContent {
  const { text } = options
  const histogram = data[cell]!
  const { low, high, counts, total, zeros, notFinite, mean, std } = histogram
  const width = (high - low) / counts.length
  const lines = [
    { label: text.mean, value: formatValue(mean, 4) },
    { label: text.std, value: formatValue(std, 4) },
    { label: text.zero, value: percent(zeros / total) },
    ...(notFinite > 0 ? [{ label: 'NaN, Inf', value: percent(notFinite / total) }] : []),
  ]
  if (bin < 0) return { title: histogram.label, lines }
  const [from, to] = [low + bin * width, low + (bin + 1) * width]
  const label = `${formatValue(from, 3)} … ${formatValue(to, 3)}`
  return {
    title: histogram.label,
    lines: [{ label, value: percent(shareOf(histogram, bin)) }, ...lines],
  }
}

function showCursor(view: View, speak = false): void {
  const { cursor, cells, container, data } = view
  const cell = cursor && cells[cursor.cell]
  if (!cell || !data[cursor.cell]) {
    showTooltip(container, null)
    return
  }
  const content = factsOf(view, cursor.cell, cursor.bin)
  const bins = data[cursor.cell]!.counts.length
  const x = cell.left + ((Math.max(0, cursor.bin) + 1) / bins) * cell.width
  showTooltip(container, content, x, cell.top + cell.height / 2)
  if (!speak) return
  const lines = content.lines.map(({ label, value }) => `${label} ${value}`)
  announce(container, [content.title, ...lines].join(', '))
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, cursor, options } = view
  const to = (cell: number) => {
    if (data.length > 0)
      view.cursor = { cell: Math.max(0, Math.min(data.length - 1, cell)), bin: -1 }
    showCursor(view, true)
  }
  if (event.key === 'ArrowRight') to((cursor?.cell ?? -1) + 1)
  else if (event.key === 'ArrowLeft') to((cursor?.cell ?? 1) - 1)
  else if (event.key === 'Enter' && cursor) options.onSelect?.(data[cursor.cell]!.id)
  else if (event.key === 'Escape') {
    view.cursor = null
    showCursor(view)
  } else return
  event.preventDefault()
  event.stopPropagation()
}

function describe({ container, data, options }: View): void {
  const { text } = options
  const rows = data.map(({ label, mean, std, zeros, total }) => [
    label,
    formatValue(mean, 3),
    formatValue(std, 3),
    percent(zeros / total),
  ])
  const content =
    rows.length > 0
      ? rows
          .map(([label, mean, std]) => `${label}: ${text.mean} ${mean}, ${text.std} ${std}`)
          .join('; ')
      : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${text.measure}. ${content}`)
  drawTextTable(container, {
    caption: `${text.title}. ${text.figure}`,
    head: [text.layer, text.mean, text.std, text.zero],
    rows,
  })
}
