import { formatValue, textWidth } from '../format'
import { barCount, group, shownUnit, type View } from './view'

const top = 26
const foot = 20

interface Bar {
  readonly x: number
  readonly active: number
  readonly dead: boolean
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Shares above, means with their deviation below, both over the units. */
export function drawBars(view: View): void {
  const { data, left, width, size } = view
  const count = barCount(view)
  const step = width / Math.max(1, count)
  const thick = Math.max(1, step - (step > 4 ? 1 : 0)).toFixed(1)
  const bars = Array.from({ length: count }, (_, i): Bar => {
    const unit = shownUnit(view, i)
    const [mean, std] = [data!.mean[unit]!, data!.std[unit]!]
    const active = 1 - data!.zeroFraction[unit]!
    const x = left + i * step
    return { x, active, dead: active === 0, mean, low: mean - std, high: mean + std }
  })
  // Shares tell nothing where no output is ever 0: the means take their place.
  const isEver0 = bars.some(({ active }) => active < 1)
  const between = isEver0 ? 24 : 2
  const room = Math.max(0, size.height - top - foot - between)
  const activeHeight = isEver0 ? Math.round(room * 0.5) : 0
  const meanTop = top + activeHeight + between
  const meanHeight = room - activeHeight
  const finite = bars.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite)
  const low = finite.reduce((least, value) => Math.min(least, value), 0)
  const high = finite.reduce((most, value) => Math.max(most, value), low === 0 ? 1e-30 : 0)
  const y = (value: number) => meanTop + ((high - value) / (high - low)) * meanHeight
  const known = bars.filter(bar => Number.isFinite(bar.low) && Number.isFinite(bar.high))

  const root = group(view, 'bars')
  const rects = (name: string, of: readonly Bar[]) =>
    root
      .selectAll<SVGRectElement, Bar>(`rect.chart-${name}`)
      .data(of)
      .join('rect')
      .attr('class', `chart-${name}`)
      .attr('x', d => d.x.toFixed(1))
      .attr('width', thick)
  rects('active', isEver0 ? bars : [])
    .classed('is-dead', d => d.dead)
    .attr('y', d => (d.dead ? top : top + (1 - d.active) * activeHeight).toFixed(1))
    .attr('height', d => (d.dead ? activeHeight : d.active * activeHeight).toFixed(1))
  rects('spread', known)
    .attr('y', d => y(d.high).toFixed(1))
    .attr('height', d => (y(d.low) - y(d.high)).toFixed(1))
  rects('mean', known)
    .attr('y', d => (y(d.mean) - 1).toFixed(1))
    .attr('height', 2)
  const activeBase = isEver0 ? top + activeHeight : null
  drawAxes(view, { activeBase, meanTop, meanHeight, zero: y(0), low, high })
}

interface Axes {
  /** Null where no shares are shown. */
  readonly activeBase: number | null
  readonly meanTop: number
  readonly meanHeight: number
  readonly zero: number
  readonly low: number
  readonly high: number
}

function drawAxes(view: View, axes: Axes): void {
  const { data, left, width, size, options } = view
  const { text } = options
  const { activeBase, meanTop, meanHeight } = axes
  const end = (label: string, y: number) => ({ label, x: left - 5, y, anchor: 'end', title: false })
  const title = (label: string, x: number, y: number, anchor: string) => ({
    label,
    x,
    y,
    anchor,
    title: true,
  })
  const last = data ? String(data.mean.length - 1) : ''
  const bottom = size.height - 5
  const labels = data
    ? [
        ...(activeBase === null
          ? []
          : [
              end('1', top + 8),
              end('0', activeBase),
              title(text.active, left, activeBase + 13, 'start'),
            ]),
        end(formatValue(axes.high, 2), meanTop + 8),
        ...(meanHeight > 24 ? [end(formatValue(axes.low, 2), meanTop + meanHeight)] : []),
        { label: last, x: left + width, y: bottom, anchor: 'end', title: false },
        title(`${text.mean} ± ${text.std}`, left, bottom, 'start'),
        title(text.unit, left + width - textWidth(last) - 10, bottom, 'end'),
      ]
    : []
  const axis = group(view, 'axis')
  axis
    .selectAll<SVGLineElement, number>('line')
    .data(data ? [...(activeBase === null ? [] : [activeBase]), axes.zero] : [])
    .join('line')
    .attr('class', 'chart-baseline')
    .attr('x1', left)
    .attr('x2', left + width)
    .attr('y1', d => d.toFixed(1))
    .attr('y2', d => d.toFixed(1))
  axis
    .selectAll<SVGTextElement, (typeof labels)[number]>('text')
    .data(labels)
    .join('text')
    .attr('class', d => (d.title ? 'chart-axis-title' : null))
    .attr('text-anchor', d => d.anchor)
    .attr('x', d => d.x)
    .attr('y', d => d.y.toFixed(1))
    .text(d => d.label)
}
