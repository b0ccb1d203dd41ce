import { scaleLinear } from 'd3'
import { createChart, describeChart, drawHead, oneLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { formatStep, formatValue, textWidth } from '../format'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip } from '../tooltip'
import { drawPowerAxis, drawRidges } from './ridges'
import {
  type Cursor,
  type DistributionsData,
  type DistributionsOptions,
  group,
  medianPower,
  powersInUse,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()

const layers = ['title', 'axis', 'ridges', 'empty']

const headHeight = 52
const footHeight = 38

/**
 * Draws how the sizes of each gradient's entries are spread, one ridge above the other over depth.
 * Call it again to redraw.
 */
export function drawDistributions(
  container: HTMLElement,
  data: DistributionsData,
  size: Size,
  options: DistributionsOptions,
): void {
  const view = views.get(container) ?? createView(container, data, size, options)
  view.data = data
  view.size = size
  view.options = options
  const { text } = options
  const labels = Math.max(40, ...data.rows.map(row => textWidth(row.label)))
  const left = Math.round(Math.min(labels, 150, size.width * 0.25) + 14)
  const hasZeros = data.rows.some(row => row.zeros > 0)
  const right = hasZeros ? textWidth(text.zero) + 16 : 12
  view.plot = {
    left,
    top: headHeight,
    width: Math.max(0, size.width - left - right),
    height: Math.max(0, size.height - headHeight - footHeight),
  }
  view.x = scaleLinear(powersInUse(data), [0, view.plot.width])
  view.svg.attr('width', size.width).attr('height', size.height)
  const visible = data.step !== null && data.rows.length > 0
  drawTitle(view, visible)
  drawPowerAxis(view, visible)
  drawRidges(view)
  drawEmptyText(group(view, 'empty'), visible ? null : text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(
  container: HTMLElement,
  data: DistributionsData,
  size: Size,
  options: DistributionsOptions,
): View {
  const svg = createChart(container, layers, {
    onPoint: place => moveCursor(view, place && cursorAt(view, ...place)),
    onClick(x, y) {
      const row = view.data.rows[cursorAt(view, x, y)?.row ?? -1]
      if (row) view.options.onSelectNode(row.nodeId)
    },
    onKey: event => onKey(view, event),
  })
  const plot = { left: 0, top: 0, width: 0, height: 0 }
  const view: View = { container, svg, data, size, options, plot, x: scaleLinear(), cursor: null }
  views.set(container, view)
  return view
}

function drawTitle(view: View, visible: boolean): void {
  const { data, options, plot } = view
  const { text } = options
  const step = data.step === null ? '' : `${text.step} ${formatStep(data.step)}`
  const lines = [
    { name: 'chart-heading', label: text.title, x: plot.left, y: 14 },
    { name: 'chart-figure', label: step, x: plot.left + textWidth(text.title, 12) + 16, y: 14 },
    { name: 'chart-measure', label: `${text.measure} · ${text.median} |`, x: plot.left, y: 31 },
  ]
  drawHead(group(view, 'title'), visible ? lines : lines.slice(0, 1))
}

function cursorAt({ data, plot, x }: View, px: number, py: number): Cursor | null {
  const row = Math.floor(((py - plot.top) / plot.height) * data.rows.length)
  if (row < 0 || row >= data.rows.length || px > plot.left + plot.width) return null
  const power = px < plot.left ? Number.NaN : Math.floor(x.invert(px - plot.left))
  return { row, bin: power - data.firstPower }
}

function moveCursor(view: View, cursor: Cursor | null, speak = false): void {
  view.cursor = cursor
  drawRidges(view)
  showCursor(view)
  if (!speak) return
  const facts = cursor && factsOf(view, cursor)
  const lines = facts?.lines.map(line => `${line.label} ${line.value}`) ?? []
  announce(view.container, facts ? [facts.title, ...lines].join(', ') : '')
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const { data, options, cursor } = view
  const far = event.shiftKey ? 10 : 1
  const to = (row: number) => {
    const within = Math.max(0, Math.min(data.rows.length - 1, row))
    moveCursor(view, data.rows.length > 0 ? { row: within, bin: Number.NaN } : null, true)
  }
  if (event.key === 'ArrowLeft') options.onMoveStep(-far)
  else if (event.key === 'ArrowRight') options.onMoveStep(far)
  else if (event.key === 'ArrowDown') to((cursor?.row ?? -1) + 1)
  else if (event.key === 'ArrowUp') to((cursor?.row ?? 1) - 1)
  else if (event.key === 'Enter' && cursor) options.onSelectNode(data.rows[cursor.row]!.nodeId)
  else if (event.key === 'Escape') {
    options.onRelease()
    moveCursor(view, null, true)
  } else return
  event.preventDefault()
  event.stopPropagation()
}

function percent(share: number): string {
  return `${formatValue(share * 100, 3)} %`
}

function factsOf({ data, options }: View, { row: index, bin }: Cursor) {
  const { text } = options
  const row = data.rows[index]!
  const median = 2 ** medianPower(row, data.firstPower)
  const lines = row.counted > 0 ? [{ label: text.median, value: formatValue(median, 3) }] : []
  const count = row.counts[bin]
  if (count !== undefined && row.counted > 0) {
    const power = data.firstPower + bin
    const [from, to] = [formatValue(2 ** power, 3), formatValue(2 ** (power + 1), 3)]
    lines.push({ label: `${from} ≤ ${text.axis} < ${to}`, value: percent(count / row.counted) })
  }
  if (row.zeros >= 0) lines.push({ label: text.zero, value: percent(row.zeros) })
  return { title: row.label === row.name ? row.label : `${row.label} · ${row.name}`, lines }
}

function showCursor(view: View): void {
  const { container, cursor, data, plot, x } = view
  if (!cursor || cursor.row >= data.rows.length) {
    showTooltip(container, null)
    return
  }
  const power = data.firstPower + cursor.bin
  const px = plot.left + (Number.isNaN(power) ? 0 : x(power + 1))
  const py = plot.top + ((cursor.row + 0.5) / data.rows.length) * plot.height
  showTooltip(container, factsOf(view, cursor), px, py)
}

function describe({ container, data, options }: View): void {
  const { text } = options
  const step = data.step === null ? '' : `${text.step} ${formatStep(data.step)}`
  const medians = data.rows.map(row => {
    const median = 2 ** medianPower(row, data.firstPower)
    return [row.label, row.counted > 0 ? formatValue(median, 3) : '–', percent(row.zeros)]
  })
  const [first, last] = [medians[0], medians.at(-1)]
  const content =
    data.step === null || !first || !last
      ? oneLine(text.empty)
      : `${step}. ${text.median}: ${first[0]} ${first[1]}, ${last[0]} ${last[1]}`
  const { role, title, axis: measure } = text
  describeChart(container, { role, title, measure, content })
  const head = [text.layer, text.median, text.zero]
  drawTextTable(container, { caption: `${text.title}. ${step}`, head, rows: medians })
}
