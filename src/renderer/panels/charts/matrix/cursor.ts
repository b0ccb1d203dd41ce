import { formatValue } from '../format'
import { announce, showTooltip, type TooltipContent } from '../tooltip'
import { shownCell } from './cells'
import { type Cursor, group, type MatrixData, type View, wholeOf } from './view'
import { panned, zoomed } from './zoom'

/** The bin under a point of the container; null outside the cells. */
export function cursorAt({ plot, bins }: View, x: number, y: number): Cursor | null {
  if (!bins) return null
  const u = (x - plot.left) / plot.width
  const v = (y - plot.top) / plot.height
  if (u < 0 || u >= 1 || v < 0 || v >= 1) return null
  return { i: Math.floor(v * bins.rows), j: Math.floor(u * bins.columns) }
}

/** `W[3, 7]`, `b[7]`. */
export function cellName(data: MatrixData, row: number, column: number): string {
  return data.vector ? `${data.name}[${column}]` : `${data.name}[${row}, ${column}]`
}

export function cellContent(view: View, { i, j }: Cursor): TooltipContent | null {
  const { data, bins, facts, options } = view
  if (!data || !bins || !facts || i >= bins.rows || j >= bins.columns) return null
  const { text } = options
  const { row, column, value } = shownCell(data.values, data.columns, bins, i, j)
  const rows = bins.rowEdges[i + 1]! - bins.rowEdges[i]!
  const columns = bins.columnEdges[j + 1]! - bins.columnEdges[j]!
  const marginal = data.vector
    ? []
    : [
        { label: text.rowRms, value: formatValue(facts.rowRms[row]!, 4) },
        { label: text.columnRms, value: formatValue(facts.columnRms[column]!, 4) },
      ]
  return {
    title: cellName(data, row, column),
    ...(rows * columns > 1 && { note: text.binned(rows, columns) }),
    lines: [{ label: text.measure, value: formatValue(value) }, ...marginal],
  }
}

export function moveCursor(view: View, cursor: Cursor | null, speak = false): void {
  view.cursor = cursor
  drawCursor(view)
  if (!speak) return
  const content = cursor && cellContent(view, cursor)
  const lines = content?.lines.map(({ label, value }) => `${label} ${value}`) ?? []
  announce(view.container, content ? [content.title, ...lines].join(', ') : '')
}

export function drawCursor(view: View): void {
  const { cursor, bins, plot, container } = view
  const content = cursor && cellContent(view, cursor)
  const cell =
    content && bins
      ? {
          x: plot.left + (cursor.j / bins.columns) * plot.width,
          y: plot.top + (cursor.i / bins.rows) * plot.height,
          width: Math.max(3, plot.width / bins.columns),
          height: Math.max(3, plot.height / bins.rows),
        }
      : null
  group(view, 'cursor')
    .selectAll<SVGRectElement, string>('rect')
    .data(cell ? ['chart-cross is-casing', 'chart-cross'] : [])
    .join('rect')
    .attr('class', name => name)
    .attr('x', cell?.x ?? 0)
    .attr('y', cell?.y ?? 0)
    .attr('width', cell?.width ?? 0)
    .attr('height', cell?.height ?? 0)
  if (!cell) showTooltip(container, null)
  else showTooltip(container, content, cell.x + cell.width, cell.y + cell.height / 2)
}

/** @returns whether the region changed, so that all has to be drawn again */
export function onKey(view: View, event: KeyboardEvent): 'handled' | 'zoomed' | null {
  const { data, bins, region } = view
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !data || !bins) {
    return null
  }
  const whole = wholeOf(data)
  const { i, j } = view.cursor ?? { i: 0, j: -1 }
  const far = event.shiftKey ? 10 : 1
  const to = (row: number, column: number): 'handled' | 'zoomed' => {
    const di = row - clamp(row, bins.rows)
    const dj = column - clamp(column, bins.columns)
    view.cursor = { i: clamp(row, bins.rows), j: clamp(column, bins.columns) }
    if (di === 0 && dj === 0) {
      moveCursor(view, view.cursor, true)
      return 'handled'
    }
    // At the edge of what is in sight, the sight moves.
    view.region = panned(region, whole, di, dj)
    return 'zoomed'
  }
  switch (event.key) {
    case 'ArrowLeft':
      return to(i, j - far)
    case 'ArrowRight':
      return to(i, j + far)
    case 'ArrowUp':
      return to(i - far, Math.max(0, j))
    case 'ArrowDown':
      return to(i + (view.cursor ? far : 0), Math.max(0, j))
    case '+':
    case '=':
    case '-': {
      const [u, v] = [(Math.max(0, j) + 0.5) / bins.columns, (i + 0.5) / bins.rows]
      view.region = zoomed(region, whole, event.key === '-' ? 1.5 : 1 / 1.5, u, v)
      return 'zoomed'
    }
    case '0':
    case 'Home':
      view.region = whole
      return 'zoomed'
    case 'Escape':
      moveCursor(view, null, true)
      return 'handled'
    default:
      return null
  }
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index))
}
