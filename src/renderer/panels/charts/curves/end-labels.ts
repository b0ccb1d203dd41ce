import { placeLabels } from './shapes'
import { drawableOn, group, type Tone, type View, write } from './view'

const endLabelHeight = 27

interface EndLabel {
  readonly label: string
  readonly tone: Tone
  readonly value: string
  /** False where the value is NaN: its label stands at the bottom, without a line to it. */
  readonly anchored: boolean
  readonly anchorY: number
}

export function endLabels(view: View): EndLabel[] {
  const { data, y, smoothed, options } = view
  const drawable = drawableOn(options.log)
  const labels: EndLabel[] = []
  function add(label: string, tone: Tone, value: number): void {
    labels.push({
      label,
      tone,
      value: write(view, value, 3),
      anchored: drawable(value),
      anchorY: drawable(value) ? y(value) : view.plot.height,
    })
  }
  if (data.count > 0) {
    const last = data.count - 1
    add(data.line.label, data.line.tone, smoothed[last]!)
  }
  for (const { label, tone, points } of data.pointLines) {
    const last = points.at(-1)
    if (last) add(label, tone, last.value)
  }
  return labels
}

export function drawEndLabels(view: View, visible: boolean): void {
  const { plot } = view
  const labels = visible ? endLabels(view) : []
  const places = placeLabels(
    labels.map(label => label.anchorY),
    endLabelHeight,
    -8,
    plot.height + 4,
  )
  const root = group(view, 'ends').attr('transform', `translate(${plot.left},${plot.top})`)
  const items = root
    .selectAll<SVGGElement, EndLabel>('g')
    .data(labels)
    .join(enter => {
      const item = enter.append('g')
      item.append('path')
      item.append('text').attr('class', 'chart-end-name').attr('dy', '-0.15em')
      item.append('text').attr('class', 'chart-end-value').attr('dy', '0.95em')
      return item
    })
    .attr('class', d => `chart-end tone-${d.tone}`)
  const right = plot.width
  items
    .select('path')
    .attr('display', d => (d.anchored ? null : 'none'))
    .attr(
      'd',
      (d, i) => `M${right + 4},${d.anchorY.toFixed(1)}h2L${right + 11},${places[i]!.toFixed(1)}h2`,
    )
  items.selectAll('text').attr('x', right + 16)
  items
    .select('.chart-end-name')
    .attr('y', (_, i) => places[i]!.toFixed(1))
    .text(d => d.label)
  items
    .select('.chart-end-value')
    .attr('y', (_, i) => places[i]!.toFixed(1))
    .text(d => d.value)
}
