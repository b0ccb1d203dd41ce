import { select } from 'd3'
import { textWidth, writeTick } from '../format'
import { drawStepAxis } from '../step-axis'
import { brokenRuns } from './shapes'
import type { AxisTick } from './value-axis'
import { group, slotStep, type View } from './view'

/** Title, grid, axes, and bands where values are not finite. */
export function drawFrame(view: View, ticks: readonly AxisTick[], visible: boolean): void {
  const { plot, options, x, y, data } = view
  const title = group(view, 'title')
  title
    .selectAll('text.chart-heading')
    .data([options.text.title])
    .join('text')
    .attr('class', 'chart-heading')
    .attr('x', 0)
    .attr('y', 14)
    .text(d => d)
  const axisTitle = options.log ? `${options.text.axis}, ${options.text.log}` : options.text.axis
  const titleWidth = textWidth(options.text.title, 12)
  title
    .selectAll('text.chart-measure')
    .data(titleWidth + 14 + textWidth(axisTitle) <= view.size.width ? [axisTitle] : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('x', titleWidth + 14)
    .attr('y', 14)
    .text(d => d)

  const place = `translate(${plot.left},${plot.top})`
  group(view, 'grid')
    .attr('transform', place)
    .selectAll<SVGGElement, AxisTick>('g.tick')
    .data(visible ? ticks : [])
    .join(enter => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('x', -8).attr('dy', '0.35em').attr('text-anchor', 'end')
      return tick
    })
    .attr('transform', d => `translate(0,${y(d.value).toFixed(1)})`)
    .call(tick => tick.select('line').attr('x2', plot.width))
    .call(tick =>
      tick.select<SVGTextElement>('text').each(function (d) {
        writeTick(this, d.label)
      }),
    )

  const axis = group(view, 'axis')
    .attr('transform', `translate(${plot.left},${plot.top + plot.height})`)
    .attr('display', visible ? null : 'none')
  axis
    .selectAll('line.chart-baseline')
    .data([0])
    .join('line')
    .attr('class', 'chart-baseline')
    .attr('x2', plot.width)
  const ticked = axis
    .selectAll<SVGGElement, number>('g.chart-ticks')
    .data([0])
    .join('g')
    .attr('class', 'chart-ticks')
  if (visible) drawStepAxis(select(ticked.node()!), x)
  axis
    .selectAll('text.chart-axis-title')
    .data([options.text.step])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('x', plot.width + 12)
    .attr('y', 15)
    .text(d => d)

  // Steps whose value is NaN or infinite: a band, so that a gap is seen and not overlooked.
  const [first, end] = view.sight
  const runs = visible
    ? brokenRuns(data.line, data.count)
        .filter(([from, to]) => to >= first && from < end)
        .map(([from, to]): [number, number] => [Math.max(first, from), Math.min(end - 1, to)])
    : []
  const bands = group(view, 'lines').attr('transform', place)
  bands
    .selectAll<SVGRectElement, [number, number]>('rect.chart-broken')
    .data(runs)
    .join(enter => enter.insert('rect', ':first-child').attr('class', 'chart-broken'))
    .attr('x', ([first]) => x(slotStep(data, first)) - 1)
    .attr('width', ([first, last]) =>
      Math.max(2, x(slotStep(data, last)) - x(slotStep(data, first)) + 2),
    )
    .attr('height', plot.height)
  const middle = ([first, last]: [number, number]) =>
    (x(slotStep(data, first)) + x(slotStep(data, last))) / 2
  bands
    .selectAll<SVGTextElement, [number, number]>('text.chart-broken-label')
    .data(runs.filter(([first, last]) => x(slotStep(data, last)) - x(slotStep(data, first)) >= 16))
    .join('text')
    .attr('class', 'chart-broken-label')
    .attr('text-anchor', 'middle')
    .attr('dy', '0.35em')
    .attr('transform', d => `translate(${middle(d).toFixed(1)},${plot.height / 2}) rotate(-90)`)
    .text('NaN / Inf')
}
