import { formatStep, formatValue } from '../format'
import { announce, showTooltip } from '../tooltip'
import { extremes, rowEdge } from './cells'
import { type Cursor, group, type HeatmapRow, type View } from './view'

/** Slot and row under a point of the container; null outside the cells. */
export function cursorAt(view: View, x: number, y: number): Cursor | null {
  const { layout, data, grid } = view
  if (data.rows.length === 0 || data.count === 0) return null
  const u = (x - layout.left) / layout.width
  const v = (y - layout.top) / layout.height
  if (u < 0 || u >= 1 || v < 0 || v >= 1) return null
  const slot = Math.floor((u * grid.span) / data.stride)
  return slot < data.count ? { row: Math.floor(v * data.rows.length), slot } : null
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

export function onKey(view: View, event: KeyboardEvent): void {
  const { data, grid, cursor, options } = view
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  if (data.rows.length === 0 || data.count === 0) return
  const { row, slot } = cursor ?? { row: 0, slot: data.count - 1 }
  const stride = grid.group * (event.shiftKey ? 10 : 1)
  const moves: Record<string, () => Cursor | null> = {
    ArrowLeft: () => ({ row, slot: cursor ? slot - stride : slot }),
    ArrowRight: () => ({ row, slot: cursor ? slot + stride : slot }),
    ArrowUp: () => ({ row: cursor ? row - 1 : row, slot }),
    ArrowDown: () => ({ row: cursor ? row + 1 : row, slot }),
    Home: () => ({ row, slot: 0 }),
    End: () => ({ row, slot: data.count - 1 }),
    Escape: () => null,
  }
  if (event.key === 'Enter' && cursor) {
    options.onSelectNode(data.rows[row]!.nodeId)
  } else if (Object.hasOwn(moves, event.key)) {
    const next = moves[event.key]!()
    moveCursor(
      view,
      next && {
        row: Math.max(0, Math.min(data.rows.length - 1, next.row)),
        slot: Math.max(0, Math.min(data.count - 1, next.slot)),
      },
      true,
    )
  } else return
  event.preventDefault()
  event.stopPropagation()
}

/** `1,200` or `1,201 – 1,208`. */
function numberRange(first: number, last: number): string {
  return first === last ? formatStep(first) : `${formatStep(first)} – ${formatStep(last)}`
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
  const values: { label: string; value: string }[] =
    Object.is(lower, upper) || lower === upper
      ? [{ label: text.measure, value: formatValue(upper) }]
      : [
          { label: text.largest, value: formatValue(upper) },
          { label: text.smallest, value: formatValue(lower) },
        ]
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
  const alive = cursor && cursor.row < data.rows.length && cursor.slot < data.count ? cursor : null
  if (!alive) {
    root.selectAll('*').remove()
    showTooltip(container, null)
    return
  }
  const facts = cellFacts(view, alive)
  const perStep = layout.width / grid.span
  const left = facts.start * data.stride * perStep
  const width = Math.max(1, (facts.end + 1 - facts.start) * data.stride * perStep)
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
    .selectAll<SVGPathElement, string>('path')
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
