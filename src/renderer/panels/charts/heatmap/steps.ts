import { scaleLinear, select } from 'd3'
import { drawStepAxis } from '../step-axis'
import { firstStep, group, type View } from './view'

export function drawSteps(view: View, drawable: boolean): void {
  const { layout, data, options, grid } = view
  const visible = drawable && data.count > 0
  const root = group(view, 'axis')
    .attr('transform', `translate(${layout.left},${layout.top + layout.height + 1})`)
    .attr('display', visible ? null : 'none')
  if (!visible) return
  const start = firstStep(data)
  // A step is an interval of the axis; its tick marks the middle.
  const scale = scaleLinear()
    .domain([start - 0.5 + grid.from, start - 0.5 + grid.from + grid.span])
    .range([0, layout.width])
  const ticked = root
    .selectAll<SVGGElement, number>('g.chart-ticks')
    .data([0])
    .join('g')
    .attr('class', 'chart-ticks')
  drawStepAxis(select(ticked.node()!), scale)
  root
    .selectAll('text.chart-axis-title')
    .data([options.text.step])
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('x', -8)
    .attr('y', 15)
    .attr('text-anchor', 'end')
    .text(d => d)
}
