import { color } from 'd3'
import { elide, formatStep, textWidth } from '../format'
import { shareColour } from '../palette'
import {
  type Cell,
  type ConfusionData,
  columnsOf,
  countAt,
  group,
  isSameCell,
  shareAt,
  type View,
} from './view'

interface DrawnCell extends Cell {
  readonly count: number
  readonly share: number
  readonly column: number
}

/** The cells, coloured by their share of the row; a cell with no example is bare, with a dot. */
export function drawCells(view: View): void {
  const { data, options, plot } = view
  const cells = data ? cellsOf(data) : []
  const { width, height } = cellSize(view)
  const root = group(view, 'cells').attr('transform', `translate(${plot.left},${plot.top})`)
  root
    .selectAll<SVGGElement, DrawnCell>('g.confusion-cell')
    .data(cells, cell => `${cell.truth} ${cell.predicted}`)
    .join(enter => {
      const cell = enter.append('g')
      cell.append('rect')
      cell.append('text').attr('text-anchor', 'middle').attr('dy', '0.35em')
      return cell
    })
    .attr('class', cell =>
      [
        'confusion-cell',
        cell.count === 0 && 'is-zero',
        cell.truth === cell.predicted && 'is-hit',
        isSameCell(view.cursor, cell) && 'is-here',
        isSameCell(options.selected, cell) && 'is-selected',
      ]
        .filter(Boolean)
        .join(' '),
    )
    .attr('data-cell', cell => `${cell.truth}-${cell.predicted}`)
    .attr(
      'transform',
      cell => `translate(${(cell.column * width).toFixed(1)},${(cell.truth * height).toFixed(1)})`,
    )
    .call(cell =>
      cell
        .select('rect')
        .attr('x', 0.5)
        .attr('y', 0.5)
        .attr('width', Math.max(0, width - 1).toFixed(1))
        .attr('height', Math.max(0, height - 1).toFixed(1))
        .attr('fill', ({ count, share }: DrawnCell) =>
          count === 0 ? 'none' : shareColour(share, options.theme),
        ),
    )
    .call(cell =>
      cell
        .select('text')
        .attr('x', (width / 2).toFixed(1))
        .attr('y', (height / 2).toFixed(1))
        .style('fill', ({ count, share }: DrawnCell) =>
          count === 0 ? null : inkOn(shareColour(share, options.theme)),
        )
        .text(drawn => figureOf(view, drawn)),
    )
}

export function cellSize({ data, plot }: View) {
  const columns = data ? columnsOf(data).length : 1
  const rows = data?.classes.length ?? 1
  return { width: plot.width / columns, height: plot.height / rows }
}

function cellsOf(data: ConfusionData): DrawnCell[] {
  return data.classes.flatMap((_, truth) =>
    columnsOf(data).map((predicted, column) => {
      const cell = { truth, predicted }
      return { ...cell, column, count: countAt(data, cell), share: shareAt(data, cell) }
    }),
  )
}

/** Left out where a cell is too small for it: the tooltip has it. */
function figureOf(view: View, { count, share }: DrawnCell): string {
  const { width, height } = cellSize(view)
  if (height < 11) return ''
  if (count === 0) return '·'
  const text =
    view.options.figure === 'count'
      ? formatStep(count)
      : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}`
  return textWidth(text, 11) + 2 <= width ? text : ''
}

/** Black or white, whichever stands out more. */
export function inkOn(fill: string): string {
  const { r, g, b } = color(fill)!.rgb()
  return 0.299 * r + 0.587 * g + 0.114 * b > 132 ? '#000' : '#fff'
}

/** Names of the classes beside the rows and below the columns. */
export function drawClassNames(view: View): void {
  const { data, options, plot } = view
  const { width, height } = cellSize(view)
  const rows = data?.classes ?? []
  const everyRow = Math.max(1, Math.ceil(12 / Math.max(1, height)))
  group(view, 'rows')
    .attr('transform', `translate(${plot.left - 7},${plot.top})`)
    .selectAll<SVGTextElement, string>('text')
    .data(rows.filter((_, i) => i % everyRow === 0))
    .join('text')
    .attr('class', 'chart-row')
    .attr('text-anchor', 'end')
    .attr('dy', '0.35em')
    .attr('y', (_, i) => ((i * everyRow + 0.5) * height).toFixed(1))
    .text(name => elide(name, plot.left - 28))
  const names = data ? columnsOf(data).map(k => (k < 0 ? options.text.none : data.classes[k]!)) : []
  group(view, 'columns')
    .attr('transform', `translate(${plot.left},${plot.top + plot.height + 13})`)
    .selectAll<SVGTextElement, string>('text')
    .data(names)
    .join('text')
    .attr('text-anchor', 'middle')
    .attr('x', (_, i) => ((i + 0.5) * width).toFixed(1))
    .text(name => elide(name, width - 3))
}
