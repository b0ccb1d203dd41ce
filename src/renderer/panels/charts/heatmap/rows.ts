import { elide } from '../format'
import { rowEdge } from './grid'
import { group, type HeatmapRow, type View } from './view'

const labelHeight = 13

interface RowLabel {
  readonly row: HeatmapRow
  readonly y: number
  readonly selected: boolean
}

/** Every label, or every k-th when rows are too low for all; the selected row's before any other. */
export function rowLabels(
  rows: readonly HeatmapRow[],
  height: number,
  selectedNodeId: string | null,
): RowLabel[] {
  const every = Math.max(1, Math.ceil((labelHeight * rows.length) / height))
  const labels = rows.map((row, index) => ({
    row,
    index,
    y: ((index + 0.5) * height) / rows.length,
    selected: row.nodeId === selectedNodeId,
  }))
  const chosen = labels.filter(label => label.selected)
  const rest = labels.filter(label => !label.selected && label.index % every === 0)
  for (const label of [...labels.slice(-1), ...rest]) {
    if (chosen.every(other => Math.abs(other.y - label.y) >= labelHeight)) chosen.push(label)
  }
  return chosen
    .sort((a, b) => a.index - b.index)
    .map(({ row, y, selected }) => ({ row, y, selected }))
}

export function drawRows(view: View, drawable: boolean): void {
  const { layout, data, options } = view
  const root = group(view, 'rows').attr('transform', `translate(${layout.left},${layout.top})`)
  root
    .selectAll('rect.chart-frame')
    .data(drawable ? [0] : [])
    .join('rect')
    .attr('class', 'chart-frame')
    .attr('x', -0.5)
    .attr('y', -0.5)
    .attr('width', layout.width + 1)
    .attr('height', layout.height + 1)
  root
    .selectAll<SVGTextElement, RowLabel>('text')
    .data(drawable ? rowLabels(data.rows, layout.height, options.selectedNodeId) : [])
    .join('text')
    .attr('class', d => (d.selected ? 'chart-row is-selected' : 'chart-row'))
    .attr('x', -8)
    .attr('y', d => d.y.toFixed(1))
    .attr('dy', '0.35em')
    .attr('text-anchor', 'end')
    .text(d => elide(d.row.label, layout.left - 12))
  const selected = data.rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => row.nodeId === options.selectedNodeId)
  root
    .selectAll('rect.chart-selected')
    .data(drawable ? selected : [])
    .join('rect')
    .attr('class', 'chart-selected')
    .attr('x', -3)
    .attr('width', layout.width + 5)
    .attr('y', d => rowEdge(d.index, data.rows.length, layout.height) - 1.5)
    .attr('height', d => {
      const { length } = data.rows
      return (
        rowEdge(d.index + 1, length, layout.height) - rowEdge(d.index, length, layout.height) + 2
      )
    })
}
