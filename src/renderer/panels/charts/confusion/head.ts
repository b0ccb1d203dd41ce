import { textWidth } from '../format'
import { shareColour } from '../palette'
import { group, type View } from './view'

const swatches = 8
const swatch = 9

/** Title, what the colours mean, and what the two axes are. */
export function drawHead(view: View): void {
  const { data, options, plot, size } = view
  const { text } = options
  const lines = [
    { name: 'chart-heading', label: text.title, x: 0, y: 14 },
    { name: 'chart-measure', label: text.note, x: textWidth(text.title, 12) + 16, y: 14 },
  ]
  group(view, 'title')
    .selectAll<SVGTextElement, (typeof lines)[number]>('text')
    .data(data ? lines : lines.slice(0, 1))
    .join('text')
    .attr('class', line => line.name)
    .attr('x', line => line.x)
    .attr('y', line => line.y)
    .text(line => line.label)
  drawAxisTitles(view)
  drawLegend(view, Math.max(plot.left, 0), size.width)
}

function drawAxisTitles({ data, options, plot, ...view }: View): void {
  const { text } = options
  const titles = data
    ? [
        {
          label: text.predicted,
          place: `translate(${plot.left + plot.width / 2},${plot.top + plot.height + 28})`,
        },
        {
          label: text.truth,
          place: `translate(10,${plot.top + plot.height / 2}) rotate(-90)`,
        },
      ]
    : []
  view.svg
    .select<SVGGElement>('g.chart-axis')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', 'chart-axis-title')
    .attr('text-anchor', 'middle')
    .attr('transform', title => title.place)
    .text(title => title.label)
}

/** From none, which is bare, over the scale. */
function drawLegend(view: View, left: number, right: number): void {
  const { data, options } = view
  const scale = Array.from({ length: swatches }, (_, i) => i / (swatches - 1))
  const bar = left + 12 + 16
  const end = bar + swatches * swatch
  const labels = [
    { x: left + 12, anchor: 'end', label: '0' },
    { x: end + 6, anchor: 'start', label: options.text.full },
  ].filter(({ x, label }) => x + textWidth(label) * 0.8 < right)
  const root = group(view, 'legend')
  root
    .selectAll('rect')
    .data(data ? [-1, ...scale] : [])
    .join('rect')
    .attr('class', t => (t < 0 ? 'confusion-bare' : null))
    .attr('x', (t, i) => (t < 0 ? left + 15.5 : bar + (i - 1) * swatch + 1))
    .attr('y', 22.5)
    .attr('width', swatch)
    .attr('height', swatch)
    .attr('fill', t => (t < 0 ? 'none' : shareColour(t, options.theme)))
  root
    .selectAll<SVGTextElement, (typeof labels)[number]>('text')
    .data(data ? labels : [])
    .join('text')
    .attr('class', 'chart-measure')
    .attr('text-anchor', label => label.anchor)
    .attr('x', label => label.x)
    .attr('y', 31)
    .text(label => label.label)
}
