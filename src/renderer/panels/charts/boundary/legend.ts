import { elide, formatValue, textWidth } from '../format'
import { cividis } from '../palette'
import { chartGround, classColour, classMark } from '../plane/classes'
import { valueRange } from './field'
import { group, type View } from './view'

interface Entry {
  readonly label: string
  readonly mark: string
  readonly fill: string
  readonly stroke: string
}

const lineHeight = 18
/** Longer names are cut. */
const widest = 120

function entriesOf({ data, options }: View): Entry[] {
  const { text, theme } = options
  const ground = chartGround(theme)
  const ink = theme === 'dark' || theme === 'darkContrast' ? '#aab2bf' : '#596274'
  const classes = Array.from({ length: data.classes ?? 0 }, (_, index) => {
    const colour = classColour(index, theme)
    return {
      label: text.className(index),
      mark: classMark(index, 40),
      fill: colour,
      stroke: ground,
    }
  })
  return [
    ...classes,
    { label: text.training, mark: classMark(0, 34), fill: ink, stroke: ground },
    { label: text.heldOut, mark: classMark(0, 34), fill: ground, stroke: ink },
  ]
}

/** Room that the legend takes beside the plot. */
export function legendWidth(view: View): number {
  const { text } = view.options
  const labels = [text.training, text.heldOut]
  for (let index = 0; index < (view.data.classes ?? 0); index++) labels.push(text.className(index))
  return Math.min(widest, Math.max(...labels.map(label => textWidth(label)))) + 24
}

/** Draws what marks and colours stand for, beside the plot. */
export function drawLegend(view: View): void {
  const { plot, scales, options, data } = view
  const left = plot.left + plot.width + 20
  const bar = scales && data.classes === null && data.answer ? [valueRange(view)] : []
  const most = Math.max(2, Math.floor((plot.height - bar.length * 84) / lineHeight))
  const all = entriesOf(view)
  // Of many classes the last give way to what filled and hollow mean.
  const entries = all.length > most ? [...all.slice(0, most - 2), ...all.slice(-2)] : all
  const root = group(view, 'legend').attr('transform', `translate(${left},${plot.top})`)
  const items = root
    .selectAll<SVGGElement, Entry>('g.chart-entry')
    .data(scales ? entries : [])
    .join(enter => {
      const item = enter.append('g').attr('class', 'chart-entry')
      item.append('path')
      item.append('text').attr('x', 14).attr('dy', '0.35em')
      return item
    })
    .attr('transform', (_, i) => `translate(4,${8 + i * lineHeight})`)
  items
    .select('path')
    .attr('d', entry => entry.mark)
    .attr('fill', entry => entry.fill)
    .attr('stroke', entry => entry.stroke)
  items.select('text').text(entry => elide(entry.label, widest))
  const top = 12 + entries.length * lineHeight
  const scale = root
    .selectAll<SVGGElement, [number, number]>('g.chart-bar')
    .data(bar)
    .join('g')
    .attr('class', 'chart-bar')
    .attr('transform', `translate(0,${top})`)
  const parts = 32
  scale
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: parts }, (_, i) => i))
    .join('rect')
    .attr('y', i => 64 - (i + 1) * 2)
    .attr('width', 8)
    .attr('height', 2.5)
    .attr('fill', i => cividis(i / (parts - 1), options.theme))
  scale
    .selectAll<SVGTextElement, number>('text')
    .data(range => range)
    .join('text')
    .attr('x', 14)
    .attr('y', (_, i) => (i === 0 ? 64 : 6))
    .attr('dy', '0.1em')
    .text(value => formatValue(value, 3))
}
