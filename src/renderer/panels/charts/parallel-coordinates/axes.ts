import { brushY, select } from 'd3'
import { layerOf } from '../chart-frame'
import { elide, textWidth, writeTick } from '../format'
import { lineColour } from './lines'
import { type AxisTick, layoutOf, margin, type ParallelAxis, ticksOf, type View } from './view'

const reach = 11
const barWidth = 6
/** As wide as the names' typeface is in a monospaced one. */
const proportional = 10.5

/** Draws every axis with its name and marks; a bar of the colours stands at the last. */
export function drawAxes(view: View): void {
  const { svg, data } = view
  const { height, gap, x } = layoutOf(view)
  const last = data.axes.length - 1
  const axes = layerOf(svg, 'axes')
    .selectAll<SVGGElement, ParallelAxis>('g.parallel-axis')
    .data(data.axes, axis => axis.id)
    .join(enter => {
      const group = enter.append('g').attr('class', 'parallel-axis')
      group.append('line').attr('class', 'parallel-rule')
      group.append('text').attr('class', 'chart-axis-title').attr('y', -9)
      group.append('g').attr('class', 'parallel-ticks')
      return group
    })
    .attr('transform', (_, i) => `translate(${x(i)},${margin.top})`)
  axes.select('line.parallel-rule').attr('y2', height)
  axes
    .select('text.chart-axis-title')
    .attr('text-anchor', (_, i) => (i === last ? 'end' : i === 0 ? 'start' : 'middle'))
    .attr('x', (_, i) => (i === last ? margin.right - 4 : i === 0 ? 4 - margin.left : 0))
    .text((axis, i) => elide(axis.label, roomFor(i), proportional))
  axes.each(function drawTicks(axis, i) {
    const isLast = i === last
    const ticks = select(this)
      .select('g.parallel-ticks')
      .selectAll<SVGGElement, AxisTick>('g.tick')
      .data(ticksOf(axis, height), tick => tick.label)
      .join(enter => {
        const tick = enter.append('g').attr('class', 'tick')
        tick.append('line')
        tick.append('text').attr('dy', '0.35em')
        return tick
      })
      .attr('transform', ({ place }) => `translate(0,${place * height})`)
    ticks.select('line').attr('x2', isLast ? barWidth : -4)
    ticks
      .select<SVGTextElement>('text')
      .attr('x', isLast ? barWidth + 6 : -7)
      .attr('text-anchor', isLast ? 'start' : 'end')
      .each(function write({ label }) {
        writeTick(this, elide(label, isLast ? margin.right - 14 : Math.max(40, gap - 20)))
      })
  })
  drawBar(view)

  /** A name may go as far as the middle between its axis and the next; the ends go to the edge. */
  function roomFor(axis: number): number {
    if (axis === 0) return margin.left + gap / 2 - 12
    return axis === last ? margin.right + gap / 2 - 12 : gap - 12
  }
}

const steps = 32

/** The colours of the lines along the last axis, best at the end where the best are. */
function drawBar(view: View): void {
  const { svg, data, options } = view
  const { height, x } = layoutOf(view)
  const last = data.axes.length - 1
  const best = data.lines.find(({ goodness }) => goodness !== null)
  const worst = data.lines.findLast(({ goodness }) => goodness !== null)
  const [top, bottom] = [best, worst].map(line => Number(line?.values[last]))
  const isUp = !(best && worst) || top! >= bottom!
  layerOf(svg, 'bar')
    .selectAll('rect')
    .data(last > 0 ? Array.from({ length: steps }, (_, i) => i) : [])
    .join('rect')
    .attr('x', x(last))
    .attr('y', i => margin.top + (i / steps) * height)
    .attr('width', barWidth)
    .attr('height', height / steps + 0.5)
    .attr('fill', i => {
      const share = (i + 0.5) / steps
      return lineColour(isUp ? 1 - share : share, options.theme)
    })
}

/** Lets a stretch of each axis be marked. */
export function drawBrushes(view: View, onChange: () => void): void {
  const { svg, data, marks } = view
  const { height, x } = layoutOf(view)
  const known = new Set(data.axes.map(({ id }) => id))
  for (const id of marks.keys()) if (!known.has(id)) marks.delete(id)
  layerOf(svg, 'brushes')
    .selectAll<SVGGElement, ParallelAxis>('g.parallel-brush')
    .data(height > 0 ? data.axes : [], axis => axis.id)
    .join('g')
    .attr('class', 'parallel-brush')
    .attr('transform', (_, i) => `translate(${x(i)},${margin.top})`)
    .each(function brush(axis) {
      const group = select<SVGGElement, ParallelAxis>(this)
      const brushing = brushY<ParallelAxis>()
        .extent([
          [-reach, 0],
          [reach, height],
        ])
        .on('brush end', event => {
          // Not by hand: it was put where it was before the size changed.
          if (!event.sourceEvent) return
          const selection = event.selection as [number, number] | null
          if (selection) marks.set(axis.id, [selection[0] / height, selection[1] / height])
          else marks.delete(axis.id)
          onChange()
        })
      group.call(brushing)
      const mark = marks.get(axis.id)
      brushing.move(group, mark ? [mark[0] * height, mark[1] * height] : null)
    })
}

/** Where lines go that have no place on an axis, and what that means. */
export function drawLost(view: View): void {
  const { svg, data, options } = view
  const { height, x } = layoutOf(view)
  const last = data.axes.length - 1
  const isLost = data.lines.some(({ goodness }) => goodness === null)
  layerOf(svg, 'lost')
    .selectAll('text')
    .data(isLost ? [options.text.lost] : [])
    .join('text')
    .attr('class', 'parallel-lost')
    .attr('x', Math.min(x(last) + 8, view.size.width - textWidth(options.text.lost) - 2))
    .attr('y', margin.top + height + 18)
    .attr('dy', '0.35em')
    .text(text => text)
}
