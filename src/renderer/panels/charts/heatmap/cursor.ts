import { formatStep, formatValue } from '../format'
import { drawScrubMarks, pinnedStep } from '../scrub'
import { zoomByKey } from '../time-window'
import { announce, showTooltip } from '../tooltip'
import { rowEdge } from './grid'
import { extremes } from './slots'
import {
  type Cursor,
  group,
  type HeatmapData,
  type HeatmapRow,
  stepX,
  timeAxis,
  type View,
} from './view'

/** Slot and row under a point of the container; null outside the cells. */
export function cursorAt(view: View, x: number, y: number): Cursor | null {
  const { layout, data, grid } = view
  if (data.rows.length === 0 || data.count === 0) return null
  const u = (x - layout.left) / layout.width
  const v = (y - layout.top) / layout.height
  if (u < 0 || u >= 1 || v < 0 || v >= 1) return null
  const slot = Math.floor((grid.from + u * grid.span) / data.stride)
  return slot >= 0 && slot < data.count ? { row: Math.floor(v * data.rows.length), slot } : null
}

export function rowAt(view: View, x: number, y: number): HeatmapRow | undefined {
  const { layout, data } = view
  const v = (y - layout.top) / layout.height
  if (v < 0 || v >= 1 || x < 0 || x > layout.left + layout.width) return undefined
  return data.rows[Math.floor(v * data.rows.length)]
}

export function moveCursor(view: View, cursor: Cursor | null, speak = false): void {
  view.cursor = cursor
  drawCursor(view)
  if (speak) announce(view.container, cursor ? cellText(view, cursor).join(', ') : '')
}

/** The pointer's cell: its step is the one that all views show. */
export function pointAt(view: View, cursor: Cursor | null): void {
  moveCursor(view, cursor)
  view.options.scrub.hover(cursor && slotStep(view, cursor.slot))
}

/** The last step of a slot: what the slot is known by everywhere. */
export function slotStep({ data }: View, slot: number): number {
  return data.step.max[slot]!
}

/** The slot that holds a step; the newest for null. */
export function slotOf({ step, count }: HeatmapData, wanted: number | null): number {
  const found = wanted === null ? -1 : step.max.subarray(0, count).findIndex(s => s >= wanted)
  return found < 0 ? count - 1 : found
}

export function onKey(view: View, event: KeyboardEvent): void {
  const { data, grid, cursor, options } = view
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  if (data.rows.length === 0 || data.count === 0) return
  const pinned = pinnedStep(options.marks)
  const { row, slot } = cursor ?? { row: 0, slot: slotOf(data, pinned) }
  const stride = grid.group * (event.shiftKey ? 10 : 1)
  const sideways = cursor || pinned !== null ? stride : 0
  const moves: Record<string, () => Cursor> = {
    ArrowLeft: () => ({ row, slot: slot - sideways }),
    ArrowRight: () => ({ row, slot: slot + sideways }),
    ArrowUp: () => ({ row: cursor ? row - 1 : row, slot }),
    ArrowDown: () => ({ row: cursor ? row + 1 : row, slot }),
    Home: () => ({ row, slot: 0 }),
    End: () => ({ row, slot: data.count - 1 }),
  }
  if (event.key === 'Enter' && cursor) {
    options.onSelectNode(data.rows[row]!.nodeId)
  } else if (event.key === 'Escape') {
    options.scrub.release()
    moveCursor(view, null, true)
  } else if (Object.hasOwn(moves, event.key)) {
    const next = moves[event.key]!()
    const within = {
      row: Math.max(0, Math.min(data.rows.length - 1, next.row)),
      slot: Math.max(0, Math.min(data.count - 1, next.slot)),
    }
    const vertical = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (!vertical) options.scrub.pin(slotStep(view, within.slot))
    moveCursor(view, within, true)
  } else {
    if (!zoomByKey(event.key, timeAxis(view), pinned, options)) return
  }
  event.preventDefault()
  event.stopPropagation()
}

/** `1,200` or `1,201 – 1,208`. */
function numberRange(first: number, last: number): string {
  return first === last ? formatStep(first) : `${formatStep(first)} – ${formatStep(last)}`
}

function meanOf(row: HeatmapRow, start: number, end: number): number {
  let sum = 0
  for (let slot = start; slot <= end; slot++) sum += row.mean(slot)
  return sum / (end - start + 1)
}

/** Whether a quantity has no value although nothing is broken. */
function isUndefined({ nan, inf }: HeatmapRow, slot: number, value: number): boolean {
  return Number.isNaN(value) && nan?.[slot] === 0 && inf?.[slot] === 0
}

/** Layer, steps and values of the column of cells under the cursor. */
function cellFacts(view: View, { row, slot }: Cursor) {
  const { data, grid, options } = view
  const { text } = options
  const line = data.rows[row]!
  const start = slot - (slot % grid.group)
  const end = Math.min(data.count, start + grid.group) - 1
  const { lower, upper } = extremes(line.min, line.max, start, data.count, grid.group)
  const steps = numberRange(data.step.min[start]!, data.step.max[end]!)
  const epochs = numberRange(data.epoch.min[start]!, data.epoch.max[end]!)
  const several = end > start || data.stride > 1
  const values: { label: string; value: string }[] = several
    ? [
        { label: text.largest, value: formatValue(upper) },
        { label: text.mean, value: formatValue(meanOf(line, start, end)) },
        { label: text.smallest, value: formatValue(lower) },
      ]
    : [{ label: text.measure, value: isUndefined(line, start, upper) ? '–' : formatValue(upper) }]
  for (const [label, counts] of [
    ['NaN', line.nan],
    ['Inf', line.inf],
  ] as const) {
    const most = Math.max(0, ...(counts?.subarray(start, end + 1) ?? []))
    if (most > 0) values.push({ label, value: formatStep(most) })
  }
  return {
    label: line.label,
    name: line.name,
    when: `${text.step} ${steps} · ${text.epoch} ${epochs}`,
    values,
    start,
    end,
  }
}

function cellText(view: View, cursor: Cursor): string[] {
  const { label, when, values } = cellFacts(view, cursor)
  return [label, ...values.map(v => `${v.label} ${v.value}`), when]
}

export function drawCursor(view: View): void {
  const { container, layout, data, grid, cursor } = view
  const root = group(view, 'cursor').attr('transform', `translate(${layout.left},${layout.top})`)
  drawScrubMarks(root, data.count > 0 ? view.options.marks : [], s => stepX(view, s), layout)
  const alive = cursor && cursor.row < data.rows.length && cursor.slot < data.count ? cursor : null
  if (!alive) {
    root.selectAll('path.chart-cross').remove()
    showTooltip(container, null)
    return
  }
  const facts = cellFacts(view, alive)
  const perStep = layout.width / grid.span
  const placeOf = (slot: number) =>
    Math.max(0, Math.min(layout.width, (slot * data.stride - grid.from) * perStep))
  const left = placeOf(facts.start)
  const width = Math.max(1, placeOf(facts.end + 1) - left)
  const top = rowEdge(alive.row, data.rows.length, layout.height)
  const bottom = rowEdge(alive.row + 1, data.rows.length, layout.height)
  const middle = left + width / 2
  const level = (top + bottom) / 2
  const cross = [
    `M${middle},0V${top - 1}M${middle},${bottom}V${layout.height}`,
    `M0,${level}H${left - 1}M${left + width + 1},${level}H${layout.width}`,
    `M${left - 1},${top - 1}h${width + 2}v${bottom - top + 1}h${-width - 2}z`,
  ].join('')
  // Light on a dark casing, so that it stands out on every colour of the scale.
  root
    .selectAll<SVGPathElement, string>('path.chart-cross')
    .data(['chart-cross is-casing', 'chart-cross'])
    .join('path')
    .attr('class', d => d)
    .attr('d', cross)
  const title = facts.label === facts.name ? facts.label : `${facts.label} · ${facts.name}`
  showTooltip(
    container,
    { title, note: facts.when, lines: facts.values },
    layout.left + left + width,
    layout.top + (top + bottom) / 2,
  )
}
