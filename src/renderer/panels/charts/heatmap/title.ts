import { formatValue, textWidth } from '../format'
import { measureFits } from './legend'
import { endToEnd, group, type View } from './view'

export function drawTitle(view: View, drawable: boolean): void {
  const { layout, options, data } = view
  const { text, scale } = options
  const root = group(view, 'title')
  root
    .selectAll('text.chart-heading')
    .data([text.title])
    .join('text')
    .attr('class', 'chart-heading')
    .attr('x', layout.left)
    .attr('y', 14)
    .text(d => d)
  const ends = drawable && scale === 'log' ? endToEnd(data) : null
  const summary = ends
    ? text.summary(
        `${ends.first.label} ${formatValue(ends.first.shown, 2)}`,
        `${ends.last.label} ${formatValue(ends.last.shown, 2)}`,
        formatValue(ends.ratio, 2),
      )
    : ''
  const titleWidth = textWidth(text.title, 12)
  const inTitle = drawable && !measureFits(view) ? [text.measure] : []
  const { group: slots, binned } = view.grid
  if (drawable && binned) inTitle.push(text.binned(slots * data.stride))
  root
    .selectAll('text.chart-measure')
    .data(inTitle.length > 0 ? [inTitle.join(' · ')] : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('x', layout.left + titleWidth + 14)
    .attr('y', 14)
    .text(d => d)
  const room =
    layout.width - titleWidth - 24 - (inTitle.length > 0 ? textWidth(inTitle.join(' · ')) + 14 : 0)
  root
    .selectAll('text.chart-figure')
    .data(summary && textWidth(summary) <= room ? [summary] : [])
    .join('text')
    .attr('class', 'chart-figure')
    .attr('text-anchor', 'end')
    .attr('x', layout.left + layout.width)
    .attr('y', 14)
    .text(d => d)
}
