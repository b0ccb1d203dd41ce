import { pointer, select } from 'd3'
import { drawTitleLine } from '../chart-frame'
import { drawEmptyText } from '../empty'
import { formatValue } from '../format'
import { edgesOf } from '../matrix/cells'
import type { Size } from '../size'
import { drawTextTable } from '../text-table'
import { announce, showTooltip, type TooltipContent } from '../tooltip'
import { drawBars } from './bars'
import {
  barCount,
  deadUnits,
  group,
  shownUnit,
  type UnitActivityData,
  type UnitActivityOptions,
  type View,
} from './view'

const views = new WeakMap<HTMLElement, View>()

/** Beyond that nobody reads on; the export has all. */
const mostRead = 256

/**
 * Draws for each unit the share of examples for which it is active, and its mean output below; dead
 * units are marked. Where units are more than pixels, a bar stands for the least active of several.
 */
export function drawUnitActivity(
  container: HTMLElement,
  data: UnitActivityData | null,
  size: Size,
  options: UnitActivityOptions,
): void {
  const view = views.get(container) ?? createView(container, size, options)
  view.data = data
  view.size = size
  view.options = options
  view.left = 46
  view.width = Math.max(0, size.width - view.left - 8)
  view.edges = edgesOf(0, data?.mean.length ?? 0, Math.max(1, view.width / 2))
  view.svg.attr('width', size.width).attr('height', size.height)
  drawTitle(view)
  drawBars(view)
  drawEmptyText(group(view, 'empty'), data ? null : options.text.empty, size)
  showCursor(view)
  describe(view)
}

function createView(container: HTMLElement, size: Size, options: UnitActivityOptions): View {
  const root = select(container).classed('chart chart-unit-activity', true)
  const svg = root.append('svg').attr('aria-hidden', 'true')
  for (const name of ['title', 'bars', 'axis', 'empty']) {
    svg.append('g').attr('class', `chart-${name}`)
  }
  const view: View = {
    container,
    svg,
    data: null,
    size,
    options,
    left: 0,
    width: 0,
    edges: new Uint32Array(1),
    cursor: null,
  }
  views.set(container, view)
  root
    .attr('tabindex', 0)
    .attr('role', 'application')
    .on('pointermove', event => {
      const [x, y] = pointer(event, container)
      const bar = Math.floor(((x - view.left) / view.width) * barCount(view))
      view.cursor = y > 20 && bar >= 0 && bar < barCount(view) ? bar : null
      showCursor(view)
    })
    .on('pointerleave blur', () => {
      view.cursor = null
      showCursor(view)
    })
    .on('keydown', (event: KeyboardEvent) => onKey(view, event))
  return view
}

function drawTitle(view: View): void {
  const { options, data, size } = view
  const { text } = options
  const { title, figure } = text
  drawTitleLine(group(view, 'title'), data && { title, figure, x: 12, right: size.width - 8 })
}

function percent(share: number): string {
  return `${formatValue(share * 100, 3)} %`
}

function contentOf(view: View, bar: number): TooltipContent {
  const { edges, options } = view
  const { text } = options
  const data = view.data!
  const unit = shownUnit(view, bar)
  const active = 1 - data.zeroFraction[unit]!
  const several = edges[bar + 1]! - edges[bar]! > 1
  return {
    title: `${text.unit} ${unit}${active === 0 ? ` · ${text.dead}` : ''}`,
    ...(several && { note: text.units(edges[bar]!, edges[bar + 1]! - 1) }),
    lines: [
      { label: text.active, value: percent(active) },
      { label: text.mean, value: formatValue(data.mean[unit]!, 4) },
      { label: text.std, value: formatValue(data.std[unit]!, 4) },
    ],
  }
}

function showCursor(view: View, speak = false): void {
  const { cursor, container, left, width, size } = view
  if (cursor === null || cursor >= barCount(view)) {
    showTooltip(container, null)
    return
  }
  const content = contentOf(view, cursor)
  showTooltip(container, content, left + ((cursor + 1) / barCount(view)) * width, size.height / 2)
  if (!speak) return
  const lines = content.lines.map(({ label, value }) => `${label} ${value}`)
  announce(container, [content.title, ...lines].join(', '))
}

function onKey(view: View, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const far = event.shiftKey ? 10 : 1
  const last = barCount(view) - 1
  if (last < 0) return
  if (event.key === 'ArrowRight') view.cursor = Math.min(last, (view.cursor ?? -far) + far)
  else if (event.key === 'ArrowLeft') view.cursor = Math.max(0, (view.cursor ?? far) - far)
  else if (event.key === 'Escape') view.cursor = null
  else return
  showCursor(view, true)
  event.preventDefault()
  event.stopPropagation()
}

function describe({ container, data, options }: View): void {
  const { text } = options
  const content = data ? text.figure : text.empty.replaceAll('\n', ' ')
  select(container)
    .attr('aria-roledescription', text.role)
    .attr('aria-label', `${text.title}. ${content}`)
  const read = data ? Math.min(mostRead, data.mean.length) : 0
  drawTextTable(container, {
    caption: data ? `${text.title}. ${text.dead}: ${deadUnits(data)}` : text.title,
    head: [text.unit, text.active, text.mean, text.std],
    rows: Array.from({ length: read }, (_, unit) => [
      String(unit),
      percent(1 - data!.zeroFraction[unit]!),
      formatValue(data!.mean[unit]!, 3),
      formatValue(data!.std[unit]!, 3),
    ]),
  })
}
